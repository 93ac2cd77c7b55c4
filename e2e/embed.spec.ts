import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newPerson, register } from './support/people';
import { expect, test } from './support/test';
import { publishTutorial } from './support/tutorials';
import { nextViewing, recorded } from './support/viewings';

test('another site shows a video by the code that the watch page gives', async ({ page, browser }) => {
  await register(page, newPerson('Grace'));
  const watch = await publishTutorial(page, 'How to embed', 6);
  await page.goto(watch);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const code = await page.getByLabel('Code to embed it in another site').inputValue();

  let served = code;
  const other = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Another site</title>${served}`);
  });
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const site = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  try {
    const viewer = await (await browser.newContext()).newPage();
    const scripts: string[] = [];
    viewer.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url());
    });
    await viewer.goto(site);
    const player = viewer.frameLocator('iframe');
    const title = player.getByRole('link', { name: /^How to embed/ });
    await expect(title).toHaveAttribute('href', `${watch}/how-to-embed`);
    expect(scripts, 'before it is touched').toEqual([]);
    const viewing = nextViewing(viewer);
    const counted = viewer.waitForResponse((response) => response.url().endsWith('/api/viewings'));
    await player.getByRole('button', { name: 'Play', exact: true }).click();
    const film = player.locator('hls-video');
    await expect.poll(() => film.evaluate((media: HTMLVideoElement) => media.currentTime)).toBeGreaterThan(1);
    expect((await counted).status()).toBe(204);
    const viewingId = await viewing;
    await expect
      .poll(async () => (await recorded(viewingId)).contexts[0])
      .toMatchObject({ source: 'embed', sourceDetail: '127.0.0.1' });

    // By itself, from a time, without taking the focus of the other page.
    served = code.replace(/src="([^"]*)"/, 'src="$1?autoplay=1&amp;t=3"');
    const passing = await (await browser.newContext()).newPage();
    await passing.goto(site);
    const playing = passing.frameLocator('iframe').locator('hls-video');
    await expect.poll(() => playing.evaluate((media: HTMLVideoElement) => media.currentTime)).toBeGreaterThan(3);
    expect(await passing.evaluate(() => document.activeElement?.tagName)).toBe('BODY');

    // One that is not there has its link in sight, also in a small frame.
    await viewer.setViewportSize({ width: 200, height: 120 });
    await viewer.goto(`/embed/${randomUUID()}`);
    await expect(viewer.getByRole('link', { name: 'Open Video Tutorials' })).toBeInViewport({ ratio: 1 });
  } finally {
    other.closeAllConnections();
    other.close();
  }
});
