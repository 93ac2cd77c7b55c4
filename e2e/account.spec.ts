import { expect, test, type Page } from './support/test';
import { expectAccessible, expectAccessibleAsIs } from './support/accessible';
import { mailedLink, openMail } from './support/mail';
import {
  FINISH,
  finishFields,
  newPerson,
  register,
  registerWithForm,
  requestLink,
  type Person,
} from './support/people';

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

test('a person registers with the link of a mail, signs out and signs in', async ({ page }) => {
  const ada = newPerson('Ada');
  await page.goto('/sign-in?next=/account');
  await page.getByRole('main').getByRole('link', { name: 'Register' }).click();
  await expectAccessibleAsIs(page, '/register');
  await requestLink(page, ada);
  await expect(page.getByRole('main')).toContainText(ada.email);
  await expect(page.getByRole('main')).toContainText('opens with the link that npm start prints');
  await expectAccessibleAsIs(page, '/register, when a link is on its way');

  await openMail(page, ada);
  const shown = page.frameLocator('iframe');
  await expect(shown.getByRole('heading', { name: 'Welcome to Video Tutorials' })).toBeVisible();
  const [finishing] = await Promise.all([
    page.waitForEvent('popup'),
    shown.getByRole('link', { name: 'Finish my registration' }).click(),
  ]);
  const link = new URL(finishing.url());
  await expectAccessible(finishing, link.pathname + link.search);
  await expect(finishing.getByRole('main')).toContainText(ada.email);
  await finishing.getByLabel('Name').fill(ada.name);
  await finishing.getByLabel('Password', { exact: true }).fill(ada.password);
  await finishing.getByRole('button', { name: 'Finish' }).click();
  // Where they wanted to go in the first place, as this is the same browser.
  await expect(finishing).toHaveURL(/\/account$/);
  await expect(finishing.getByRole('main')).toContainText(ada.email);

  await signOut(finishing, ada);
  await signIn(finishing, { ...ada, email: ada.email.toUpperCase() });
  await expect(finishing).toHaveURL(/\/studio$/);

  // The link has ended.
  await finishing.goto(link.pathname + link.search);
  await expect(finishing.getByRole('alert').filter({ hasText: 'This link doesn’t work.' })).toBeVisible();
  await expect(finishing.getByRole('button', { name: 'Finish' })).toBeHidden();
});

test('registering an address that has an account looks the same, and its mail tells it', async ({ page, browser }) => {
  const ada = newPerson('Ada');
  await register(await (await browser.newContext()).newPage(), ada);
  const seen: string[] = [];
  for (const { email } of [{ email: ada.email.toUpperCase() }, newPerson('Nobody')]) {
    await page.goto('/register');
    await requestLink(page, { email });
    seen.push((await page.getByRole('main').innerText()).replace(email.toLowerCase(), 'the address'));
  }
  expect(seen[0]).toBe(seen[1]);
  await openMail(page, ada, 'You already have an account');
  await expect(page.frameLocator('iframe').getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('an account changes its address with the password and a link, and both mailboxes are told', async ({
  page,
  browser,
}) => {
  const ada = newPerson('Ada');
  const { email } = newPerson('Countess');
  await register(page, ada);
  await page.goto('/account');
  await page.getByRole('link', { name: 'Email address' }).click();
  await expectAccessible(page, '/account/address');
  await page.getByLabel('New email').fill(email);
  await page.getByLabel('Current password').fill('not her password');
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription(/That password is wrong/);
  await page.getByLabel('Current password').fill(ada.password);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByRole('status').filter({ hasText: `A link is on its way to ${email}` })).toBeVisible();

  // It is of no use to somebody else, nor without a session.
  const link = await mailedLink({ email }, '/confirm');
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await register(stranger, newPerson('Stranger'));
  await stranger.goto(link);
  await expect(stranger.getByText('This link doesn’t work for the account you’re signed in to.')).toBeVisible();
  await expect(stranger.getByRole('button', { name: 'Confirm my address' })).toBeHidden();

  await expectAccessible(page, link);
  await page.getByRole('button', { name: 'Confirm my address' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Your address is confirmed.' })).toBeVisible();
  await openMail(page, ada, 'The address of your account was changed');
  await page.goto('/account');
  await expect(page.getByRole('main')).toContainText(email);
  await signOut(page, ada);
  await signIn(page, ada);
  await expect(page.getByRole('alert').filter({ hasText: WRONG })).toBeVisible();
  await signIn(page, { ...ada, email });
  await expect(page).toHaveURL(/\/studio$/);
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

test('a form with errors focuses the first invalid field, keeps the input, and shows the password', async ({
  page,
}) => {
  await page.goto('/register');
  await page.getByLabel('Email').fill('ada');
  await page.getByRole('main').getByRole('button', { name: 'Register' }).click();
  await expect(page.getByLabel('Email')).toBeFocused();
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/like name@example\.com/);
  const ada = newPerson('Ada');
  await requestLink(page, ada);

  await page.goto(await mailedLink(ada, FINISH));
  await page.getByLabel('Name').fill(' ');
  const password = page.getByLabel('Password', { exact: true });
  await password.fill('short');
  await page.getByRole('button', { name: 'Show password' }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByLabel('Name')).toBeFocused();
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/Enter the name/);
  await page.getByLabel('Name').fill('Ada L.');
  await password.fill('short');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(password).toHaveAccessibleDescription(/at least 10 characters/i);
  await expect(page.getByLabel('Name')).toHaveValue('Ada L.');
});

test('a form that is sent twice registers once', async ({ page }) => {
  const ada = newPerson('Ada');
  await page.goto('/register');
  await requestLink(page, ada);
  const link = await mailedLink(ada, FINISH);
  const multipart = { ...(await finishFields(page.request, link)), name: ada.name, password: ada.password };
  const send = () => page.request.post(FINISH, { multipart, maxRedirects: 0 });
  const answers = await Promise.all([send(), send()]);
  // On a busy machine the first answer may be that it is queued, and the second one may come when the link is used.
  const leads = answers.map((answer) => answer.headers().location ?? 'the link is used');
  for (const to of leads) expect(to).toMatch(/^\/studio$|^\/register\/pending|^the link is used$/);
  expect(leads.filter((to) => to !== 'the link is used')).not.toEqual([]);
  await page.context().clearCookies();
  await expect(async () => expect(await (await send()).text()).toContain('This link doesn’t work.')).toPass();
  await signIn(page, ada);
  await expect(page).toHaveURL(/\/studio$/);
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

  test('registering, another address, signing out and signing in work, and errors keep the input', async ({ page }) => {
    const ada = newPerson('Ada');
    await page.goto('/register');
    await page.getByLabel('Email').fill('ada');
    await page.getByRole('main').getByRole('button', { name: 'Register' }).click();
    await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/like name@example\.com/);
    await expect(page.getByLabel('Email')).toHaveValue('ada');
    await requestLink(page, ada);
    await page.goto(await mailedLink(ada, FINISH));
    await page.getByLabel('Name').fill(ada.name);
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Finish' }).click();
    const password = page.getByLabel('Password', { exact: true });
    await expect(password).toHaveAccessibleDescription(/Use at least 10 characters/);
    await expect(password).toHaveAttribute('autofocus');
    await expect(page.getByLabel('Name')).toHaveValue(ada.name);
    await password.fill(ada.password);
    await page.getByRole('button', { name: 'Finish' }).click();
    await expect(page).toHaveURL(/\/studio$/);

    const { email } = newPerson('Countess');
    await page.goto('/account/address');
    await page.getByLabel('New email').fill(email);
    await page.getByLabel('Current password').fill(ada.password);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await expect(page.getByText('A link is on its way')).toBeVisible();
    await page.goto(await mailedLink({ email }, '/confirm'));
    await page.getByRole('button', { name: 'Confirm my address' }).click();
    await expect(page.getByText('Your address is confirmed')).toBeVisible();
    ada.email = email;

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
