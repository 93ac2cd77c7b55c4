import { expect, test, type Page } from './support/test';
import { dayIn } from './support/days';
import { chooseVisibility, expectPublished, expectSaved } from './support/details';
import { register, newPerson } from './support/people';
import { media, playAndPause } from './support/player';
import { publishTutorial } from './support/tutorials';

/** Once all of a video is loaded, the browser may find that it is a thousandth of a second shorter. */
const LENGTH = /\/\s0:(29|30)/;

/** Returns the tag of the focused element; BODY if the focus is lost. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.tagName ?? '');
}

/** Tabs through the player, and back with Shift. Expects each control once, in this order, with visible focus. */
async function checkStops(page: Page, controls: readonly string[]): Promise<void> {
  await page.reload();
  await expect(page.getByText('/ 0:30')).toBeVisible();
  await playAndPause(page);
  await page.getByRole('link', { name: 'Skip to content' }).focus();
  const inPlayer = () =>
    page.evaluate(() => document.activeElement?.parentElement?.closest('media-controller') != null);
  const walk = async (key: string) => {
    const stops: string[] = [];
    for (; await inPlayer(); await page.keyboard.press(key)) {
      stops.push((await focused(page)).toLowerCase());
      expect(
        await page.evaluate(() => {
          const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement!);
          return outlineStyle !== 'none' || boxShadow !== 'none';
        }),
        `${stops.at(-1)} has a visible focus`,
      ).toBe(true);
    }
    return stops;
  };
  for (let stop = 0; stop < 30 && !(await inPlayer()); stop++) await page.keyboard.press('Tab');
  expect(await walk('Tab')).toEqual(controls);
  await page.keyboard.press('Shift+Tab');
  expect(await walk('Shift+Tab')).toEqual(controls.toReversed());
}

test('the focus is never lost, and every control of the player can be reached by keyboard', async ({ page }) => {
  await register(page, newPerson('Grace'));
  const watch = await publishTutorial(page, 'How to whip a rope', 30);
  await page.goto(watch.replace('/watch/', '/studio/videos/'));

  await test.step('the focus stays near a button that disappears', async () => {
    await chooseVisibility(page, 'Scheduled');
    await page.getByLabel('Day and time').fill(`${dayIn(30)}T10:00`);
    const button = page.getByRole('button', { name: 'Save', exact: true });
    await button.press('Enter');
    await expect(page.getByRole('button', { name: 'Publish now' })).toBeVisible();
    await expect(button).toBeFocused();
    await page.getByRole('textbox', { name: 'Description' }).fill('Three turns and a knot.');
    await button.press('Enter');
    await expectSaved(page);
    await expect(button).toBeFocused();
    await page.getByRole('button', { name: 'Dark' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('button', { name: 'Dark' })).toBeFocused();
    await page.getByRole('button', { name: 'Publish now' }).press('Enter');
    await expectPublished(page);
    await expect(page.locator('#live')).toBeFocused();
  });

  await test.step('the player is one region with one play button', async () => {
    await page.goto(watch);
    for (const open of [async () => {}, () => playAndPause(page)]) {
      await open();
      await expect(page.getByText(LENGTH)).toBeVisible();
      const player = page.getByRole('region', { name: 'Video: How to whip a rope' });
      await expect(player).toBeVisible();
      await expect(player.getByRole('button', { name: /^play$/i })).toHaveCount(1);
      // Screen readers see every focusable element.
      const stops = await player.evaluate(
        (element) =>
          [...element.querySelectorAll<HTMLElement>('*')].filter(
            (child) => child.tabIndex >= 0 && child.closest('[aria-hidden]'),
          ).length,
      );
      expect(stops).toBe(0);
    }
  });

  await test.step('Tab reaches each control of the player once, in order, and Shift+Tab in reverse', async () => {
    const controls = [
      'media-time-range',
      'media-play-button',
      'media-mute-button',
      'media-volume-range',
      'media-time-display',
      // Loop.
      'button',
      'media-playback-rate-menu-button',
      // Settings, and the theatre mode.
      ...['button', 'button'],
      'media-pip-button',
      'media-fullscreen-button',
    ];
    await checkStops(page, controls);
    await page.setViewportSize({ width: 390, height: 844 });
    await checkStops(page, [
      ...['media-time-range', 'media-play-button', 'media-time-display', 'button', 'button', 'media-fullscreen-button'],
    ]);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  await test.step('Space pauses after a click on the large play button', async () => {
    const paused = async () => (await media(page)).paused;
    await page.reload();
    await page.locator('.player-start').click();
    await expect.poll(paused).toBe(false);
    await expect(page.locator('.player-start')).toBeHidden();
    expect(await focused(page)).not.toBe('BODY');
    const before = await page.evaluate(() => scrollY);
    await page.keyboard.press('Space');
    await expect.poll(paused).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBe(before);
  });

  await test.step('Space pauses after a click on the picture', async () => {
    const paused = async () => (await media(page)).paused;
    await page.getByRole('heading', { level: 1 }).click();
    await page.getByRole('region', { name: 'Video: How to whip a rope' }).click({ position: { x: 200, y: 100 } });
    await expect.poll(paused).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.closest('media-controller') != null)).toBe(true);
    const before = await page.evaluate(() => scrollY);
    await page.keyboard.press('Space');
    await expect.poll(paused).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBe(before);
  });

  await test.step('the play button has the focus after a retry', async () => {
    await page.route('**/api/media/**', (route) => route.abort());
    await page.goto(watch);
    await page.getByRole('button', { name: /^play$/i }).press('Space');
    const again = page.getByRole('button', { name: 'Try again' });
    await expect(again).toBeVisible();
    await page.unroute('**/api/media/**');
    await again.press('Enter');
    await expect.poll(async () => (await media(page)).currentTime).toBeGreaterThan(0.5);
    await expect(page.getByText(LENGTH)).toBeVisible();
    expect(await focused(page)).toBe('MEDIA-PLAY-BUTTON');
  });

  await test.step('the focus is on the page after signing out', async () => {
    await page.getByRole('button', { name: 'Account: Grace' }).press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).press('Enter');
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
    await expect.poll(() => focused(page)).not.toBe('BODY');
  });
});
