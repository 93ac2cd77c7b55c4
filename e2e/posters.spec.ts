import sharp from 'sharp';
import { expect, test } from './support/test';
import { newPerson } from './support/people';
import { playAndPause } from './support/player';
import { registerAndUpload } from './support/uploads';

test('a creator chooses a proposal, a frame or a picture as the poster, without scripts too, and seeking shows pictures', async ({
  page,
  browser,
}, testInfo) => {
  const address = await registerAndUpload(page, newPerson('Ada'), 'poster.mp4');
  const poster = page.getByRole('region', { name: 'Poster', exact: true });
  const proposal = { name: /^Proposal 1, at / };
  await expect(poster.getByRole('button', proposal)).toBeVisible();
  await expect(poster).toContainText('Chosen by the site');

  const storageState = await page.context().storageState();
  const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
  await plain.goto(address);
  await plain.getByRole('button', proposal).press('Enter');
  await expect(poster.getByRole('button', proposal)).toHaveAttribute('aria-pressed', 'true');
  await expect(poster).toContainText('chosen by you');

  const file = testInfo.outputPath('picture.png');
  await sharp({ create: { width: 800, height: 450, channels: 3, background: '#c2457f' } }).toFile(file);
  await plain.getByLabel('Upload a picture').setInputFiles(file);
  await plain.getByRole('button', { name: 'Use this file' }).press('Enter');
  await expect(poster).toContainText('Your own picture');
  const image = poster.locator('img').first();
  await expect.poll(() => image.evaluate(({ naturalWidth }: HTMLImageElement) => naturalWidth)).toBeGreaterThan(0);

  await poster
    .getByLabel('Upload a picture')
    .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await expect(poster.getByRole('alert')).toContainText('could not be read as a picture');
  await expect(poster).toContainText('Your own picture');

  await poster.getByRole('button', { name: 'Use this frame' }).press('Enter');
  await expect(poster.getByRole('status')).toContainText('Play the video');
  await playAndPause(page);
  // It may have paused before its first picture was there.
  const readyState = () =>
    page.locator('hls-video').evaluate((video) => (video as unknown as HTMLVideoElement).readyState);
  await expect.poll(readyState).toBeGreaterThanOrEqual(2);
  await poster.getByRole('button', { name: 'Use this frame' }).press('Enter');
  await expect(poster).toContainText('chosen by you');
  await poster.getByRole('button', { name: 'Let the site choose' }).press('Enter');
  await expect(poster).toContainText('Chosen by the site');

  const bar = page.locator('media-time-range');
  await expect(async () => {
    await page.mouse.move(0, 0);
    await bar.hover();
    await expect(bar).toHaveAttribute('mediapreviewimage', /\/stills\/sheet-1\.jpg/, { timeout: 500 });
  }).toPass();
});
