import { writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { makeClip } from './support/clips';
import { connectionOf } from './support/connection';
import { makeLargeClip } from './support/large-clip';
import { register, somebody } from './support/people';

const VIDEO_PAGE = /\/studio\/videos\/[0-9a-f-]{36}/;
const PROCESSED = { timeout: 120_000 };

async function choose(page: Page, path: string): Promise<void> {
  await page.getByLabel('Choose a file').setInputFiles(path);
}

/** Uploads a small file and waits for the page of its video. @returns its address. */
async function upload(page: Page, path: string): Promise<string> {
  await page.goto('/studio/upload');
  await choose(page, path);
  await expect(page).toHaveURL(VIDEO_PAGE, { timeout: 30_000 });
  await expect(page.getByLabel('Name', { exact: true })).toBeVisible();
  return new URL(page.url()).pathname;
}

test('an upload can be paused, survives a reload of the page, and goes on where it stopped', async ({
  page,
}, testInfo) => {
  test.setTimeout(120_000);
  const path = testInfo.outputPath('interrupted.mp4');
  await makeLargeClip(path, 6);
  await register(page, somebody('Ada'));
  await page.goto('/studio/upload');
  const connection = await connectionOf(page);
  await connection.slow();
  await choose(page, path);
  await expect(page.getByText(/^[1-5](\.\d)? MB of 6(\.\d)? MB/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('status')).toHaveText('Paused');

  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  const unfinished = page.getByRole('region', { name: 'Unfinished uploads' });
  await expect(unfinished.getByRole('listitem')).toContainText(/interrupted\.mp4[\s\S]*MB of 6(\.\d)? MB arrived/);

  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  await connection.fast();
  await choose(page, path);
  await expect(page).toHaveURL(VIDEO_PAGE, { timeout: 60_000 });
  expect(offsets[0]).toBeGreaterThan(0);

  await page.goto('/studio/upload');
  await expect(page.getByRole('heading', { name: 'Upload a video' })).toBeVisible();
  await expect(unfinished).toBeHidden();
});

test('an upload goes on by itself when the connection is back', async ({ page }, testInfo) => {
  test.setTimeout(120_000);
  const path = testInfo.outputPath('tunnel.mp4');
  await makeLargeClip(path, 4);
  await register(page, somebody('Ada'));
  await page.goto('/studio/upload');
  const connection = await connectionOf(page);
  await connection.slow();
  await choose(page, path);
  await expect(page.getByText(/^[1-3](\.\d)? MB of 4(\.\d)? MB/)).toBeVisible({ timeout: 30_000 });
  // What is under way would still pass, so it begins with nothing under way.
  await page.getByRole('button', { name: 'Pause' }).click();
  await connection.gone();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Connection lost. Trying again' })).toBeAttached();
  await connection.fast();
  await expect(page).toHaveURL(VIDEO_PAGE, { timeout: 60_000 });
});

test('a file that is no video is refused by name, or fails with a reason, and another takes its place', async ({
  page,
}, testInfo) => {
  test.setTimeout(240_000);
  await register(page, somebody('Ada'));
  await page.goto('/studio/upload');
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
  await expect(page.getByRole('alert').filter({ hasText: '“notes.txt” is not a video.' })).toBeVisible();

  const fake = testInfo.outputPath('knots.mp4');
  await writeFile(fake, 'this is no video '.repeat(100));
  const address = await upload(page, fake);
  await expect(page.getByRole('alert').filter({ hasText: 'The file is not a video.' })).toBeVisible(PROCESSED);
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await page.getByLabel('Name', { exact: true }).fill('Knots that hold');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Knots that hold' })).toBeVisible();

  await page.getByRole('link', { name: 'Upload another file' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Another file for “Knots that hold”');
  const clip = testInfo.outputPath('knots-again.mp4');
  await makeClip(clip, { seconds: 2, width: 320, height: 180 });
  await choose(page, clip);
  await expect(page).toHaveURL(new RegExp(address), { timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible(PROCESSED);
  await expect(page.getByRole('heading', { level: 1, name: 'Knots that hold' })).toBeVisible();
});

test('a name that cannot be is refused at its field and stays typed', async ({ page }, testInfo) => {
  const clip = testInfo.outputPath('clip.mp4');
  await makeClip(clip, { seconds: 1, width: 320, height: 180 });
  await register(page, somebody('Ada'));
  await upload(page, clip);
  const name = page.getByLabel('Name', { exact: true });
  const tooLong = 'Shorten it a little';
  for (const [typed, sentence] of [
    ['x'.repeat(121), tooLong],
    ['   ', 'Give the video a name'],
    ['x'.repeat(1_500), tooLong],
  ] as const) {
    await name.fill(typed);
    await page.getByRole('button', { name: 'Save name' }).click();
    await expect(name).toHaveAccessibleDescription(new RegExp(sentence));
    await expect(name).toHaveValue(typed);
  }
  const description = page.getByLabel('Description');
  await description.fill('First line\nsecond line');
  await page.getByRole('button', { name: 'Save description' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await page.reload();
  await expect(description).toHaveValue('First line\nsecond line');
});

test('the forms work without JavaScript, and uploading says that it does not', async ({ page, browser }, testInfo) => {
  const clip = testInfo.outputPath('plain.mp4');
  await makeClip(clip, { seconds: 1, width: 320, height: 180 });
  await register(page, somebody('Ada'));
  const address = await upload(page, clip);
  const plain = await (
    await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
  ).newPage();

  await plain.goto(address);
  const name = plain.getByLabel('Name', { exact: true });
  // On a busy machine a page without scripts may answer that the change is queued, and then cannot follow it.
  await expect(async () => {
    await name.fill('');
    await plain.getByRole('button', { name: 'Save name' }).click();
    await expect(name).toHaveAccessibleDescription(/Give the video a name/, { timeout: 5_000 });
  }).toPass();
  await name.fill('Plain and simple');
  await plain.getByRole('button', { name: 'Save name' }).click();
  await expect(plain.getByRole('heading', { level: 1, name: 'Plain and simple' })).toBeVisible();

  // A browser that only pretends to have no scripts does not show what is for those that have none.
  const html = await (await plain.request.get('/studio/upload')).text();
  expect(html).toMatch(/<noscript>(?:(?!<\/noscript>).)*Uploading needs JavaScript/s);
});

test.describe('a time to publish at', () => {
  test.use({ timezoneId: 'Asia/Kolkata' });

  /** What a person there types for a time so many seconds from now. */
  const typedFor = (page: Page, seconds: number) =>
    page.evaluate((wait) => new Date(Date.now() + wait * 1000).toLocaleString('sv-SE').replace(' ', 'T'), seconds);
  const playable = (page: Page) =>
    expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible(PROCESSED);

  test('comes by itself, on every page that is open', async ({ page, browser }, testInfo) => {
    const name = `Reef knots ${randomBytes(4).toString('hex')}`;
    const clip = testInfo.outputPath('reef.mp4');
    await makeClip(clip, { seconds: 1, width: 320, height: 180 });
    await register(page, somebody('Ada'));
    await upload(page, clip);
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Save name' }).click();
    await playable(page);
    const home = await (await browser.newContext()).newPage();
    await home.goto('/');
    await expect(home.getByRole('link', { name })).toBeHidden();

    // By keys alone.
    await page.getByText('Schedule for later').focus();
    await page.keyboard.press('Enter');
    const time = page.getByLabel('Day and time');
    await expect(time).toHaveAccessibleDescription(/your time zone, Asia/);
    await time.fill(await typedFor(page, 12));
    await time.press('Enter');
    await expect(page.getByText(/^Scheduled for .* GMT\+5:30$/)).toBeVisible();
    const studio = await page.context().newPage();
    await studio.goto('/studio');
    await expect(studio.getByRole('listitem').filter({ hasText: name })).toContainText(/Scheduled for .* GMT\+5:30/);
    await expect(home.getByRole('link', { name })).toBeHidden();

    await expect(page.getByRole('button', { name: 'Unpublish' })).toBeVisible();
    await expect(studio.getByRole('listitem').filter({ hasText: name })).toContainText('Published');
    await expect(home.getByRole('link', { name }).first()).toBeVisible();
  });

  test('can be wrong, changed and cancelled, and is in UTC without JavaScript', async ({ page, browser }, testInfo) => {
    const clip = testInfo.outputPath('sheet.mp4');
    await makeClip(clip, { seconds: 1, width: 320, height: 180 });
    await register(page, somebody('Ada'));
    const address = await upload(page, clip);
    await playable(page);
    await page.getByText('Schedule for later').click();
    const time = page.getByLabel('Day and time');
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect(time).toHaveAccessibleDescription(/Choose a day and a time/);
    await time.fill('2026-01-05T10:30');
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect(time).toHaveAccessibleDescription(/That time has passed/);
    await expect(time).toHaveValue('2026-01-05T10:30');
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    await time.fill('2096-01-05T10:30');
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await expect(page.getByText(/^Scheduled for 5 Jan 2096, 10:30 GMT\+5:30$/)).toBeVisible();
    await page.getByText('Change the time').click();
    await expect(time).toHaveValue('2096-01-05T10:30');
    await time.fill('2096-02-05T10:30');
    await page.getByRole('button', { name: 'Save time' }).click();
    await expect(page.getByText(/^Scheduled for 5 Feb 2096, 10:30 GMT\+5:30$/)).toBeVisible();
    await expectAccessible(page, address);

    const plain = await (
      await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
    ).newPage();
    await plain.goto(address);
    await plain.getByText('Change the time').click();
    await expect(plain.getByLabel('Day and time')).toHaveValue('2096-02-05T05:00');
    await expect(plain.getByLabel('Day and time')).toHaveAccessibleDescription(/\(UTC\)/);
    await plain.getByLabel('Day and time').fill('2096-03-05T05:00');
    await plain.getByRole('button', { name: 'Save time' }).click();
    await expect(plain.getByText(/^Scheduled for 5 Mar 2096, 05:00 UTC$/)).toBeVisible();
    await plain.getByRole('button', { name: 'Cancel schedule' }).click();
    await expect(plain.getByText('Ready to publish')).toBeVisible();
    await expect(page.getByText('Schedule for later')).toBeVisible();
  });
});

test('a video is its creator’s alone in the studio', async ({ page, browser }, testInfo) => {
  const clip = testInfo.outputPath('mine.mp4');
  await makeClip(clip, { seconds: 1, width: 320, height: 180 });
  await register(page, somebody('Ada'));
  const address = await upload(page, clip);
  const other = await (await browser.newContext()).newPage();
  await register(other, somebody('Bob'));
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
