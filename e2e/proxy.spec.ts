import { randomUUID } from 'node:crypto';
import { expect, test } from './support/test';
import { freePort } from '@/db/embedded/port';
import { startAnotherApp } from './support/another-app';
import { startNginx, findNginxProblem } from './support/nginx';
import { registerWithForm, signIn, newPerson } from './support/people';
import { clip } from './support/clips';
import { publishWithForms } from './support/tutorials';

/** The site behind nginx with TLS, configured as documented. */

const missing = findNginxProblem();
if (missing) console.log(`Skipped: the test with nginx. ${missing}`);

test.use({ ignoreHTTPSErrors: true });

test('registering, signing in, uploading and watching work behind nginx with TLS', async ({ browser }) => {
  test.skip(missing !== null, missing ?? '');
  const port = await freePort();
  const siteUrl = `https://localhost:${port}`;
  const app = await startAnotherApp({ SITE_URL: siteUrl, TRUSTED_PROXIES: '127.0.0.1' });
  const stopNginx = await startNginx(port, app.port);
  try {
    const context = await browser.newContext({ baseURL: siteUrl, ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const ada = newPerson('Ada');
    await registerWithForm(page, ada);
    const session = (await context.cookies()).find(({ name }) => name.includes('session-token'));
    expect(session).toMatchObject({ name: '__Host-next-auth.session-token', secure: true });

    const signInPage = await page.request.get('/sign-in');
    expect(signInPage.headers()['strict-transport-security']).toBe('max-age=31536000');

    await page.goto('/sign-out');
    await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    await signIn(page, ada);

    // The page of a video updates live, until the button to publish appears.
    const name = `Behind a proxy ${randomUUID().slice(0, 8)}`;
    const address = await publishWithForms(page, await clip({ seconds: 1 }), name);
    const visitor = await (
      await browser.newContext({ baseURL: siteUrl, ignoreHTTPSErrors: true, javaScriptEnabled: false })
    ).newPage();
    await visitor.goto(address);
    await expect(visitor.getByRole('heading', { level: 1, name })).toBeVisible();

    await test.step('a form works without scripts', async () => {
      await visitor.getByRole('button', { name: 'Dark' }).click();
      await expect(visitor.locator('html')).toHaveAttribute('data-theme', 'dark');
    });
    await test.step('a form from another site is refused', async () => {
      const answer = await visitor.request.post('/', {
        headers: { Origin: 'https://evil.example' },
        multipart: { theme: 'light' },
      });
      expect(answer.status()).toBe(403);
    });
    await test.step('without the proxy, the application works on this machine', async () => {
      const direct = await (
        await browser.newContext({ baseURL: `http://127.0.0.1:${app.port}`, javaScriptEnabled: false })
      ).newPage();
      await direct.goto('/');
      await direct.getByRole('button', { name: 'Dark' }).click();
      await expect(direct.locator('html')).toHaveAttribute('data-theme', 'dark');
    });
  } finally {
    await stopNginx();
    await app.stop();
  }
});
