import { expect, test, type Page } from './support/test';
import { expectSaved, save } from './support/details';
import { newPerson } from './support/people';
import { registerAndUpload } from './support/uploads';

/** Edits of the same text on two pages. */

const description = (page: Page) => page.getByRole('textbox', { name: 'Description' });
const tags = (page: Page) => page.getByLabel('Tags');
const expectStatus = (page: Page, text: string) =>
  expect(page.getByRole('status').filter({ hasText: text })).toBeVisible();

test('an unedited field shows other edits, and an edited one overwrites them only after asking', async ({
  page,
  context,
  browser,
}) => {
  await registerAndUpload(page, newPerson('Ada'), 'mine.mp4');
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
  // Use another browser, because tabs of one browser share unsaved text.
  const other = await (await browser.newContext({ storageState: await context.storageState() })).newPage();
  await other.goto(page.url());
  const saveInOtherTab = async (text: string) => {
    await description(other).fill(text);
    await save(other);
    await expect(other.getByText('Saved', { exact: true })).toBeVisible();
  };

  await test.step('an unedited field shows another edit, and has nothing to save', async () => {
    await saveInOtherTab('five');
    await expect(description(page)).toHaveValue('five');
    await save(page);
    await expectStatus(page, 'No changes to save');
    await expect(description(page)).toHaveValue('five');
  });

  await test.step('an edited field keeps its text, and the other text can be taken', async () => {
    await description(page).fill('six of mine');
    await saveInOtherTab('six of theirs');
    await save(page);
    const alert = page.getByRole('alert').filter({ hasText: 'Another version was saved in the meantime' });
    await expect(alert).toBeVisible();
    await expect(page.getByRole('blockquote')).toHaveText('six of theirs');
    await expect(description(page)).toHaveValue('six of mine');
    await page.getByRole('button', { name: 'Use this description' }).click();
    await expect(description(page)).toHaveValue('six of theirs');
    await page.getByRole('button', { name: 'Save this version' }).click();
    await expectStatus(page, 'No changes to save');
    await expect(alert).toHaveCount(0);
  });

  await test.step('edits of different fields are both saved, without a question', async () => {
    await tags(page).fill('knots');
    await saveInOtherTab('six and a half');
    await expect(description(page)).toHaveValue('six and a half');
    await save(page);
    await expectSaved(page);
    await expect(tags(other)).toHaveValue('knots');
    await expect(description(page)).toHaveValue('six and a half');
  });

  await test.step('the other text can be replaced, even after a reload', async () => {
    await description(page).fill('seven of mine');
    await saveInOtherTab('seven of theirs');
    await page.reload();
    await expect(description(page)).toHaveValue('seven of mine');
    await save(page);
    await page.getByRole('button', { name: 'Save this version' }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await expect(description(other)).toHaveValue('seven of mine');
    await saveInOtherTab('eight');
    await expect(description(page)).toHaveValue('eight');
  });

  await test.step('“Saved” is hidden while the next text is being saved', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/studio/videos/*/details*', async (route, request) => {
      if (request.method() === 'POST') await released;
      await route.continue();
    });
    await description(page).fill('nine of mine');
    await save(page);
    await expect(page.getByRole('button', { name: 'Saving…' })).toBeVisible();
    await expect(page.getByText('Saved', { exact: true })).toHaveCount(0);
    release();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await page.unroute('**/studio/videos/*/details*');
  });

  await test.step('the same choice exists without scripts', async () => {
    const plain = await (
      await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() })
    ).newPage();
    await plain.goto(page.url());
    await description(plain).fill('ten of mine');
    await description(page).fill('ten of theirs');
    await save(page);
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await save(plain);
    await expect(plain.getByRole('blockquote')).toHaveText('ten of theirs');
    await expect(description(plain)).toHaveValue('ten of mine');
    await plain.getByRole('button', { name: 'Save this version' }).click();
    await expect(plain.getByText('Another version was saved')).toHaveCount(0);
    await expect(description(page)).toHaveValue('ten of mine');
  });
});
