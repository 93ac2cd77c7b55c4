import { randomBytes } from 'node:crypto';
import { stat, statfs, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type APIResponse } from './support/test';
import { mountSmallDisk, NO_SMALL_DISK, type SmallDisk } from '@/workers/testing/small-disk';
import { register, signIn, newPerson } from './support/people';

/**
 * A separate site, with its database, on a disk that fills up. It runs after those of the other site, except the last
 * (playwright.config.ts).
 */
test.skip(NO_SMALL_DISK !== null, `The tests of a full disk are skipped: ${NO_SMALL_DISK}.`);
test.use({ baseURL: undefined });

const MB = 1_000_000;
const RESERVE = 150 * MB;
const FILE = 20 * MB;
const TUS = { 'Tus-Resumable': '1.0.0' };

let disk: SmallDisk;
let site: { url: string; stop(): Promise<void> };

test.beforeAll(async () => {
  disk = mountSmallDisk(450);
  const { startTestSite } = (await import(
    new URL('../bin/test/test-site.ts', import.meta.url).href
  )) as typeof import('../bin/test/test-site');
  site = await startTestSite(process.cwd(), disk.folder, test.info().outputPath('site.log'), {
    DISK_RESERVE: String(RESERVE),
    UPLOAD_QUOTA: '1GB',
    UNFINISHED_UPLOADS_MAX: '40',
  });
});

test.afterAll(async () => {
  await site?.stop();
  disk?.unmount();
});

test('with a disk full of uploads the site stays up, answers 507 with a reason, and keeps acknowledged bytes', async ({
  page,
  browser,
}, testInfo) => {
  const at = (path: string) => new URL(path, site.url).href;
  const free = async () => statfs(disk.folder).then(({ bavail, bsize }) => bavail * bsize);
  const sizeOf = async (location: string) =>
    (await stat(join(disk.folder, 'uploads', location.split('/').at(-1)!))).size;
  const refusal = async (answer: APIResponse) =>
    expect(await answer.json()).toEqual({ reason: 'no-room', error: expect.stringMatching(/^This site has .*space/) });
  const ada = newPerson('Ada');
  await register(page, ada, site.url, disk.folder);

  // Of twenty simultaneous uploads, only those with enough space are accepted.
  await disk.fillUpTo(RESERVE + 7.5 * FILE);
  const begin = () => page.request.post(at('/api/uploads'), { headers: { ...TUS, 'Upload-Length': String(FILE) } });
  const begun = await Promise.all(Array.from({ length: 20 }, begin));
  const locations = begun.flatMap((answer) => (answer.status() === 201 ? [answer.headers().location!] : []));
  expect(locations.length).toBeGreaterThan(3);
  expect(locations.length).toBeLessThanOrEqual(7);
  for (const answer of begun.filter((one) => one.status() !== 201)) {
    expect(answer.status()).toBe(507);
    await refusal(answer);
  }

  // Something else uses half of the reserved space. Then send all bytes simultaneously.
  await disk.fillUpTo(RESERVE + (locations.length / 2) * FILE);
  const content = randomBytes(FILE);
  const send = async (location: string, offset: number) =>
    page.request.patch(at(location), {
      headers: { ...TUS, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
      data: content.subarray(offset),
    });
  const first = await send(locations[0]!, 0);
  expect(first.status()).toBe(204);
  const sent = [first, ...(await Promise.all(locations.slice(1).map((location) => send(location, 0))))];
  expect(sent.filter((answer) => answer.status() === 507)).not.toEqual([]);
  for (const [index, answer] of sent.entries()) {
    const offset = Number(
      (await page.request.head(at(locations[index]!), { headers: TUS })).headers()['upload-offset'],
    );
    expect(offset).toBe(await sizeOf(locations[index]!));
    if (answer.status() === 204) expect(offset).toBe(FILE);
    else {
      expect(answer.status()).toBe(507);
      await refusal(answer);
    }
  }
  expect(await free(), 'the reserve, less what the database wrote').toBeGreaterThan(RESERVE - 40 * MB);

  // The site is up: pages and commands work, and the upload page explains the failure.
  expect((await page.request.get(at('/'))).status()).toBe(200);
  const other = await (await browser.newContext()).newPage();
  await register(other, newPerson('Bob'), site.url, disk.folder);
  const large = testInfo.outputPath('large.mp4');
  await writeFile(large, '');
  await truncate(large, 15 * FILE);
  await other.goto(at('/studio/upload'));
  await other.getByLabel('Choose files').setInputFiles(large);
  await expect(
    other.getByText('This site has no space for this file at the moment. Try again later.').first(),
  ).toBeVisible();

  // With space again, each upload continues after the acknowledged bytes.
  await disk.empty();
  for (const location of locations) {
    const offset = await sizeOf(location);
    if (offset < FILE) expect((await send(location, offset)).status()).toBe(204);
    expect(await sizeOf(location)).toBe(FILE);
  }
  await signIn(await (await browser.newContext()).newPage(), ada, site.url);
});
