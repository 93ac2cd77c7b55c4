import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from './support/test';
import { expectAccessible } from './support/accessible';
import { openMail, outboxLink } from './support/mail';
import { register, registerWithForm, signIn, newPerson, type Person } from './support/people';
import { publishTutorial } from './support/tutorials';

async function pressWithPassword(page: Page, button: string, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: button }).click();
}

const requestDeletion = (page: Page, password: string) => pressWithPassword(page, 'Delete my account', password);
const deleteNow = (page: Page, password: string) => pressWithPassword(page, 'Delete it now, for good', password);
const LATER = { level: 1, name: 'Your account will be deleted in 14 days' } as const;

/** Signs in to an account that is going to be deleted, which leads to the one page that it has. */
async function signInToDecide(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await pressWithPassword(page, 'Sign in', password);
  await expect(page).toHaveURL(/\/account\/delete$/);
}

async function expectNoAccount(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Wrong email address or password.' })).toBeVisible();
}

test('an account is hidden until it is deleted, comes back if it is kept, and is gone for good with tutorials and mails', async ({
  page,
  browser,
}) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  const watch = await publishTutorial(page, 'How to leave', 6);
  const media = join(process.env.DATA_DIR as string, 'media', /[0-9a-f-]{36}/.exec(watch)![0]);
  expect(existsSync(media)).toBe(true);
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, ada);

  await page.goto('/studio');
  await page.getByRole('button', { name: `Account: ${ada.name}` }).click();
  await page.getByRole('link', { name: 'Your account' }).click();
  await expect(page.getByRole('definition').filter({ hasText: ada.email })).toBeVisible();
  await page.getByRole('link', { name: 'Delete your account' }).click();
  await expect(page.getByText('your 1 tutorial and your page are taken down')).toBeVisible();

  await requestDeletion(page, 'not her password');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/That password is wrong/);
  await requestDeletion(page, ada.password);
  await expect(page.getByRole('heading', LATER)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await elsewhere.goto('/studio');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await expect.poll(async () => (await page.request.get(watch)).status()).toBe(404);
  expect(existsSync(media)).toBe(true);

  // Who signs in again can do nothing but decide.
  await signInToDecide(page, ada);
  await expect(page.getByRole('complementary', { name: 'Your account is going to be deleted' })).toBeVisible();
  await expectAccessible(page, '/account/delete');
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await expect(page.getByText('Your account stays.')).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Your account is going to be deleted' })).toHaveCount(0);
  await expect.poll(async () => (await elsewhere.request.get(watch)).status()).toBe(200);
  await page.goto('/studio');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/studio$/);

  await page.goto('/account/delete');
  await requestDeletion(page, ada.password);
  await expect(page.getByRole('heading', LATER)).toBeVisible();
  await openMail(page, ada);
  await signInToDecide(page, ada);
  await deleteNow(page, ada.password);
  await expect(page.getByRole('heading', { level: 1, name: 'Your account is deleted' })).toBeVisible();
  await expectNoAccount(elsewhere, ada);
  await expect.poll(async () => (await page.request.get(watch)).status()).toBe(404);
  await expect.poll(() => existsSync(media)).toBe(false);
  await page.goto('/');
  await expect(page.getByText('How to leave')).toHaveCount(0);
  const mails = page.getByRole('listitem').filter({ hasText: ada.email });
  await page.goto(await outboxLink());
  await expect(async () => {
    await page.goto('/outbox');
    await expect(mails).toHaveCount(0, { timeout: 1_000 });
  }).toPass();

  // The address can be registered again.
  await registerWithForm(page, ada);
  await expect(page.getByRole('button', { name: `Account: ${ada.name}` })).toBeVisible();
});

test('the pages of an account are accessible', async ({ page }) => {
  await register(page, newPerson('Ada'));
  for (const path of ['/account', '/account/delete', '/account/deleted']) await expectAccessible(page, path);
});

test('without a session, the account pages lead to the sign-in page', async ({ page }) => {
  for (const path of ['/account', '/account/delete']) {
    await page.goto(path);
    await expect(page).toHaveURL(new RegExp(`/sign-in\\?next=${encodeURIComponent(path)}`));
  }
});

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });

  test('deleting an account works, and a wrong password is an error at its field', async ({ page }) => {
    const ada = newPerson('Ada');
    await registerWithForm(page, ada);
    await page.goto('/account/delete');
    await requestDeletion(page, 'not her password');
    await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/That password is wrong/);
    await requestDeletion(page, ada.password);
    await expect(page.getByRole('heading', LATER)).toBeVisible();
    await signInToDecide(page, ada);
    await deleteNow(page, ada.password);
    await expect(page.getByRole('heading', { level: 1, name: 'Your account is deleted' })).toBeVisible();
    await expectNoAccount(page, ada);
  });
});
