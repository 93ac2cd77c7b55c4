import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createMessageStore } from '@message-db/client';
import { expect, type Page } from '@playwright/test';
import type { Category } from '@/text/categories';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { clip, type ClipSize } from './clips';
import { expectPublished } from './details';
import { openDatabase } from './view-tables';

/** Publishes a clip of this many seconds as the person who is signed in, as `publishFile` does. */
export async function publishTutorial(
  page: Page,
  name: string,
  seconds: number,
  size: Omit<ClipSize, 'seconds'> = {},
): Promise<string> {
  return publishFile(page, await clip({ seconds, ...size }), name);
}

/**
 * Uploads a file as the person who is signed in, names the video and publishes it, by requests and commands instead of
 * pages, which need many times as long. Waits until the studio and visitors have it. The pages are tried by
 * `publish-and-watch.spec.ts` and the specs of uploads.
 * @returns the path of its watch page.
 */
export async function publishFile(page: Page, file: string, name: string): Promise<string> {
  const videoId = await upload(page, file);
  const database = openDatabase();
  try {
    const store = createMessageStore(database);
    const commands = videoPublishing.commandStream(videoId);
    const draft = await store.readLast(commands, { type: 'DraftVideo' });
    const { ownerId: userId } = draft!.data as { ownerId: string };
    const edit = videoPublishing.commands.EditDetails({ videoId, userId, name, visibility: 'public' });
    await store.write(commands, edit);
    const published = () => store.readLast(videoPublishing.stream(videoId), { type: 'VideoPublished' });
    await expect.poll(published).not.toBeNull();
  } finally {
    await database.end();
  }
  const textOf = async (path: string) => (await page.request.get(path)).text();
  await expect.poll(() => textOf(`/studio/videos/${videoId}/details`)).toContain('Everyone, since');
  await expectWatchable(page, `/watch/${videoId}`);
  return `/watch/${videoId}`;
}

/** Gives a public video a category and tags, and waits until its page has them. @param watch the path of its page. */
export async function labelVideo(
  page: Page,
  watch: string,
  labels: { readonly category: Category; readonly tags: readonly string[] },
): Promise<void> {
  const videoId = watch.split('/')[2]!;
  const database = openDatabase();
  try {
    const store = createMessageStore(database);
    const uploaded = await store.readLast(videoPublishing.stream(videoId), { type: 'VideoUploaded' });
    const { ownerId: userId } = uploaded!.data as { ownerId: string };
    const edit = videoPublishing.commands.EditDetails({ videoId, userId, ...labels, tags: [...labels.tags] });
    await store.write(videoPublishing.commandStream(videoId), edit);
  } finally {
    await database.end();
  }
  for (const path of [`/categories/${labels.category}`, ...labels.tags.map((tag) => `/tags/${tag}`)])
    await expect.poll(async () => (await page.request.get(path)).text()).toContain(watch);
}

/** Waits until everybody can open a watch page, whose view may follow the studio's. @param address a path or URL. */
export async function expectWatchable(page: Page, address: string): Promise<void> {
  await expect(async () => {
    const answer = await page.request.get(address);
    expect(answer.status()).toBe(200);
    expect(await answer.text()).not.toContain('Only the owner and collaborators can see this');
  }).toPass();
}

/** Uploads a file in one request, as the person who is signed in. @returns the id of its video. */
export async function upload(page: Page, file: string, name = basename(file)): Promise<string> {
  const bytes = await readFile(file);
  const tus = { 'Tus-Resumable': '1.0.0' };
  const metadata = `filename ${Buffer.from(name).toString('base64')}`;
  const created = await page.request.post('/api/uploads', {
    headers: { ...tus, 'Upload-Length': String(bytes.length), 'Upload-Metadata': metadata },
  });
  expect(created.status()).toBe(201);
  const sent = await page.request.patch(created.headers().location!, {
    headers: { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
    data: bytes,
  });
  expect(sent.status()).toBe(204);
  return created.headers()['video-id']!;
}

/** Does the same with the forms of the studio. */
export async function publishWithForms(page: Page, file: string, name: string): Promise<string> {
  await page.goto('/studio/upload');
  await page.getByLabel('Choose files').setInputFiles(file);
  await expect(page).toHaveURL(/\/studio\/videos\/[0-9a-f-]{36}/);
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(name);
  // The button may move away from a pointer while the last steps of processing arrive.
  await page.getByLabel('Name', { exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expectPublished(page);
  const watch = `/watch/${/[0-9a-f-]{36}/.exec(page.url())![0]}`;
  await expectWatchable(page, new URL(watch, page.url()).href);
  return watch;
}
