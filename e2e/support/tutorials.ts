import { expect, type Page, type TestInfo } from '@playwright/test';
import { makeClip } from './clips';
import { expectPublished } from './details';

/**
 * Uploads a new clip as the person who is signed in, waits until it is playable, names it and publishes it.
 * @returns the path of its watch page.
 */
export async function publishTutorial(
  page: Page,
  testInfo: TestInfo,
  name: string,
  seconds: number,
  size: { width?: number; height?: number } = {},
): Promise<string> {
  const file = testInfo.outputPath('clip.mp4');
  await makeClip(file, { seconds, ...size });
  return publishFile(page, file, name);
}

/** Does the same with an existing file. */
export async function publishFile(page: Page, file: string, name: string): Promise<string> {
  await page.goto('/studio/upload');
  await page.getByLabel('Choose files').setInputFiles(file);
  await expect(page).toHaveURL(/\/studio\/videos\/[0-9a-f-]{36}/, { timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible({ timeout: 90_000 });
  await page.getByLabel('Name', { exact: true }).fill(name);
  // The button may move away from a pointer while the last steps of processing arrive.
  await page.getByLabel('Name', { exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expectPublished(page);
  return `/watch/${/[0-9a-f-]{36}/.exec(page.url())![0]}`;
}
