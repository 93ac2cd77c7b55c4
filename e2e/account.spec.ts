import { expect, test, type Page } from './support/test';
import { confirmAddress, openMail, outboxLink } from './support/mail';
import { register, registerWithForm, newPerson, type Person } from './support/people';

const WRONG = 'Wrong email address or password.';

async function signIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signOut(page: Page, { name }: Person): Promise<void> {
  await page.getByRole('button', { name: `Account: ${name}` }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
}

test('a person registers, confirms their address, signs out and signs in', async ({ page }) => {
  const ada = newPerson('Ada');
  await registerWithForm(page, ada);
  const notice = page.getByRole('complementary', { name: 'Confirm your address' });
  await expect(notice).toContainText(ada.email);
  await expect(notice).toContainText('opens with the link that npm start prints');
  await page.goto(await outboxLink());
  await notice.getByRole('link', { name: 'outbox' }).click();
  await expect(page.getByRole('heading', { name: 'Outbox' })).toBeVisible();

  await openMail(page, ada);
  const shown = page.frameLocator('iframe');
  await expect(shown.getByRole('heading', { name: 'Welcome, Ada' })).toBeVisible();
  const [confirming] = await Promise.all([
    page.waitForEvent('popup'),
    shown.getByRole('link', { name: 'Confirm my address' }).click(),
  ]);
  await expect(confirming.getByRole('complementary', { name: 'Confirm your address' })).toBeVisible();
  await confirming.getByRole('button', { name: 'Confirm my address' }).click();
  await expect(confirming.getByRole('status')).toContainText('Your address is confirmed');
  await expect(confirming.getByRole('complementary', { name: 'Confirm your address' })).toBeHidden();

  await signOut(confirming, ada);
  await signIn(confirming, { ...ada, email: ada.email.toUpperCase() });
  await expect(confirming).toHaveURL(/\/studio$/);
});

test('the mail that confirms an address is sent again', async ({ page }) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  await page.goto('/studio');
  const notice = page.getByRole('complementary', { name: 'Confirm your address' });
  await notice.getByRole('link', { name: 'Send it again' }).click();
  await page.getByRole('button', { name: 'Send the confirmation email again' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The email is on its way.' })).toBeVisible();
  await page.goto(await outboxLink());
  const mails = page.getByRole('listitem').filter({ hasText: ada.email });
  await expect(async () => {
    await page.goto('/outbox');
    await expect(mails).toHaveCount(2, { timeout: 1_000 });
  }).toPass();
  await confirmAddress(page, ada);
  await page.goto('/account');
  await expect(page.getByRole('button', { name: 'Send the confirmation email again' })).toBeHidden();
});

test('a confirmation link for another account confirms nothing', async ({ page, browser }) => {
  const stranger = newPerson('Stranger');
  await register(await (await browser.newContext()).newPage(), stranger);
  await openMail(page, stranger);
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    page.frameLocator('iframe').getByRole('link', { name: 'Confirm my address' }).click(),
  ]);
  await expect(opened.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();

  await register(page, newPerson('Owner'));
  await opened.goto(new URL(opened.url()).searchParams.get('next') as string);
  await expect(opened.getByText('This link is for a different account')).toBeVisible();
  await expect(opened.getByRole('button', { name: 'Confirm my address' })).toBeHidden();
});

test('an unknown address and a wrong password get the same response', async ({ page, browser }) => {
  const ada = newPerson('Ada');
  await register(await (await browser.newContext()).newPage(), ada);
  for (const attempt of [{ ...ada, password: 'not her password' }, newPerson('Nobody')]) {
    await signIn(page, attempt);
    await expect(page.getByRole('alert').filter({ hasText: WRONG })).toBeVisible();
    await expect(page.getByLabel('Email')).toHaveValue(attempt.email);
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  }
});

test('an address that is already registered is an error at its field, and the input stays', async ({
  page,
  browser,
}) => {
  const ada = newPerson('Ada');
  await register(await (await browser.newContext()).newPage(), ada);
  await page.goto('/register');
  await page.getByLabel('Name').fill('Another Ada');
  await page.getByLabel('Email').fill(ada.email.toUpperCase());
  await page.getByLabel('Password', { exact: true }).fill('another password');
  await page.getByRole('button', { name: 'Register' }).click();
  const email = page.getByLabel('Email');
  await expect(email).toHaveAccessibleDescription(/already registered/);
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toBeFocused();
  await expect(page.getByLabel('Name')).toHaveValue('Another Ada');
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
});

test('a form with errors focuses the first invalid field, and a password can be shown', async ({ page }) => {
  await page.goto('/register');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Email').fill('ada');
  const password = page.getByLabel('Password', { exact: true });
  await password.fill('short');
  await page.getByRole('button', { name: 'Show password' }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByLabel('Email')).toBeFocused();
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/like name@example\.com/);
  await expect(password).toHaveAccessibleDescription(/at least 10 characters/i);
});

test('a form that is sent twice registers once', async ({ page }) => {
  await page.goto('/register');
  const ada = newPerson('Ada');
  const form = await page
    .locator('form:has([name=formId])')
    .evaluate((element: HTMLFormElement) =>
      Object.fromEntries([...new FormData(element)].map(([name, value]) => [name, String(value)])),
    );
  const send = () => page.request.post('/register', { multipart: { ...form, ...ada }, maxRedirects: 0 });
  const answers = await Promise.all([send(), send()]);
  for (const answer of answers) {
    expect(answer.status()).toBe(303);
    // On a busy machine the first answer may be that it is queued.
    expect(answer.headers().location).toMatch(/^\/studio$|^\/register\/pending/);
  }
  await expect(async () => expect((await send()).headers().location).toBe('/studio')).toPass();
});

test('only the form signs out, and the cookies of an ended session do not sign in', async ({ page, context }) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  const cookies = await context.cookies();

  await page.goto('/api/auth/signout');
  await expect(page.getByRole('heading', { name: 'Sign out' })).toBeVisible();
  await page.goto('/studio');
  await expect(page).toHaveURL(/\/studio$/);

  await signOut(page, ada);
  await context.addCookies(cookies);
  await page.goto('/studio');
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await (await page.request.get('/api/auth/session')).json()).toEqual({});
});

test('signing in leads back to the requested page, and never to another site', async ({ page }) => {
  const ada = newPerson('Ada');
  await registerWithForm(page, ada);
  await signOut(page, ada);
  for (const [next, end] of [
    ['/sign-out', /\/sign-out$/],
    ['//evil.example', /\/studio$/],
    ['https://evil.example', /\/studio$/],
  ] as const) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel('Email').fill(ada.email);
    await page.getByLabel('Password', { exact: true }).fill(ada.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(end);
  }
});

test('next-auth’s credentials endpoint signs in', async ({ page }) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  await page.context().clearCookies();
  const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const send = (password: string) =>
    page.request.post('/api/auth/callback/credentials', {
      form: { csrfToken, email: ada.email, password, json: 'true' },
    });
  expect((await send('not her password')).status()).toBe(401);
  expect((await send(ada.password)).status()).toBe(200);
  await page.goto('/studio');
  await expect(page).toHaveURL(/\/studio$/);
});

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });

  test('registering, confirming, signing out and signing in work, and errors keep the input', async ({ page }) => {
    const ada = newPerson('Ada');
    await page.goto('/register');
    await page.getByLabel('Name').fill(ada.name);
    await page.getByLabel('Email').fill(ada.email);
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Register' }).click();
    const password = page.getByLabel('Password', { exact: true });
    await expect(password).toHaveAccessibleDescription(/Use at least 10 characters/);
    await expect(password).toHaveAttribute('autofocus');
    await expect(page.getByLabel('Name')).toHaveValue(ada.name);
    await expect(page.getByLabel('Email')).toHaveValue(ada.email);
    await password.fill(ada.password);
    await page.getByRole('button', { name: 'Register' }).click();
    await expect(page).toHaveURL(/\/studio$/);

    await openMail(page, ada);
    await page.getByRole('link', { name: /\/confirm\?/ }).click();
    await page.getByRole('button', { name: 'Confirm my address' }).click();
    await expect(page.getByText('Your address is confirmed')).toBeVisible();

    await page.goto('/sign-out');
    await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    await signIn(page, { ...ada, password: 'not her password' });
    await expect(page.getByText(WRONG)).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill(ada.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/studio$/);
  });
});
