import { createRequire } from 'node:module';
import { expect, test } from './support/test';
import { register, newPerson } from './support/people';
import { play } from './support/player';
import { publishTutorial } from './support/tutorials';

const SHAKA = createRequire(import.meta.url).resolve('shaka-player');

/** The part of shaka-player's API that the test uses. */
interface Shaka {
  polyfill: { installAll(): void };
  Player: new () => {
    attach(video: HTMLVideoElement): Promise<void>;
    load(address: string): Promise<void>;
    getVariantTracks(): { width: number; height: number; frameRate: number; bandwidth: number }[];
  };
}

test('the qualities of an upright video are named by the shorter side, and shaka-player plays them to the end', async ({
  page,
  browser,
}) => {
  await register(page, newPerson('Hedy'));
  const address = await publishTutorial(page, 'How to hold a phone', 3, { width: 1080, height: 1920 });

  await test.step('in the studio', async () => {
    await page.goto(address.replace('/watch/', '/studio/videos/'));
    await expect(page.getByText('1080p, 720p, 360p')).toBeVisible();
  });

  // The content security policy of the site forbids other scripts.
  const viewer = await (await browser.newContext({ bypassCSP: true })).newPage();
  const playlist = viewer.waitForRequest(/master\.m3u8/);
  await viewer.goto(address);
  await test.step('in the player', async () => {
    await play(viewer);
    await viewer.getByRole('button', { name: 'Settings' }).click();
    await expect(viewer.getByLabel('Quality').getByRole('option')).toHaveText([
      ...['Automatic', '1080p', '720p', '360p'],
    ]);
  });

  await test.step('in shaka-player', async () => {
    await viewer.addScriptTag({ path: SHAKA });
    const played = await viewer.evaluate(
      async (source) => {
        const { shaka } = window as unknown as { shaka: Shaka };
        shaka.polyfill.installAll();
        const video = document.createElement('video');
        video.muted = true;
        document.body.append(video);
        const player = new shaka.Player();
        await player.attach(video);
        await player.load(source);
        // Read the tracks first, because while it plays the player drops those that are too demanding for a slow
        // machine.
        const tracks = player.getVariantTracks();
        const ended = new Promise((resolve, reject) => {
          video.addEventListener('ended', resolve);
          video.addEventListener('error', () => reject(new Error(video.error?.message)));
        });
        await video.play();
        await ended;
        return { seconds: video.currentTime, tracks };
      },
      (await playlist).url(),
    );
    expect(played.seconds).toBeCloseTo(3, 0);
    expect(
      played.tracks.map(({ width, height, frameRate }) => `${width}x${height} at ${frameRate}`).toSorted(),
    ).toEqual(['1080x1920 at 15', '360x640 at 15', '720x1280 at 15']);
  });
});
