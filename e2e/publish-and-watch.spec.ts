import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from './support/test';
import { makeClip } from './support/clips';
import { expectPublished } from './support/details';
import { registerWithForm, newPerson } from './support/people';

/** The main flow of the site, from end to end. */
test('a creator uploads and publishes a tutorial, a viewer watches it, and both see the view counted', async ({
  browser,
}, testInfo) => {
  const name = `How to tie a bowline ${randomUUID().slice(0, 8)}`;
  const file = testInfo.outputPath('bowline.mp4');
  await makeClip(file, { seconds: 6 });

  const creator = await (await browser.newContext()).newPage();
  await registerWithForm(creator, newPerson('Ada'));

  await test.step('the creator uploads a file, and it is processed', async () => {
    await creator.goto('/studio/upload');
    await creator.getByLabel('Choose files').setInputFiles(file);
    await expect(creator).toHaveURL(/\/studio\/videos\/[0-9a-f-]{36}/);
    await expect(creator.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
  });

  await test.step('the creator names it, and the page shows the name', async () => {
    await creator.getByLabel('Name', { exact: true }).fill(name);
    await creator.getByLabel('Name', { exact: true }).press('Enter');
    await expect(creator.getByRole('heading', { level: 1, name })).toBeVisible();
  });

  await test.step('the creator publishes it', async () => {
    await creator.getByRole('button', { name: 'Publish', exact: true }).click();
    await expectPublished(creator);
  });

  await creator.getByRole('navigation', { name: 'Video' }).getByRole('link', { name: 'Analytics' }).click();
  const viewer = await (await browser.newContext()).newPage();
  await test.step('a viewer finds it on the home page and watches', async () => {
    await viewer.goto('/');
    await viewer.getByRole('link', { name }).first().click();
    await expect(viewer.getByRole('heading', { level: 1, name })).toBeVisible();
    await play(viewer);
    await expect.poll(() => position(viewer)).toBeGreaterThan(3);
  });

  await test.step('the open pages of viewer and creator, and the home page, show the view', async () => {
    await expect(viewer.getByText(/^1 view$/).first()).toBeVisible();
    await expect(
      creator.getByRole('navigation', { name: 'What the chart shows' }).getByRole('link', { name: /^Views 1\b/ }),
    ).toBeVisible();
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

/** Returns the position of the player, in seconds. */
function position(page: Page): Promise<number> {
  return page.evaluate(() => {
    const media = document.querySelector('video, hls-video') as HTMLVideoElement | null;
    return media?.currentTime ?? 0;
  });
}
