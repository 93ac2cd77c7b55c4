import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { makeClip } from './support/clips';
import { register, somebody } from './support/people';

/** The whole street: a creator registers, uploads and publishes; a viewer watches; both see that it counted. */
test('a tutorial goes from a creator’s file to a viewer’s screen, and the view back to the creator', async ({
  browser,
}, testInfo) => {
  test.setTimeout(180_000);
  const name = `How to tie a bowline ${randomUUID().slice(0, 8)}`;
  const file = testInfo.outputPath('bowline.mp4');
  await makeClip(file, { seconds: 14 });

  const creator = await (await browser.newContext()).newPage();
  await register(creator, somebody('Ada'));

  await test.step('upload, and see it processed', async () => {
    await creator.goto('/studio/upload');
    await creator.getByLabel(/video file|choose/i).setInputFiles(file);
    await expect(creator).toHaveURL(/\/studio\/videos\/[0-9a-f-]{36}/, { timeout: 30_000 });
    await expect(creator.getByRole('button', { name: 'Publish', exact: true })).toBeVisible({ timeout: 90_000 });
  });

  await test.step('name it: the next page shows the name', async () => {
    await creator.getByLabel('Name', { exact: true }).fill(name);
    await creator.getByRole('button', { name: 'Save name' }).click();
    await expect(creator.getByRole('heading', { level: 1, name })).toBeVisible();
  });

  await test.step('publish it', async () => {
    await creator.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(creator.getByRole('button', { name: 'Unpublish' })).toBeVisible();
  });

  const viewer = await (await browser.newContext()).newPage();
  await test.step('another person finds it on the home page and watches', async () => {
    await viewer.goto('/');
    await viewer.getByRole('link', { name }).first().click();
    await expect(viewer.getByRole('heading', { level: 1, name })).toBeVisible();
    await play(viewer);
    await expect.poll(() => position(viewer), { timeout: 30_000 }).toBeGreaterThan(8);
  });

  await test.step('the view is on the open watch page, the home page and the creator’s open dashboard', async () => {
    await expect(viewer.getByText(/^1 view$/).first()).toBeVisible({ timeout: 20_000 });
    await expect(views(creator)).toHaveText('1', { timeout: 20_000 });
    await viewer.goto('/');
    await expect(viewer.getByRole('article').filter({ hasText: name }).first()).toContainText('1 view');
  });
});

async function play(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^play$/i })
    .first()
    .click();
}

/** How far the video has really played, in seconds of its own time. */
function position(page: Page): Promise<number> {
  return page.evaluate(() => {
    const media = document.querySelector('video, hls-video') as HTMLVideoElement | null;
    return media?.currentTime ?? 0;
  });
}

/** The figure under “Views” on the creator's page of the video. */
function views(page: Page) {
  return page
    .getByRole('term')
    .filter({ hasText: /^Views$/ })
    .locator('xpath=following-sibling::dd[1]');
}
