import { expectAccessible } from './support/accessible';
import { newPerson, register, signIn } from './support/people';
import { devices, expect, test } from './support/test';

test('somebody sees where they are signed in, and ends one session, then all others', async ({ page, browser }) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  const signedInOn = async (device: keyof typeof devices) => {
    const other = await (await browser.newContext({ userAgent: devices[device]!.userAgent })).newPage();
    await signIn(other, ada);
    return other;
  };
  const isSignedOut = async (other: typeof page) => {
    await other.goto('/studio');
    await expect(other).toHaveURL(/\/sign-in/);
  };
  const phone = await signedInOn('iPhone 15');
  const tablet = await signedInOn('iPad Pro 11');
  const computer = await signedInOn('Desktop Firefox');

  await page.goto('/account');
  await page.getByRole('link', { name: 'Where you’re signed in' }).click();
  await expect(page.getByRole('heading', { name: 'Where you’re signed in' })).toBeVisible();
  const sessions = page.getByRole('main').getByRole('listitem');
  // A session is in the view a moment after it began.
  await expect(async () => {
    await page.reload();
    await expect(sessions).toHaveCount(4, { timeout: 1_000 });
  }).toPass();
  await expect(sessions.filter({ hasText: 'This browser' })).toContainText('Chrome on');
  await expectAccessible(page, '/account/sessions');

  await page.getByRole('button', { name: 'Forget this browser' }).click();
  await expect(page.getByRole('heading', { name: 'This browser is known' })).toBeHidden();

  await page.getByRole('button', { name: 'Sign out Safari on iOS' }).first().click();
  await expect(sessions).toHaveCount(3);
  await page.getByRole('button', { name: 'Sign out Firefox on' }).click();
  await expect(sessions).toHaveCount(2);
  await isSignedOut(computer);

  await page.getByRole('button', { name: 'Sign out all other browsers' }).click();
  await expect(page.getByText('You aren’t signed in anywhere else.')).toBeVisible();
  await expect(sessions).toHaveCount(1);
  await isSignedOut(phone);
  await isSignedOut(tablet);
  await page.goto('/studio');
  await expect(page).toHaveURL(/\/studio$/);
});
