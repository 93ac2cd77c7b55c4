import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { makeClip } from './support/clips';
import { register, newPerson } from './support/people';
import { chooseFile, PROCESSED, recordOffsets, startSlowUpload, uploadFile, VIDEO_PAGE } from './support/uploads';

test('an upload can be paused, and continues after a reload where it stopped', async ({ page }, testInfo) => {
  test.setTimeout(120_000);
  const path = testInfo.outputPath('interrupted.mp4');
  const connection = await startSlowUpload(page, newPerson('Ada'), path, 6);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('status')).toHaveText('Paused');

  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  const unfinished = page.getByRole('region', { name: 'Unfinished uploads' });
  await expect(unfinished.getByRole('listitem')).toContainText(/interrupted\.mp4[\s\S]*MB of 6(\.\d)? MB arrived/);

  const offsets = recordOffsets(page);
  await connection.fast();
  await chooseFile(page, path);
  await expect(page).toHaveURL(VIDEO_PAGE, { timeout: 60_000 });
  expect(offsets[0]).toBeGreaterThan(0);

  await page.goto('/studio/upload');
  await expect(page.getByRole('heading', { name: 'Upload a video' })).toBeVisible();
  await expect(unfinished).toBeHidden();
});

test('an upload continues automatically when the connection is back', async ({ page }, testInfo) => {
  test.setTimeout(120_000);
  const path = testInfo.outputPath('tunnel.mp4');
  const connection = await startSlowUpload(page, newPerson('Ada'), path, 4);
  // Requests that are under way still pass, so pause before the connection is lost.
  await page.getByRole('button', { name: 'Pause' }).click();
  await connection.gone();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Connection lost. Trying again' })).toBeAttached();
  await connection.fast();
  await expect(page).toHaveURL(VIDEO_PAGE, { timeout: 60_000 });
});

test('a file that is not a video is refused by its name or fails with a reason, and another file replaces it', async ({
  page,
}, testInfo) => {
  test.setTimeout(240_000);
  await register(page, newPerson('Ada'));
  await page.goto('/studio/upload');
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
  await expect(page.getByRole('alert').filter({ hasText: '“notes.txt” is not a video.' })).toBeVisible();

  const fake = testInfo.outputPath('knots.mp4');
  await writeFile(fake, 'this is no video '.repeat(100));
  const address = await uploadFile(page, fake);
  await expect(page.getByRole('alert').filter({ hasText: 'The file is not a video.' })).toBeVisible(PROCESSED);
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await page.getByLabel('Name', { exact: true }).fill('Knots that hold');
  await page.getByLabel('Name', { exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Knots that hold' })).toBeVisible();

  await page.getByRole('link', { name: 'Upload another file' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Another file for “Knots that hold”');
  const clip = testInfo.outputPath('knots-again.mp4');
  await makeClip(clip, { seconds: 2 });
  await chooseFile(page, clip);
  await expect(page).toHaveURL(new RegExp(address), { timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible(PROCESSED);
  await expect(page.getByRole('heading', { level: 1, name: 'Knots that hold' })).toBeVisible();
});
