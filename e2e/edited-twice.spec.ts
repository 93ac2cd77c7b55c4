import { expect, test, type Page } from '@playwright/test';
import { makeClip } from './support/clips';
import { register, somebody } from './support/people';

/** The texts of a video, edited on two pages at once. */

const description = (page: Page) => page.getByRole('textbox', { name: 'Description' });
const save = (page: Page) => page.getByRole('button', { name: 'Save description' }).click();
const says = (page: Page, text: string) => expect(page.getByRole('status').filter({ hasText: text })).toBeVisible();

test('an unedited field follows the page, and an edited one does not overwrite another edit unasked', async ({
  page,
  context,
  browser,
}, testInfo) => {
  const clip = testInfo.outputPath('mine.mp4');
  await makeClip(clip, { seconds: 1, width: 320, height: 180 });
  await register(page, somebody('Ada'));
  await page.goto('/studio/upload');
  await page.getByLabel('Choose a file').setInputFiles(clip);
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible({ timeout: 90_000 });
  // In another browser: tabs of one share what is typed and not saved.
  const other = await (await browser.newContext({ storageState: await context.storageState() })).newPage();
  await other.goto(page.url());
  const saveThere = async (text: string) => {
    await description(other).fill(text);
    await save(other);
    await expect(other.getByText('Saved', { exact: true })).toBeVisible();
  };

  await test.step('untouched, it follows, and there is nothing to save', async () => {
    await saveThere('five');
    await expect(description(page)).toHaveValue('five');
    await save(page);
    await says(page, 'No changes to save');
    await expect(description(page)).toHaveValue('five');
  });

  await test.step('edited, it keeps its words and shows the others, to take', async () => {
    await description(page).fill('six of mine');
    await saveThere('six of theirs');
    await save(page);
    const alert = page.getByRole('alert').filter({ hasText: 'This was changed in another tab or by someone else' });
    await expect(alert).toContainText('six of theirs');
    await expect(description(page)).toHaveValue('six of mine');
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await expect(description(page)).toHaveValue('six of theirs');
    await expect(alert).toHaveCount(0);
  });

  await test.step('or to replace, also after a reload', async () => {
    await description(page).fill('seven of mine');
    await saveThere('seven of theirs');
    await page.reload();
    await expect(description(page)).toHaveValue('seven of mine');
    await save(page);
    await page.getByRole('button', { name: 'Save yours anyway' }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await expect(description(other)).toHaveValue('seven of mine');
    await saveThere('eight');
    await expect(description(page)).toHaveValue('eight');
  });

  await test.step('“Saved” is not said while the next words are on their way', async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/studio/videos/*', async (route, request) => {
      if (request.method() === 'POST') await held;
      await route.continue();
    });
    await description(page).fill('nine of mine');
    await save(page);
    await expect(page.getByRole('button', { name: 'Saving…' })).toBeVisible();
    await expect(page.getByText('Saved', { exact: true })).toHaveCount(0);
    answer();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await page.unroute('**/studio/videos/*');
  });

  await test.step('without scripts too', async () => {
    const plain = await (
      await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() })
    ).newPage();
    await plain.goto(page.url());
    await description(plain).fill('ten of mine');
    await description(page).fill('ten of theirs');
    await save(page);
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await save(plain);
    await expect(plain.getByText('ten of theirs')).toBeVisible();
    await expect(description(plain)).toHaveValue('ten of mine');
    await plain.getByRole('button', { name: 'Save yours anyway' }).click();
    await expect(plain.getByText('This was changed in another tab')).toHaveCount(0);
    await expect(description(page)).toHaveValue('ten of mine');
  });
});
