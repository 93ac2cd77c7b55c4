import { expect, type Page } from '@playwright/test';
import { clip } from './clips';
import { connectionOf, type Connection } from './connection';
import { makeLargeClip } from './large-clip';
import { register, registerWithForm, type Person } from './people';
import { upload } from './tutorials';

/** The URL of a video's page in the studio. */
export const VIDEO_PAGE = /\/studio\/videos\/[0-9a-f-]{36}/;

export async function chooseFile(page: Page, path: string | string[]): Promise<void> {
  await page.getByLabel(/^Choose (a file|files)$/).setInputFiles(path);
}

/** Begins to upload a small file, and waits for the page of its video. @returns the path of that page. */
export async function uploadFile(page: Page, path: string): Promise<string> {
  await page.goto('/studio/upload');
  await chooseFile(page, path);
  await expect(page).toHaveURL(VIDEO_PAGE);
  await expect(page.getByLabel('Name', { exact: true })).toBeVisible();
  return new URL(page.url()).pathname;
}

/**
 * Registers a person, uploads a clip of a second, and opens the page of its video. @param fileName it names the video.
 * @returns the path of the page.
 */
export async function registerAndUpload(page: Page, person: Person, fileName: string): Promise<string> {
  await register(page, person);
  const videoId = await upload(page, await clip({ seconds: 1 }), fileName);
  const path = `/studio/videos/${videoId}/details`;
  await expect.poll(async () => (await page.request.get(path)).status()).toBe(200);
  await page.goto(path);
  return path;
}

/** Waits for the last that processing adds to the page of a video. The page renders itself again until then. */
export async function expectProposals(page: Page): Promise<void> {
  await expect(page.getByRole('group', { name: 'Proposals' }).getByRole('button').first()).toBeVisible();
}

/** Between the first megabyte and the last. */
export const SLOW_PROGRESS = /^[1-5]?\d(\.\d)? MB of 60(\.\d)? MB/;
/** The size of the file of a slow upload: minutes, so that it does not end before a test on a loaded machine interrupts it. */
export const SLOW_MEGABYTES = 60;

/**
 * Registers a person and starts to upload a file over a slow connection. Returns while it is uploading, after the first
 * megabyte, so that the test can interrupt it.
 * @param path where to make the file.
 */
export async function startSlowUpload(page: Page, person: Person, path: string): Promise<Connection> {
  await makeLargeClip(path, SLOW_MEGABYTES);
  await registerWithForm(page, person);
  await page.goto('/studio/upload');
  const connection = await connectionOf(page);
  await connection.slow();
  await chooseFile(page, path);
  await expect(page.getByText(SLOW_PROGRESS)).toBeVisible();
  return connection;
}

/** Records the offset of each request that uploads bytes from now on. */
export function recordOffsets(page: Page): number[] {
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return offsets;
}
