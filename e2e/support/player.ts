import { expect, type Page } from '@playwright/test';

type Media = Pick<HTMLVideoElement, 'paused' | 'muted' | 'playbackRate' | 'currentTime' | 'duration'>;

/** Returns the state of the media element. */
export function media(page: Page): Promise<Media> {
  return page.evaluate(() => {
    const { paused, muted, playbackRate, currentTime, duration } = document.querySelector(
      'hls-video',
    ) as unknown as HTMLVideoElement;
    return { paused, muted, playbackRate, currentTime, duration };
  });
}

/** Waits until the player listens to keys. It gets its source in the same step, so wait until it knows the length. */
export async function waitForPlayer(page: Page): Promise<void> {
  await expect.poll(async () => (await media(page)).duration).toBeGreaterThan(0);
}

/** Plays muted, by the keyboard. */
export async function playMuted(page: Page): Promise<void> {
  await waitForPlayer(page);
  if (!(await media(page)).muted) await page.keyboard.press('m');
  await expect.poll(async () => (await media(page)).muted).toBe(true);
  await page.keyboard.press('k');
  await expect.poll(async () => (await media(page)).paused).toBe(false);
}
