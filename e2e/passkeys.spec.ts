import { expect, test, type Page } from './support/test';
import { expectAccessible, expectAccessibleAsIs } from './support/accessible';
import { openMail } from './support/mail';
import { newPerson, register, type Person } from './support/people';

/**
 * Gives the page's browser a device that keeps passkeys and that its person has unlocked.
 * @returns a function that says whether the person touches it when they are asked.
 */
async function addDevice(page: Page): Promise<(touches: boolean) => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  return async (touches) =>
    void (await devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: touches }));
}

async function enterPassword(page: Page, { password }: Person): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Add or remove passkeys' }).click();
}

async function addPasskey(page: Page, person: Person): Promise<void> {
  await page.goto('/account/passkeys');
  await enterPassword(page, person);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('list', { name: 'Your passkeys' }).getByRole('listitem')).toHaveCount(1);
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/sign-out');
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
}

const signInButton = (page: Page) => page.getByRole('button', { name: 'Use a passkey' });

/** Opens the page to sign in while nobody touches the device, so that the browser's own suggestion is not taken. */
async function openSignIn(page: Page, touch: (touches: boolean) => Promise<void>, next = ''): Promise<void> {
  await touch(false);
  await page.goto(`/sign-in${next}`);
  await expect(signInButton(page)).toBeVisible();
}

test('a passkey is added with the password, signs in without it, and is removed', async ({ page }) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  const touch = await addDevice(page);
  await page.goto('/account');
  await page.getByRole('link', { name: 'Passkeys' }).click();
  await expect(page.getByText('You have no passkeys yet.')).toBeVisible();
  await expectAccessible(page, '/account/passkeys');
  await page.getByLabel('Password', { exact: true }).fill('not her password');
  await page.getByRole('button', { name: 'Add or remove passkeys' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/That password is wrong/);
  await addPasskey(page, ada);
  await expect(page.getByRole('status').filter({ hasText: 'The passkey is added.' })).toBeVisible();
  await expectAccessibleAsIs(page, '/account/passkeys, with one');
  await openMail(page, ada, 'A passkey was added');

  await signOut(page);
  await openSignIn(page, touch, '?next=/account/passkeys');
  await expectAccessibleAsIs(page, '/sign-in');
  await touch(true);
  await signInButton(page).click();
  await expect(page).toHaveURL(/\/account\/passkeys$/);
  await expect(page.getByRole('listitem').filter({ hasText: 'last used' })).toBeVisible();

  // The password counts in the session in which it was entered.
  await enterPassword(page, ada);
  await page.getByRole('button', { name: 'Remove the passkey of' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('You have no passkeys yet.')).toBeVisible();
  await openMail(page, ada, 'A passkey was removed');
  await signOut(page);
  await openSignIn(page, touch);
  await touch(true);
  await signInButton(page).click();
  await expect(page.getByRole('alert').filter({ hasText: 'That passkey doesn’t sign in here.' })).toBeVisible();
});

test('a browser suggests a passkey, and what it has signed works once, and for this site only', async ({
  page,
  browser,
}) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  await addDevice(page);
  await addPasskey(page, ada);
  await signOut(page);
  const posted = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/sign-in'));
  // The browser suggests it at the field for the address, and its person takes it.
  await page.goto('/sign-in');
  await expect(page).toHaveURL(/\/studio$/);
  const said = /passkey"\r\n\r\n(.*?)\r\n/.exec((await posted).postData() ?? '')![1]!;

  // Somebody who has recorded it sends it again.
  const thief = await (await browser.newContext()).newPage();
  const send = async (passkey: string) => {
    await thief.context().clearCookies();
    await thief.goto('/sign-in');
    await signInButton(thief).waitFor();
    const answered = thief.waitForResponse((answer) => answer.request().method() === 'POST');
    await thief.evaluate((value) => {
      const field = document.querySelector<HTMLInputElement>('[name=passkey]')!;
      field.value = value;
      field.form!.requestSubmit();
    }, passkey);
    await answered;
  };
  const again = JSON.parse(said) as { response: { userHandle: string } };
  const handle = Buffer.from(again.response.userHandle, 'base64url').toString();
  // Nobody signs the account's id, so a thief can write it in another way.
  const inUpperCase = Buffer.from(handle.toUpperCase()).toString('base64url');
  const shouted = JSON.stringify({ ...again, response: { ...again.response, userHandle: inUpperCase } });
  for (const replayed of [said, shouted]) {
    await send(replayed);
    // The component has decided before the answer.
    await thief.goto('/studio');
    await expect(thief).toHaveURL(/\/sign-in/);
  }
  const forged = JSON.parse(said) as { response: { clientDataJSON: string } };
  const clientData = JSON.parse(Buffer.from(forged.response.clientDataJSON, 'base64url').toString()) as object;
  forged.response.clientDataJSON = Buffer.from(
    JSON.stringify({ ...clientData, origin: 'https://evil.example' }),
  ).toString('base64url');
  for (const wrong of [JSON.stringify(forged), '{}', 'no JSON']) {
    await send(wrong);
    await expect(thief.getByRole('alert').filter({ hasText: 'That passkey doesn’t sign in here.' })).toBeVisible();
  }
});
