import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from './support/test';
import { makeClip } from './support/clips';
import { register, newPerson } from './support/people';
import { chooseFile, recordOffsets, SLOW_PROGRESS, startSlowUpload, uploadFile, VIDEO_PAGE } from './support/uploads';

test('an upload can be paused, and continues after a reload where it stopped', async ({ page }, testInfo) => {
  const path = testInfo.outputPath('interrupted.mp4');
  const connection = await startSlowUpload(page, newPerson('Ada'), path);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Paused' })).toBeAttached();

  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByRole('heading', { name: /^The upload stopped at \d+%$/ })).toBeVisible();
  await page.goto('/studio/upload');
  const unfinished = page.getByRole('region', { name: 'Unfinished uploads' });
  await expect(unfinished.getByRole('listitem')).toContainText(/interrupted\.mp4[\s\S]*MB of 60(\.\d)? MB arrived/);

  const offsets = recordOffsets(page);
  await connection.fast();
  await chooseFile(page, path);
  await expect(page).toHaveURL(VIDEO_PAGE);
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
  expect(offsets[0]).toBeGreaterThan(0);

  await page.goto('/studio/upload');
  await expect(page.getByRole('heading', { name: 'Upload videos' })).toBeVisible();
  await expect(unfinished).toBeHidden();
});

test('an upload continues automatically when the connection is back', async ({ page }, testInfo) => {
  const path = testInfo.outputPath('tunnel.mp4');
  const connection = await startSlowUpload(page, newPerson('Ada'), path);
  // Requests that are under way still pass, so pause before the connection is lost.
  await page.getByRole('button', { name: 'Pause' }).click();
  await connection.gone();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Connection lost. Trying again' })).toBeAttached();
  await connection.fast();
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
});

test('a video is named and published while its file uploads, and says when it is live', async ({
  page,
  context,
}, testInfo) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const connection = await startSlowUpload(page, newPerson('Ada'), testInfo.outputPath('early.mp4'));
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Named before it was there');
  await name.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Named before it was there' })).toBeVisible();
  await page.getByRole('button', { name: 'Publish when ready' }).click();
  await expect(
    page.getByText('Only you and your collaborators for now; everyone as soon as it is ready.'),
  ).toBeVisible();
  await expect(page.getByText(SLOW_PROGRESS)).toBeVisible();

  await connection.fast();
  await expect(page.getByText('It’s live')).toBeVisible();
  await page.getByRole('button', { name: 'Copy link to Named before it was there' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  await expect(page.getByText('Processing is done')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const answer = await page.request.get(copied);
  expect(answer.status()).toBe(200);
  await page.goto(copied);
  await expect(page.getByRole('heading', { level: 1, name: 'Named before it was there' })).toBeVisible();
});

test('a folder of lessons becomes drafts in the order of their numbers, and a file can be dropped on any page', async ({
  page,
}, testInfo) => {
  const folder = testInfo.outputPath('Knots');
  await mkdir(folder);
  const [first, ...others] = ['1 Rope.mp4', '2 Bowline.mp4', '3 Hitch.mp4', '10 Splice.mp4'].map((name) =>
    join(folder, name),
  ) as [string, ...string[]];
  await makeClip(first, { seconds: 1 });
  for (const other of others) await copyFile(first, other);
  await writeFile(join(folder, 'notes.txt'), 'notes');
  await register(page, newPerson('Ada'));
  const bytes = await holdBytes(page);

  await page.goto('/studio/upload');
  await page.getByLabel('Choose a folder').setInputFiles(folder);
  await expect(page.getByText('One other file in the folder isn’t a video and was left out.')).toBeVisible();
  const uploads = page.getByRole('region', { name: /uploads in progress/ });
  await expect(uploads.getByRole('listitem')).toHaveText([/1 Rope/, /2 Bowline/, /3 Hitch/, /10 Splice/]);
  // Two are sent at a time, and all have their drafts.
  await expect(uploads.getByRole('link', { name: '10 Splice.mp4' })).toBeVisible();
  await expect(uploads.getByRole('listitem').filter({ hasText: 'Waiting for its turn' })).toHaveCount(2);

  await page.getByRole('link', { name: 'Videos', exact: true }).click();
  const titles = page.getByRole('main').getByRole('heading', { level: 2 });
  await expect(titles).toHaveText([/10 Splice/, /3 Hitch/, /2 Bowline/, /1 Rope/]);
  await expect(page.getByText('Uploading 0%')).toHaveCount(2);
  await drop(page, '5 Dropped.mp4', first);
  await expect(titles).toHaveText([/5 Dropped/, /10 Splice/, /3 Hitch/, /2 Bowline/, /1 Rope/]);
  const tray = page.getByRole('region', { name: 'Uploads' });
  await tray.getByRole('button', { name: /5 uploads in progress/ }).click();
  await tray.getByRole('button', { name: 'Cancel 1 Rope.mp4' }).click();
  await expect(titles).toHaveText([/5 Dropped/, /10 Splice/, /3 Hitch/, /2 Bowline/]);

  // One about which something was said stays.
  await page.getByRole('link', { name: '10 Splice', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Splices');
  await page.getByLabel('Name', { exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Splices' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'No file yet' })).toBeVisible();
  bytes.release();
  await expect(tray.getByRole('link', { name: 'Open' })).toHaveCount(3);
  await page.getByLabel('Choose a file').setInputFiles(first);
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
});

test('a file that is not a video is refused by its name or fails with a reason, and another file replaces it', async ({
  page,
}, testInfo) => {
  await register(page, newPerson('Ada'));
  await page.goto('/studio/upload');
  await page
    .getByLabel('Choose files')
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
  await expect(page.getByRole('alert').filter({ hasText: '“notes.txt” is not a video.' })).toBeVisible();

  const fake = testInfo.outputPath('knots.mp4');
  await writeFile(fake, 'this is no video '.repeat(100));
  const address = await uploadFile(page, fake);
  await expect(page.getByRole('alert').filter({ hasText: 'The file is not a video.' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await page.getByLabel('Name', { exact: true }).fill('Knots that hold');
  await page.getByLabel('Name', { exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Knots that hold' })).toBeVisible();

  await page.getByRole('link', { name: 'Upload another file' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Another file for “Knots that hold”');
  const clip = testInfo.outputPath('knots-again.mp4');
  await makeClip(clip, { seconds: 2 });
  await chooseFile(page, clip);
  await expect(page).toHaveURL(new RegExp(address));
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Knots that hold' })).toBeVisible();
});

/** Holds back all requests with bytes of files until they are released. */
async function holdBytes(page: Page): Promise<{ release: () => void }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH') await released;
    // A cancelled request is over.
    await route.continue().catch(() => {});
  });
  return { release };
}

/** Drops a file on the page, as from a desktop. */
async function drop(page: Page, name: string, path: string): Promise<void> {
  const content = (await readFile(path)).toString('base64');
  await page.evaluate(
    ([fileName, base64]) => {
      const dataTransfer = new DataTransfer();
      const data = Uint8Array.from(atob(base64!), (character) => character.codePointAt(0)!);
      dataTransfer.items.add(new File([data], fileName!, { type: 'video/mp4', lastModified: 1_767_000_000_000 }));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, content],
  );
}
