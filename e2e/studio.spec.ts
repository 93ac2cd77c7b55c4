import { expect, test } from './support/test';
import { expectSaved, save } from './support/details';
import { newPerson, register } from './support/people';
import { registerAndUpload } from './support/uploads';

test('an invalid name is an error at its field and stays typed, and a description keeps its lines', async ({
  page,
}) => {
  await registerAndUpload(page, newPerson('Ada'), 'clip.mp4');
  const name = page.getByLabel('Name', { exact: true });
  const tooLong = 'Shorten it a little';
  for (const [typed, sentence] of [
    ['x'.repeat(121), tooLong],
    ['   ', 'Give the video a name'],
    ['x'.repeat(1_500), tooLong],
  ] as const) {
    await name.fill(typed);
    await save(page);
    await expect(name).toHaveAccessibleDescription(new RegExp(sentence));
    await expect(name).toHaveValue(typed);
  }
  await name.fill('Knots');
  const description = page.getByRole('textbox', { name: 'Description' });
  await description.fill('First line\nsecond line');
  await save(page);
  await expectSaved(page);
  await page.reload();
  await expect(description).toHaveValue('First line\nsecond line');
});

test('the language of a tutorial is chosen from a list, with and without JavaScript, and the watch page has it', async ({
  page,
  browser,
}) => {
  const address = await registerAndUpload(page, newPerson('Ada'), 'language.mp4');
  const language = page.getByLabel('Language', { exact: true });
  await expect(language).toHaveValue('');
  await language.selectOption({ label: 'German' });
  await save(page);
  await expectSaved(page);
  await expect(language).toHaveValue('de');
  await language.selectOption({ label: 'Welsh' });
  await save(page);
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('lang', 'cy');
  await expect(language).toHaveValue('cy');
  await language.selectOption({ label: 'German' });
  await save(page);
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('lang', 'de');
  await expect(language).toHaveValue('de');
  await page.reload();
  await expect(language).toHaveValue('de');
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('lang', 'de');

  await page.getByRole('link', { name: 'Preview' }).click();
  const name = page.getByRole('heading', { level: 1, name: 'Language' });
  await expect(name).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('article').getByText('German', { exact: true })).toBeVisible();
  await expect(page.locator('meta[itemprop=inLanguage]')).toHaveAttribute('content', 'de');

  const plain = await (
    await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
  ).newPage();
  // On a busy machine the change may be queued, and a page without scripts does not update itself.
  await expect(async () => {
    await plain.goto(address);
    await plain.getByLabel('Language', { exact: true }).selectOption('pt-BR');
    await save(plain);
    await plain.goto(address);
    await expect(plain.getByLabel('Language', { exact: true })).toHaveValue('pt-BR', { timeout: 5_000 });
  }).toPass();

  // Only a manipulated page sends a value that is not in the list.
  await page.goto(address);
  await language.evaluate((list: HTMLSelectElement) => list.options[0]!.setAttribute('value', 'tlh-XX'));
  await language.selectOption('tlh-XX');
  await save(page);
  await expect(language).toHaveAccessibleDescription(/Choose a language from the list/);
});

test('the forms work without JavaScript, and the upload page explains that it needs it', async ({ page, browser }) => {
  const address = await registerAndUpload(page, newPerson('Ada'), 'plain.mp4');
  const plain = await (
    await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
  ).newPage();

  await plain.goto(address);
  const name = plain.getByLabel('Name', { exact: true });
  // On a busy machine the change may be queued, and a page without scripts does not update itself.
  await expect(async () => {
    await name.fill('');
    await save(plain);
    await expect(name).toHaveAccessibleDescription(/Give the video a name/, { timeout: 5_000 });
  }).toPass();
  await name.fill('Plain and simple');
  await save(plain);
  await expect(async () => {
    await plain.goto(address);
    await expect(plain.getByRole('heading', { level: 1, name: 'Plain and simple' })).toBeVisible({ timeout: 5_000 });
  }).toPass();

  // Chromium without scripts does not show <noscript>, so read the HTML.
  const html = await (await plain.request.get('/studio/upload')).text();
  expect(html).toMatch(/<noscript>(?:(?!<\/noscript>).)*Uploading needs JavaScript/s);
});

test('only the creator of a video sees its page in the studio', async ({ page, browser }) => {
  const address = await registerAndUpload(page, newPerson('Ada'), 'mine.mp4');
  const other = await (await browser.newContext()).newPage();
  await register(other, newPerson('Bob'));
  for (const path of [address, `${address}?uploaded=1`]) {
    await other.goto(path);
    await expect(other.getByLabel('Name', { exact: true })).toBeHidden();
    await expect(other.getByRole('heading', { level: 1 })).not.toHaveText(/mine|complete/i);
  }
  await other.goto('/studio');
  await expect(other.getByRole('link', { name: 'Upload a video' })).toBeVisible();
  await expect(other.getByText('Your first tutorial starts here')).toBeVisible();

  const nobody = await (await browser.newContext()).newPage();
  await nobody.goto(address);
  await expect(nobody).toHaveURL(/\/sign-in\?next=/);
});
