import { readFile, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { expect, test, type Page } from './support/test';
import pg from 'pg';
import { Upload } from 'tus-js-client';
import { makeClip } from './support/clips';
import { register, newPerson } from './support/people';

const TUS = { 'Tus-Resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Registers a person, whose session `page.request` uses. @returns their cookies, as a header. */
async function signedIn(page: Page): Promise<string> {
  await register(page, newPerson('Ada'));
  return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** Creates an upload. */
async function createUpload(page: Page, bytes: number, fileName = 'my_first-lesson.mp4') {
  const headers = { ...TUS, 'Upload-Length': String(bytes), 'Upload-Metadata': `filename ${base64(fileName)}` };
  const response = await page.request.post('/api/uploads', { headers });
  expect(response.status()).toBe(201);
  const location = response.headers().location as string;
  return {
    location,
    uploadId: location.split('/').at(-1) as string,
    videoId: response.headers()['video-id'] as string,
  };
}

const fileOf = (uploadId: string) => join(process.env.DATA_DIR as string, 'uploads', uploadId);

/** Sends a part of the announced bytes, and breaks the connection when some of them are stored. */
function sendPartially(url: string, cookie: string, bytes: Buffer, sent: number, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...TUS,
      cookie,
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': bytes.length,
    };
    const request = httpRequest(url, { method: 'PATCH', headers });
    request.on('error', () => resolve()).on('close', () => resolve());
    request.write(bytes.subarray(0, sent));
    expect
      .poll(async () => (await stat(file)).size)
      .toBeGreaterThan(0)
      .then(() => request.destroy(), reject);
  });
}

/** Returns the number of bytes that have arrived; -1 if the upload does not exist. */
async function offset(page: Page, location: string): Promise<number> {
  const response = await page.request.head(location, { headers: TUS });
  return response.ok() ? Number(response.headers()['upload-offset']) : -1;
}

test('an interrupted upload continues where it stopped, and becomes one video', async ({ page, baseURL }, testInfo) => {
  const path = testInfo.outputPath('clip.mp4');
  await makeClip(path, { seconds: 3 });
  const bytes = await readFile(path);
  const cookie = await signedIn(page);
  const { location, uploadId, videoId } = await createUpload(page, bytes.length);
  const url = new URL(location, baseURL).href;

  const part = Math.floor(bytes.length / 2);
  await sendPartially(url, cookie, bytes, part, fileOf(uploadId));
  await expect.poll(() => offset(page, location)).toBeGreaterThan(0);
  expect(await offset(page, location)).toBeLessThan(bytes.length);
  const early = await page.request.post(`${location}/completion`);
  expect(early.status()).toBe(409);

  const sent: number[] = [];
  await new Promise<void>((resolve, reject) => {
    new Upload(bytes, {
      uploadUrl: url,
      headers: { cookie },
      onChunkComplete: (size) => void sent.push(size),
      onSuccess: () => resolve(),
      onError: reject,
    }).start();
  });
  // Only the second half is sent.
  expect(sent.reduce((sum, size) => sum + size, 0)).toBeLessThan(bytes.length);

  for (const attempt of [1, 2]) {
    const completion = await page.request.post(`${location}/completion`);
    expect(completion.status(), `completion ${attempt}`).toBe(200);
    expect(await completion.json()).toMatchObject({ videoId });
  }
  expect(await readFile(fileOf(uploadId))).toEqual(bytes);
  await page.goto(`/studio/videos/${videoId}`);
  await expect(page.getByRole('heading', { level: 1, name: 'My first lesson' })).toBeVisible();

  const database = new pg.Client(process.env.DATABASE_URL);
  await database.connect();
  const { rows } = await database.query(`SELECT type FROM message_store.messages WHERE stream_name = $1`, [
    `videoPublishing:command-${videoId}`,
  ]);
  await database.end();
  expect(rows.filter(({ type }) => type === 'ProcessVideo')).toHaveLength(1);
});

test('only the owner of an upload can read, continue, delete and complete it', async ({
  page,
  browser,
  playwright,
  baseURL,
}) => {
  await signedIn(page);
  const { location } = await createUpload(page, 10);
  const other = await (await browser.newContext()).newPage();
  await signedIn(other);
  const anonymous = await playwright.request.newContext({ baseURL });
  const patch = { ...TUS, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
  for (const [request, status] of [
    [other.request, 404],
    [anonymous, 401],
  ] as const) {
    expect((await request.head(location, { headers: TUS })).status()).toBe(status);
    expect((await request.patch(location, { headers: patch, data: Buffer.from('0123456789') })).status()).toBe(status);
    expect((await request.delete(location, { headers: TUS })).status()).toBe(status);
    expect((await request.post(`${location}/completion`)).status()).toBe(status);
  }
  expect((await anonymous.post('/api/uploads', { headers: { ...TUS, 'Upload-Length': '10' } })).status()).toBe(401);
  expect(await offset(page, location)).toBe(0);

  // The owner can delete it.
  expect((await page.request.delete(location, { headers: TUS })).status()).toBe(204);
  expect((await page.request.head(location, { headers: TUS })).status()).toBe(404);
});

test('an invalid upload is refused before it starts, with a reason', async ({ page }) => {
  await signedIn(page);
  const attempts: [headers: Record<string, string>, status: number, sentence: RegExp][] = [
    [{ 'Upload-Length': String(11 * 1024 ** 3) }, 413, /too large/],
    [{ 'Upload-Defer-Length': '1' }, 400, /how many bytes/],
    [{ 'Upload-Length': '10', 'Upload-Metadata': `filename ${base64('x'.repeat(300))}` }, 400, /name is too long/],
    [
      { 'Upload-Length': '10', 'Upload-Metadata': `videoId ${base64('7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e01')}` },
      404,
      /no such video/,
    ],
  ];
  for (const [headers, status, sentence] of attempts) {
    const response = await page.request.post('/api/uploads', { headers: { ...TUS, ...headers } });
    expect(response.status()).toBe(status);
    expect((await response.json()).error).toMatch(sentence);
  }
});

test('only the owner can read the media of an unpublished video, and everyone those of a published one', async ({
  page,
  browser,
  playwright,
  baseURL,
}, testInfo) => {
  const path = testInfo.outputPath('clip.mp4');
  await makeClip(path, { seconds: 3 });
  const bytes = await readFile(path);
  await signedIn(page);
  const { location, uploadId, videoId } = await createUpload(page, bytes.length);
  const patch = { ...TUS, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
  expect((await page.request.patch(location, { headers: patch, data: bytes })).status()).toBe(204);

  const media = `/api/media/${videoId}/${uploadId}`;
  await expect.poll(async () => (await page.request.get(`${media}/master.m3u8`)).status()).toBe(200);
  const other = await (await browser.newContext()).newPage();
  await signedIn(other);
  const anonymous = await playwright.request.newContext({ baseURL });
  for (const request of [other.request, anonymous])
    expect((await request.get(`${media}/master.m3u8`)).status()).toBe(404);
  expect((await page.request.get(`${media}/master.m3u8`)).headers()['cache-control']).toBe('private, no-cache');

  await page.goto(`/studio/videos/${videoId}`);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect.poll(async () => (await anonymous.get(`${media}/master.m3u8`)).status()).toBe(200);
  const playlist = await (await anonymous.get(`${media}/master.m3u8`)).text();
  expect(playlist).toContain('180/index.m3u8');
  const segment = await anonymous.get(`${media}/180/segment-00000.m4s`, { headers: { Range: 'bytes=0-99' } });
  expect(segment.status()).toBe(206);
  expect((await segment.body()).length).toBe(100);
  expect(segment.headers()).toMatchObject({
    'content-type': 'video/iso.segment',
    'cache-control': 'public, max-age=31536000, s-maxage=86400, immutable',
  });
  expect((await anonymous.head(`${media}/poster.jpg`)).headers()['content-type']).toBe('image/jpeg');

  for (const escape of [
    '..%2f..%2f..%2fsecret.jpg',
    '%2e%2e/master.m3u8',
    '.work/process',
    '180/..%2f..%2f..%2fuploads.jpg',
  ]) {
    expect((await anonymous.get(`${media}/${escape}`)).status(), escape).toBe(404);
  }
});
