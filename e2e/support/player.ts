import { expect, type Page } from '@playwright/test';

type Media = Pick<HTMLVideoElement, 'paused' | 'muted' | 'playbackRate' | 'currentTime'>;

/** Returns the state of the media element. Until somebody plays, there is none: it is like one that is paused. */
export function media(page: Page): Promise<Media> {
  return page.evaluate(() => {
    const element = document.querySelector('hls-video') as HTMLVideoElement | null;
    const { paused, muted, playbackRate, currentTime } = element ?? document.createElement('video');
    return { paused, muted, playbackRate, currentTime };
  });
}

/** Plays, by the play button of the picture. */
export async function play(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^play$/i }).click();
  await expect.poll(async () => (await media(page)).paused).toBe(false);
}

/** Plays, and pauses as soon as all controls are there. */
export async function playAndPause(page: Page): Promise<void> {
  await play(page);
  await expect(page.locator('media-fullscreen-button')).toBeVisible();
  await page.evaluate(() => (document.querySelector('hls-video') as unknown as HTMLVideoElement).pause());
  await expect.poll(async () => (await media(page)).paused).toBe(true);
}

/** Plays muted. */
export async function playMuted(page: Page): Promise<void> {
  await play(page);
  if (!(await media(page)).muted) await page.keyboard.press('m');
  await expect.poll(async () => (await media(page)).muted).toBe(true);
}
