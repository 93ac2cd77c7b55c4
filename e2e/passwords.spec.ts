import { expect, test, type Page } from './support/test';
import { expectAccessible, expectAccessibleAsIs } from './support/accessible';
import { mailedLink, openMail } from './support/mail';
import { FINISH, newPerson, register, requestLink as requestRegistration, signIn, type Person } from './support/people';

const SENT = 'an email with a link is on its way.';
const ENDED = 'This link doesn’t work.';
const password = (page: Page, label = 'New password') => page.getByLabel(label, { exact: true });

async function requestLink(page: Page, { email }: Pick<Person, 'email'>): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible();
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByRole('status').filter({ hasText: SENT })).toBeVisible();
}

test('a forgotten password is replaced with a mailed link, once, which signs out all browsers', async ({
  page,
  browser,
}) => {
  const ada = newPerson('Ada');
  const elsewhere = await (await browser.newContext()).newPage();
  await register(elsewhere, ada);
  await requestLink(page, ada);
  const link = await mailedLink(ada, '/reset');

  await expectAccessible(page, link);
  await password(page).fill('short');
  await page.getByRole('button', { name: 'Save the new password' }).click();
  await expect(password(page)).toHaveAccessibleDescription(/Use at least 10 characters/);
  await password(page).fill(ada.email.toUpperCase());
  await page.getByRole('button', { name: 'Save the new password' }).click();
  await expect(password(page)).toHaveAccessibleDescription(/not your email address/);
  const opened = await page.context().newPage();
  await opened.goto(link);
  await password(page).fill('another few plain words');
  await page.getByRole('button', { name: 'Save the new password' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Your password is changed' })).toBeVisible();

  // Another page with the same link.
  await password(opened).fill('some other plain words');
  await opened.getByRole('button', { name: 'Save the new password' }).click();
  await expect(opened.getByRole('alert').filter({ hasText: ENDED })).toBeVisible();
  await expect(password(opened)).toBeHidden();

  await elsewhere.goto('/studio');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.getByLabel('Email').fill(ada.email);
  await password(elsewhere, 'Password').fill(ada.password);
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await expect(elsewhere.getByRole('alert').filter({ hasText: 'Wrong email address or password.' })).toBeVisible();

  await signIn(page, { ...ada, password: 'another few plain words' });
  // Who has the mailbox has confirmed the address.
  await expect(page.getByRole('complementary', { name: 'Confirm your address' })).toBeHidden();
  await openMail(page, ada, 'Your password was changed');

  await elsewhere.goto(link);
  await expect(elsewhere.getByRole('alert').filter({ hasText: ENDED })).toBeVisible();
  await elsewhere.getByRole('link', { name: 'Ask for a new link' }).click();
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible();
});

test('an address without an account gets the same answer, and no mail', async ({ page, browser }) => {
  const [nobody, ada] = [newPerson('Nobody'), newPerson('Ada')];
  await register(await (await browser.newContext()).newPage(), ada);
  await requestLink(page, nobody);
  await requestLink(page, ada);
  // Requests are handled in their order.
  await openMail(page, ada, 'Choose a new password');
  await page.goto('/outbox');
  await expect(page.getByRole('listitem').filter({ hasText: ada.email })).toHaveCount(2);
  await expect(page.getByRole('listitem').filter({ hasText: nobody.email })).toHaveCount(0);

  await page.goto('/forgot');
  await expectAccessible(page, '/forgot');
  await page.getByLabel('Email').fill('nobody');
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/like name@example\.com/);
});

test('a link that never existed is told, whatever it looks like', async ({ page }) => {
  for (const search of [
    '',
    '?user=1&token=2',
    `?user=${crypto.randomUUID()}&token=${'a'.repeat(43)}`,
    '?token=a&token=b',
  ]) {
    await page.goto(`/reset${search}`);
    await expect(page.getByRole('alert').filter({ hasText: ENDED })).toBeVisible();
    await expect(password(page)).toBeHidden();
  }
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a forgotten password is replaced too', async ({ page, browser }) => {
    const ada = newPerson('Ada');
    await register(await (await browser.newContext()).newPage(), ada);
    await requestLink(page, ada);
    await page.goto(await mailedLink(ada, '/reset'));
    await password(page).fill('another few plain words');
    await page.getByRole('button', { name: 'Save the new password' }).click();
    await expect(page.getByText('Your password is changed')).toBeVisible();
    await signIn(page, { ...ada, password: 'another few plain words' });
  });
});

test('a password that is easy to guess is told while it is typed, and refused', async ({ page }) => {
  const ada = newPerson('Ada');
  await page.goto('/register');
  await requestRegistration(page, ada);
  await page.goto(await mailedLink(ada, FINISH));
  await page.getByLabel('Name').fill('Ada Lovelace');
  const estimate = page.getByRole('main').getByRole('status');
  await password(page, 'Password').fill('password12');
  await expect(estimate).toHaveText('Easy to guess: many people use it.');
  await password(page, 'Password').fill('lovelace12');
  await expect(estimate).toContainText('it’s made of your name');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(password(page, 'Password')).toHaveAccessibleDescription(/This is easy to guess: it’s made of your name/);
  await expect(estimate).toBeEmpty();
  await password(page, 'Password').fill(ada.password);
  await expect(estimate).toHaveText('Very hard to guess.');
  await expectAccessibleAsIs(page, 'a rated password');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page).toHaveURL(/\/studio/);
});

test('a password is changed with the current one, and other browsers are signed out', async ({ page, browser }) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, ada);

  // Where password managers look for it.
  await page.goto('/.well-known/change-password');
  await expect(page).toHaveURL(/\/account\/security$/);
  await expectAccessible(page, '/account/security');
  const change = async (current: string, next: string) => {
    await password(page, 'Current password').fill(current);
    await password(page).fill(next);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('not her password', 'another few plain words');
  await expect(password(page, 'Current password')).toHaveAccessibleDescription(/That password is wrong/);
  await change(ada.password, ada.email);
  await expect(password(page)).toHaveAccessibleDescription(/not your email address/);
  await change(ada.password, ada.password);
  await expect(password(page)).toHaveAccessibleDescription(/That is the current password/);
  await change(ada.password, 'another few plain words');
  await expect(page.getByRole('status').filter({ hasText: 'Your password is changed' })).toBeVisible();

  await page.goto('/studio');
  await expect(page).toHaveURL(/\/studio$/);
  await elsewhere.goto('/studio');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await signIn(elsewhere, { ...ada, password: 'another few plain words' });
});
