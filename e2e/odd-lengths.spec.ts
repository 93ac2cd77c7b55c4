import { basename } from 'node:path';
import { expect, test, type Page } from './support/test';
import * as clips from '@/workers/video-publishing/testing/clips';
import { register, newPerson } from './support/people';
import { publishFile } from './support/tutorials';

const picture = (seconds: number, rate: number | string = 15) => `testsrc2=s=320x180:r=${rate}:d=${seconds}`;
const tone = (seconds: number) => `sine=d=${seconds}`;

/** Each of these files once made a player wait for ever, in the middle or at the end. */
test('files whose tracks have different lengths play to their end', async ({ page }, testInfo) => {
  const folder = testInfo.outputPath();
  const ordinary = await clips.tracks(folder, 'ordinary.mp4', [{ source: picture(3) }, { source: tone(3) }]);
  const files = [
    await clips.tracks(folder, 'sound-ends-early.mp4', [{ source: picture(6) }, { source: tone(2) }]),
    await clips.tracks(folder, 'picture-ends-early.mkv', [{ source: picture(2) }, { source: tone(6) }]),
    await clips.tracks(folder, 'sound-begins-late.mkv', [{ source: picture(5) }, { source: tone(2), late: 2 }]),
    await clips.tracks(folder, 'one-picture.mp4', [{ source: picture(1, 25) }], ['-frames:v', '1']),
    await clips.tracks(folder, 'one-a-second.mp4', [{ source: picture(5, 1) }]),
    await clips.copied(folder, 'stream.m2ts', ordinary, [], ['-f', 'mpegts']),
    await clips.copied(folder, 'fragments.mp4', ordinary, [], ['-movflags', 'frag_keyframe+empty_moov']),
  ];
  await register(page, newPerson('Ada'));
  // They play side by side, because each takes its time.
  await Promise.all(
    files.map(async (file) => {
      const name = basename(file);
      const viewer = await page.context().newPage();
      await viewer.goto(await publishFile(page, file, name));
      await viewer
        .getByRole('button', { name: /^play$/i })
        .first()
        .click();
      await expect.poll(() => hasEnded(viewer), { message: name }).toBe(true);
      await viewer.close();
    }),
  );
});

function hasEnded(page: Page): Promise<boolean> {
  return page.evaluate(() => (document.querySelector('video, hls-video') as HTMLVideoElement | null)?.ended ?? false);
}

test('the studio shows which tracks of a file were left out', async ({ page }, testInfo) => {
  const folder = testInfo.outputPath();
  const two = [{ source: picture(2) }, { source: tone(2) }, { source: tone(2) }];
  await register(page, newPerson('Ada'));
  const watch = await publishFile(page, await clips.tracks(folder, 'two-sounds.mp4', two), 'Two sounds');
  await page.goto(watch.replace('/watch/', '/studio/videos/'));
  await expect(
    page.getByRole('term').filter({ hasText: 'Left out' }).locator('xpath=following-sibling::dd[1]'),
  ).toHaveText('1 audio track');
});
