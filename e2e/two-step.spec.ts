import { Secret, TOTP } from 'otpauth';
import { expectAccessible, expectAccessibleAsIs } from './support/accessible';
import { openMail } from './support/mail';
import { newPerson, register, signIn, type Person } from './support/people';
import { expect, test, type Page } from './support/test';

/** Types address and password. */
async function firstStep(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
}

/** Types the code of the second step, or a recovery code. */
async function secondStep(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Switches two-step sign-in on. @returns what the phone knows. */
async function switchOn(page: Page, { password }: Person): Promise<{ totp: TOTP; recoveryCodes: string[] }> {
  await page.goto('/account/two-step');
  const begin = async (typed: string) => {
    await page.getByLabel('Password', { exact: true }).fill(typed);
    await page.getByRole('button', { name: 'Set it up' }).click();
  };
  await begin('not her password');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/That password is wrong/);
  await begin(password);
  const hint = page.getByText('Or enter this key by hand');
  await expect(hint).toBeVisible();
  // A reload does not make another one.
  const key = await hint.textContent();
  await page.reload();
  await expect(hint).toHaveText(key!);
  await expectAccessibleAsIs(page, 'setting up two-step sign-in');
  const totp = new TOTP({ secret: Secret.fromBase32(key!.replace(/^.*:/, '').replaceAll(/\s/g, '')) });
  const recoveryCodes = (await page.getByLabel('Recovery codes').inputValue()).split(/\s+/);
  const enable = async (code: string) => {
    await page.getByLabel('Code', { exact: true }).fill(code);
    await page.getByRole('button', { name: 'Switch on two-step sign-in' }).click();
  };
  await enable('000000');
  await expect(page.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/That code isn’t right/);
  await enable(totp.generate());
  await expect(page.getByText('You have 10 recovery codes')).toBeVisible();
  return { totp, recoveryCodes };
}

test('an authenticator app is switched on, and signing in takes its codes, each once, or recovery codes', async ({
  page,
  browser,
}) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  const before = await (await browser.newContext()).newPage();
  await signIn(before, ada);
  await expectAccessible(page, '/account/two-step');
  const { totp, recoveryCodes } = await switchOn(page, ada);
  await expectAccessible(page, '/account/two-step');
  await before.goto('/studio');
  await expect(before).toHaveURL(/\/sign-in/);

  const elsewhere = await (await browser.newContext()).newPage();
  await firstStep(elsewhere, ada);
  await elsewhere.goto('/studio');
  await expect(elsewhere).toHaveURL(/\/sign-in\?/);
  await elsewhere.goto('/sign-in/code');
  await secondStep(elsewhere, recoveryCodes[0]!.replace(/./, '9'));
  await expect(elsewhere.getByLabel('Code')).toHaveAccessibleDescription(/This code is wrong/);
  await secondStep(elsewhere, recoveryCodes[0]!);
  await expect(elsewhere).toHaveURL(/\/studio/);

  // The code of the next period, which no other sign-in has used: clocks may differ by one.
  const again = await (await browser.newContext()).newPage();
  await firstStep(again, ada);
  await secondStep(again, totp.generate({ timestamp: Date.now() + 30_000 }));
  await expect(again).toHaveURL(/\/studio/);
  const twice = await (await browser.newContext()).newPage();
  await firstStep(twice, ada);
  await secondStep(twice, recoveryCodes[0]!);
  await expect(twice.getByLabel('Code')).toHaveAccessibleDescription(/wrong, or was used/);

  await page.reload();
  await expect(page.getByText('You have 9 recovery codes')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Show the recovery codes' }).click();
  await expect(page.getByLabel('Recovery codes')).toHaveValue(new RegExp(recoveryCodes[9]!));
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Switch off two-step sign-in' }).click();
  await expect(page.getByRole('button', { name: 'Set it up' })).toBeVisible();
  await elsewhere.context().clearCookies();
  await signIn(elsewhere, ada);
});

test('next-auth’s endpoint wants the second step too', async ({ page }) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  const { recoveryCodes } = await switchOn(page, ada);
  const statusOf = async (code = '') => {
    await page.context().clearCookies();
    const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
    const form = { csrfToken, email: ada.email, password: ada.password, code, json: 'true' };
    return (await page.request.post('/api/auth/callback/credentials', { form })).status();
  };
  expect(await statusOf()).toBe(401);
  expect(await statusOf('000000')).toBe(401);
  expect(await statusOf(recoveryCodes[4])).toBe(200);
  await page.goto('/studio');
  await expect(page).toHaveURL(/\/studio$/);
});

test('wrong codes are refused after ten, their person is told, and a new password ends both', async ({
  page,
  browser,
}) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  const { recoveryCodes } = await switchOn(page, ada);
  const thief = await (await browser.newContext()).newPage();
  await firstStep(thief, ada);
  const tries = async (code: string, answer: RegExp) => {
    await secondStep(thief, code);
    await expect(thief.getByLabel('Code')).toHaveAccessibleDescription(answer);
  };
  for (let n = 0; n < 10; n += 1) await tries(String(100_000 + n), /This code is wrong/);
  await secondStep(thief, recoveryCodes[0]!);
  await expect(thief.getByRole('alert').filter({ hasText: 'Too many wrong codes.' })).toBeVisible();

  await openMail(page, ada, 'Somebody may know your password');
  await page.goto('/account/security');
  await page.getByLabel('Current password').fill(ada.password);
  await page.getByLabel('New password', { exact: true }).fill('another few plain words');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed')).toBeVisible();
  // Their password was checked before it was changed.
  await secondStep(thief, recoveryCodes[0]!);
  await expect(thief).toHaveURL(/\/sign-in/);
  const elsewhere = await (await browser.newContext()).newPage();
  await firstStep(elsewhere, { ...ada, password: 'another few plain words' });
  await secondStep(elsewhere, recoveryCodes[0]!);
  await expect(elsewhere).toHaveURL(/\/studio/);
});
