import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { makeClip } from './support/clips';
import { register, signIn, somebody, type Person } from './support/people';

/** What becomes of pages that stay open while people, sessions and builds change. */

const nameOf = (page: Page) => page.getByLabel('Name', { exact: true });
const save = (page: Page) => page.getByRole('button', { name: 'Save name' }).click();
const saved = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

/** Somebody on the page of a video of theirs, which is ready. */
async function onTheirVideo(page: Page, path: string): Promise<Person> {
  const person = somebody('Ada');
  await makeClip(path, { seconds: 1, width: 320, height: 180 });
  await register(page, person);
  await page.goto('/studio/upload');
  await page.getByLabel('Choose a file').setInputFiles(path);
  // Until it is processed the page renders itself again and again, and then for the person who is signed in.
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible({ timeout: 90_000 });
  return person;
}

/** In another tab of the same browser. */
async function elsewhere(context: BrowserContext, act: (tab: Page) => Promise<void>): Promise<void> {
  const tab = await context.newPage();
  await act(tab);
  await tab.close();
}

async function signOut(tab: Page): Promise<void> {
  await tab.goto('/sign-out');
  await tab.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expect(tab.getByRole('link', { name: 'Sign in' })).toBeVisible();
}

test('somebody else signed in meanwhile: nothing is done in their name, and what was typed stays', async ({
  page,
  context,
}, testInfo) => {
  const ada = await onTheirVideo(page, testInfo.outputPath('mine.mp4'));
  const bob = somebody('Bob');
  await nameOf(page).fill('Typed by Ada');
  await elsewhere(context, async (tab) => {
    await signOut(tab);
    await register(tab, bob);
  });
  await save(page);
  const alert = page
    .getByRole('alert')
    .filter({ hasText: 'You’re now signed in as Bob. This page belongs to Ada, so nothing was done.' });
  await expect(alert).toBeVisible();
  await expect(nameOf(page)).toHaveValue('Typed by Ada');

  // Nor does the page sign Bob out.
  await page.getByRole('button', { name: 'Account: Ada' }).click();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('You’re signed in as Bob.')).toBeVisible();

  await signOut(page);
  await signIn(page, ada);
  await page.getByRole('link', { name: 'Mine' }).first().click();
  await expect(nameOf(page)).toHaveValue('Typed by Ada');
  await save(page);
  await saved(page, 'Typed by Ada');
});

test('the session ended: after signing in again what was typed is still there', async ({ page, context }, testInfo) => {
  const ada = await onTheirVideo(page, testInfo.outputPath('mine.mp4'));
  await nameOf(page).fill('Typed before the end');
  await page.getByRole('textbox', { name: 'Description' }).fill('And more\nof it');
  await elsewhere(context, signOut);
  await save(page);
  await expect(page.getByRole('alert').filter({ hasText: 'You’re no longer signed in' })).toBeVisible();
  await expect(nameOf(page)).toHaveValue('Typed before the end');
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(nameOf(page)).toHaveValue('Typed before the end');
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('And more\nof it');
  await save(page);
  await saved(page, 'Typed before the end');
  await page.getByRole('button', { name: 'Save description' }).click();
  await expect(page.getByText('Your unsaved changes are back.')).toHaveCount(0);

  // What is saved is no draft any more.
  await page.reload();
  await expect(nameOf(page)).toHaveValue('Typed before the end');
  await expect(page.getByText('Your unsaved changes are back.')).toHaveCount(0);
});

test('a new build came: the page says so, and after loading it again what was typed is still there', async ({
  page,
}, testInfo) => {
  await onTheirVideo(page, testInfo.outputPath('mine.mp4'));
  await nameOf(page).fill('Typed before the update');
  // As a server of another build has it: it knows no action of this page.
  await page.route('**/studio/videos/*', (route, request) => {
    const headers = request.headers();
    return headers['next-action']
      ? route.continue({ headers: { ...headers, 'next-action': '0'.repeat(42) } })
      : route.continue();
  });
  await save(page);
  await expect(
    page.getByRole('status').filter({ hasText: 'The site was updated, so nothing was done.' }),
  ).toBeVisible();
  await expect(nameOf(page)).toHaveValue('Typed before the update');
  await page.unroute('**/studio/videos/*');
  await page.getByRole('link', { name: 'Load the page again' }).click();
  await expect(page.getByText('Your unsaved changes are back.')).toBeVisible();
  await expect(nameOf(page)).toHaveValue('Typed before the update');
  await save(page);
  await saved(page, 'Typed before the update');
});

test('no connection, or an error: a form says so, and what was typed stays', async ({ page }, testInfo) => {
  await onTheirVideo(page, testInfo.outputPath('mine.mp4'));
  await nameOf(page).fill('Typed in a tunnel');
  await page.route('**/*', (route) => route.abort('connectionfailed'));
  await save(page);
  await expect(page.getByRole('alert').filter({ hasText: 'The site couldn’t be reached.' })).toBeVisible();
  await page.unroute('**/*');
  await page.route('**/*', (route) =>
    route.fulfill({ status: 502, body: '<html>Bad gateway</html>', contentType: 'text/html' }),
  );
  await save(page);
  await expect(page.getByRole('alert').filter({ hasText: 'Something went wrong on our side.' })).toBeVisible();
  await expect(nameOf(page)).toHaveValue('Typed in a tunnel');
  await page.unroute('**/*');
  await save(page);
  await saved(page, 'Typed in a tunnel');
});

test('leaving with unsaved words asks first, and they are there when one comes back', async ({ page }, testInfo) => {
  await onTheirVideo(page, testInfo.outputPath('mine.mp4'));
  const address = page.url();
  const asked: string[] = [];
  let answer = false;
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void (answer ? dialog.accept() : dialog.dismiss());
  });
  const studio = page.getByRole('link', { name: 'Your studio' });
  await nameOf(page).press('End');
  await nameOf(page).pressSequentially(' of knots');
  await studio.click();
  await expect.poll(() => asked).toEqual(['confirm']);
  expect(page.url()).toBe(address);
  answer = true;
  await studio.click();
  await expect(page).toHaveURL(/\/studio$/);
  await page.goBack();
  await expect(nameOf(page)).toHaveValue('Mine of knots');
  await page.reload();
  expect(asked).toEqual(['confirm', 'confirm', 'beforeunload']);
  await expect(nameOf(page)).toHaveValue('Mine of knots');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(nameOf(page)).toHaveValue('Mine');
  await studio.click();
  await expect(page).toHaveURL(/\/studio$/);
  expect(asked).toHaveLength(3);
});
