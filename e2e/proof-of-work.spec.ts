import { freePort } from '@/db/embedded/port';
import { expectAccessibleAsIs } from './support/accessible';
import { startAnotherApp } from './support/another-app';
import { mailedLink } from './support/mail';
import { FINISH, finishRegistration, newPerson } from './support/people';
import { expect, test } from './support/test';

test('where proofs of work are on, forms send one by themselves, and say that they need scripts', async ({
  browser,
}) => {
  const port = await freePort();
  const siteUrl = `http://localhost:${port}`;
  const app = await startAnotherApp({
    SITE_URL: siteUrl,
    PORT: String(port),
    PROOF_OF_WORK: 'on',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  const open = async (options = {}) =>
    (
      await browser.newContext({
        ...{ baseURL: siteUrl, extraHTTPHeaders: { 'X-Forwarded-For': '203.0.113.77' } },
        ...options,
      })
    ).newPage();
  try {
    const [page, plain] = [await open(), await open({ javaScriptEnabled: false })];
    const [ada, bob] = [newPerson('Ada'), newPerson('Bob')];
    await test.step('registering', async () => {
      await page.goto('/register');
      await page.getByLabel('Email').fill('ada');
      await page.keyboard.press('Enter');
      await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/like name@example\.com/);
      await expectAccessibleAsIs(page, '/register');
      await page.getByLabel('Email').fill(ada.email);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('status').filter({ hasText: 'Check your email.' })).toBeVisible();
      await page.goto(await mailedLink(ada, FINISH));
      await finishRegistration(page, ada);
    });
    await test.step('without scripts', async () => {
      for (const path of ['/register', '/forgot']) {
        await plain.goto(path);
        // Chromium without scripts does not show <noscript>, so read the HTML.
        expect(await plain.content()).toMatch(/<noscript>(?:(?!<\/noscript>).)*This form needs JavaScript here/s);
        await plain.getByLabel('Email').fill(bob.email);
        await plain.getByLabel('Email').press('Enter');
        await expect(plain.getByRole('alert')).toContainText('needs JavaScript');
      }
    });
    await test.step('a password that was forgotten', async () => {
      await page.goto('/forgot');
      await page.getByLabel('Email').fill(ada.email);
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await expect(page.getByRole('status').filter({ hasText: 'an email with a link is on its way.' })).toBeVisible();
    });
    await test.step('signing in, after ten wrong passwords of the network', async () => {
      const signIn = async (other: typeof page, password: string) => {
        await other.goto('/sign-in');
        await other.getByLabel('Email').fill(ada.email);
        await other.getByLabel('Password', { exact: true }).fill(password);
        await other.getByRole('button', { name: 'Sign in' }).click();
      };
      for (let n = 0; n < 9; n += 1) {
        await signIn(plain, `guess ${n}`);
        await expect(plain.getByRole('alert')).toContainText('Wrong email address or password.');
      }
      // The limit of the address is 10, and that of another one is its own.
      await plain.goto('/sign-in');
      await plain.getByLabel('Email').fill(bob.email);
      await plain.getByLabel('Password', { exact: true }).fill('guess 10');
      await plain.getByRole('button', { name: 'Sign in' }).click();
      await expect(plain.getByRole('alert')).toContainText('Wrong email address or password.');
      await signIn(plain, ada.password);
      await expect(plain.getByRole('alert')).toContainText('needs JavaScript');
      const fresh = await open();
      await signIn(fresh, ada.password);
      await expect(fresh).toHaveURL(/\/studio/);
    });
  } finally {
    await app.stop();
  }
});
