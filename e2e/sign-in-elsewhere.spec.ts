import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { freePort } from '@/db/embedded/port';
import { expectAccessible, expectAccessibleAsIs } from './support/accessible';
import { startAnotherApp } from './support/another-app';
import { openMail } from './support/mail';
import { settingsFor, startProvider, type TestProvider } from './support/oidc-provider';
import { newPerson, register, signIn, type Person } from './support/people';
import { expect, test as base, type Page } from './support/test';

/** An application process of the site under test with an OpenID Connect provider, which is called Acme. */
const test = base.extend<{ baseURL: string }, { acme: TestProvider & { siteUrl: string } }>({
  acme: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, use) => {
      const port = String(await freePort());
      const siteUrl = `http://localhost:${port}`;
      const provider = await startProvider(siteUrl);
      const app = await startAnotherApp({ PORT: port, SITE_URL: siteUrl, ...settingsFor(provider) });
      await use({ ...provider, siteUrl });
      await app.stop();
      await provider.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ acme }, use) => use(acme.siteUrl),
});
// In one process, which starts the application once.
test.describe.configure({ mode: 'default' });

/** Gives a person an account at the provider. @returns the name with which they sign in there. */
function addTo({ people }: TestProvider, { email, name }: Person, isVerified = true): string {
  const login = randomUUID();
  people.set(login, { email, email_verified: isVerified, name });
  return login;
}

const continueButton = (page: Page) => page.getByRole('button', { name: 'Continue with Acme' });

async function goToAcme(page: Page, path = '/sign-in'): Promise<void> {
  await page.goto(path);
  await continueButton(page).click();
}

/** Signs in at the provider. */
async function signInAtAcme(page: Page, login: string): Promise<void> {
  await page.getByLabel('Name at Acme').fill(login);
  await page.getByRole('button', { name: 'Sign in to Acme' }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/sign-out');
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
}

/** Waits until the account is connected, which is soon after it is asked for. */
async function expectConnected(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto('/account/connections');
    await expect(page.getByText(/^Connected/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** Enters the password that changes a connection. */
async function enterPassword(page: Page, { password }: Person, button: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: button }).click();
}

const alert = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text });

test('somebody registers with an account elsewhere, signs in with it, and disconnects it', async ({ page, acme }) => {
  const ada = newPerson('Ada');
  const login = addTo(acme, ada);
  await page.goto('/sign-in?next=/account');
  await expectAccessibleAsIs(page, '/sign-in, with a provider');
  await continueButton(page).click();
  await signInAtAcme(page, login);
  await expect(page.getByRole('heading', { name: 'Finish your registration' })).toBeVisible();
  await expect(page.getByText(ada.email)).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ada');
  await expectAccessibleAsIs(page, 'registering with a provider');
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Finish' }).click();
  const ready = page.getByRole('heading', { name: 'Your account is ready' });
  await expect(page.getByRole('heading', { name: 'Your account', exact: true }).or(ready)).toBeVisible();
  // On a busy machine the account is ready a little later.
  if (await ready.isVisible()) await signIn(page, ada);
  await expectConnected(page);
  await openMail(page, ada, 'another account was connected');

  await signOut(page);
  await goToAcme(page, '/sign-in?next=/account/sessions');
  await expect(page).toHaveURL(/\/account\/sessions$/);
  await expect(page.getByText('This browser', { exact: true })).toBeVisible();

  await expectAccessible(page, '/account/connections');
  await enterPassword(page, ada, 'Disconnect Acme');
  await page.getByRole('button', { name: 'Disconnect Acme' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect it' }).click();
  await expect(page.getByText('Acme is not connected.')).toBeVisible();
  await openMail(page, ada, 'another account was disconnected');
  await signOut(page);
  await goToAcme(page);
  await expect(page.getByRole('heading', { name: 'You already have an account' })).toBeVisible();
});

test('an account with the address is asked for its password once, and then for its code', async ({
  page,
  acme,
  browser,
  baseURL,
}) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  await signOut(page);
  const login = addTo(acme, ada);
  await goToAcme(page, '/sign-in?next=/account');
  await signInAtAcme(page, login);
  await expect(page.getByRole('heading', { name: 'You already have an account' })).toBeVisible();
  await expectAccessibleAsIs(page, 'connecting an account');
  // The provider's word alone opens nothing.
  await page.goto('/studio');
  await expect(page).toHaveURL(/\/sign-in\?/);
  await page.goto('/sign-in/elsewhere/connect');
  await enterPassword(page, { ...ada, password: 'not her password' }, 'Connect and sign in');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/That password is wrong/);
  await enterPassword(page, ada, 'Connect and sign in');
  await expect(page).toHaveURL(/\/account$/);
  await expectConnected(page);

  await page.goto('/account/two-step');
  await enterPassword(page, ada, 'Set it up');
  const key = (await page.getByText('Or enter this key by hand').textContent())!.replace(/^.*:/, '');
  const totp = new TOTP({ secret: Secret.fromBase32(key.replaceAll(/\s/g, '')) });
  await page.getByLabel('Code', { exact: true }).fill(totp.generate());
  await page.getByRole('button', { name: 'Switch on two-step sign-in' }).click();
  await expect(page.getByText('You have 10 recovery codes')).toBeVisible();

  await test.step('also without scripts', async () => {
    const plain = await (await browser.newContext({ baseURL, javaScriptEnabled: false })).newPage();
    await goToAcme(plain, '/sign-in?next=/account');
    await signInAtAcme(plain, login);
    await expect(plain.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
    await plain.goto('/account');
    await expect(plain).toHaveURL(/\/sign-in\?/);
    await plain.goto('/sign-in/code?next=/account');
    // The code of the next period, which nothing has used.
    await plain.getByLabel('Code').fill(totp.generate({ timestamp: Date.now() + 30_000 }));
    await plain.getByRole('button', { name: 'Sign in' }).click();
    await expect(plain).toHaveURL(/\/account$/);
  });
});

test('an account is connected from its page, and what another account has is not', async ({ page, acme }) => {
  const [ada, bob] = [newPerson('Ada'), newPerson('Bob')];
  await register(page, ada);
  await page.goto('/account');
  await page.getByRole('link', { name: 'Sign in elsewhere' }).click();
  await enterPassword(page, ada, 'Connect Acme');
  await continueButton(page).click();
  // The address there may be another one.
  await signInAtAcme(page, addTo(acme, newPerson('Lovelace')));
  await expectConnected(page);

  await signOut(page);
  await register(page, bob);
  await page.goto('/account/connections');
  await enterPassword(page, bob, 'Connect Acme');
  // On a busy machine it is asked for again: who signs in there is known by now.
  await expect(async () => {
    await continueButton(page).click();
    await expect(alert(page, 'is connected to another account here')).toBeVisible({ timeout: 5_000 });
  }).toPass();
});

test('nobody is signed in without a proven address, or who has cancelled', async ({ page, acme }) => {
  await goToAcme(page, '/sign-in?next=/account');
  await signInAtAcme(page, '');
  await expect(alert(page, 'You didn’t sign in with Acme.')).toBeVisible();
  await expect(page).toHaveURL(/next=%2Faccount&/);
  await continueButton(page).click();
  await signInAtAcme(page, addTo(acme, newPerson('Ada'), false));
  await expect(alert(page, 'Acme doesn’t say that your email address is yours.')).toBeVisible();
});

test('an answer of the provider works once, on the browser that asked for it, as it asked', async ({
  page,
  acme,
  browser,
  baseURL,
}) => {
  const failed = (on: Page) => expect(alert(on, 'Signing in with Acme didn’t work.')).toBeVisible();
  const login = addTo(acme, newPerson('Ada'));
  const answered = page.waitForRequest(/\/api\/auth\/callback\/oidc\?/);
  await goToAcme(page);
  await signInAtAcme(page, login);
  await expect(page.getByRole('heading', { name: 'Finish your registration' })).toBeVisible();
  const answer = (await answered).url();
  await page.goto(answer);
  await failed(page);

  const other = await (await browser.newContext({ baseURL })).newPage();
  await other.goto(answer);
  await failed(other);
  // That browser has asked too, for another answer.
  await goToAcme(other);
  await expect(other.getByLabel('Name at Acme')).toBeVisible();
  await other.goto(answer);
  await failed(other);

  for (const asked of ['state', 'nonce', 'code_challenge']) {
    await test.step(asked, async () => {
      await page.route(
        `${acme.issuer}/auth?**`,
        async (route) => {
          const url = new URL(route.request().url());
          url.searchParams.set(asked, 'x'.repeat(43));
          await route.fulfill({ status: 302, headers: { Location: url.href } });
        },
        { times: 1 },
      );
      await goToAcme(page);
      await failed(page);
    });
  }
  await goToAcme(page);
  await expect(page.getByRole('heading', { name: 'Finish your registration' })).toBeVisible();
});

test('a provider that cannot be reached is told at its button', async ({ page, acme }) => {
  await acme.stop();
  await goToAcme(page);
  await expect(alert(page, 'Acme can’t be reached just now.')).toBeVisible();
});
