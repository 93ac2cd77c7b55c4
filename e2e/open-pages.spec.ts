import { expect, test, type BrowserContext, type Page } from './support/test';
import { save } from './support/details';
import { registerWithForm, signIn, newPerson, type Person } from './support/people';
import { expectProposals, registerAndUpload } from './support/uploads';

/** Pages that stay open while another person signs in, the session ends, or a new build is deployed. */

const nameOf = (page: Page) => page.getByLabel('Name', { exact: true });
const saved = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

/** Registers a person, and opens the page of their new video. */
async function openVideo(page: Page): Promise<Person> {
  const person = newPerson('Ada');
  await registerAndUpload(page, person, 'mine.mp4');
  // Wait for the end of the processing, because until then the page refreshes itself for the person who is signed in.
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
  await expectProposals(page);
  return person;
}

/** Acts in another tab of the same browser. */
async function inAnotherTab(context: BrowserContext, act: (tab: Page) => Promise<void>): Promise<void> {
  const tab = await context.newPage();
  await act(tab);
  await tab.close();
}

async function signOut(tab: Page): Promise<void> {
  await tab.goto('/sign-out');
  await tab.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expect(tab.getByRole('link', { name: 'Sign in' })).toBeVisible();
}

test('after another person signed in, a form does nothing in their name and keeps its text', async ({
  page,
  context,
}) => {
  const ada = await openVideo(page);
  const bob = newPerson('Bob');
  await nameOf(page).fill('Typed by Ada');
  await inAnotherTab(context, async (tab) => {
    await signOut(tab);
    await registerWithForm(tab, bob);
  });
  await save(page);
  const alert = page
    .getByRole('alert')
    .filter({ hasText: 'You’re now signed in as Bob. This page belongs to Ada, so nothing was done.' });
  await expect(alert).toBeVisible();
  await expect(nameOf(page)).toHaveValue('Typed by Ada');

  // The page does not sign Bob out either.
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

test('after the session ended, a form keeps its text until its person signs in again', async ({ page, context }) => {
  const ada = await openVideo(page);
  await nameOf(page).fill('Typed before the end');
  await page.getByRole('textbox', { name: 'Description' }).fill('And more\nof it');
  await inAnotherTab(context, signOut);
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
  await expect(page.getByText('Your unsaved changes are back.')).toHaveCount(0);

  // A saved text is no longer a draft.
  await page.reload();
  await expect(nameOf(page)).toHaveValue('Typed before the end');
  await expect(page.getByText('Your unsaved changes are back.')).toHaveCount(0);
});

test('after a new build, a page asks for a reload and keeps its text', async ({ page }) => {
  await openVideo(page);
  await nameOf(page).fill('Typed before the update');
  // A server of another build does not know the actions of this page.
  await page.route('**/studio/videos/*/details*', (route, request) => {
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
  await page.unroute('**/studio/videos/*/details*');
  await page.getByRole('link', { name: 'Load the page again' }).click();
  await expect(page.getByText('Your unsaved changes are back.')).toBeVisible();
  await expect(nameOf(page)).toHaveValue('Typed before the update');
  await save(page);
  await saved(page, 'Typed before the update');
});

test('without a connection and after a server error, a form shows the failure and keeps its text', async ({ page }) => {
  await openVideo(page);
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

test('leaving a page with unsaved text asks first, and the text is back after a return', async ({ page }) => {
  await openVideo(page);
  const address = page.url();
  const dialogs: string[] = [];
  let answer = false;
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    void (answer ? dialog.accept() : dialog.dismiss());
  });
  const studio = page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Overview' });
  await nameOf(page).press('End');
  await nameOf(page).pressSequentially(' of knots');
  await studio.click();
  await expect.poll(() => dialogs).toEqual(['confirm']);
  expect(page.url()).toBe(address);
  answer = true;
  await studio.click();
  await expect(page).toHaveURL(/\/studio$/);
  await page.goBack();
  await expect(nameOf(page)).toHaveValue('Mine of knots');
  await page.reload();
  expect(dialogs).toEqual(['confirm', 'confirm', 'beforeunload']);
  await expect(nameOf(page)).toHaveValue('Mine of knots');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(nameOf(page)).toHaveValue('Mine');
  await studio.click();
  await expect(page).toHaveURL(/\/studio$/);
  expect(dialogs).toHaveLength(3);
});
