import { expect, test, type Page } from '@playwright/test';
import { register, somebody } from './support/people';
import { publishTutorial } from './support/tutorials';

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.tagName ?? '');
}

test('one play button, a player with a name, and a focus that is never lost', async ({ page }, testInfo) => {
  test.setTimeout(360_000);
  await register(page, somebody('Grace'));
  const watch = await publishTutorial(page, testInfo, 'How to whip a rope', 30);

  await test.step('publishing and the like leave the focus where the button was', async () => {
    await page.getByRole('button', { name: 'Unpublish' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Who can watch it' })).toBeFocused();
    await page.getByText('Schedule for later').press('Enter');
    await page.getByLabel('Day and time').fill('2099-01-01T10:00');
    await page.getByRole('button', { name: 'Schedule', exact: true }).press('Enter');
    await expect(page.getByRole('button', { name: 'Cancel schedule' })).toBeVisible();
    await expect.poll(() => focused(page)).not.toBe('BODY');
    await page.getByRole('button', { name: 'Cancel schedule' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Cancel schedule' })).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Who can watch it' })).toBeFocused();
    await page.getByRole('button', { name: 'Save name' }).press('Enter');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save name' })).toBeFocused();
    await page.getByRole('button', { name: 'Dark' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('button', { name: 'Dark' })).toBeFocused();
    await page.getByRole('button', { name: 'Publish', exact: true }).press('Enter');
    await expect(page.getByRole('button', { name: 'Unpublish' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Who can watch it' })).toBeFocused();
  });

  await test.step('a chart is one picture that says what it shows', async () => {
    await expect(page.getByRole('img', { name: 'No views in the last 30 days.' })).toBeVisible();
    await expect(page.getByRole('application')).toHaveCount(0);
  });

  await test.step('the player is one region with one play button', async () => {
    await page.goto(watch);
    await expect(page.getByText('/ 0:30')).toBeVisible();
    const player = page.getByRole('region', { name: 'Video: How to whip a rope' });
    await expect(player).toBeVisible();
    await expect(player.getByRole('button', { name: /^play$/i })).toHaveCount(1);
    // Each stop of the Tab key has a name and is to be seen by a screen reader.
    const stops = await player.evaluate((element) => [...element.querySelectorAll<HTMLElement>('*')].filter((child) => child.tabIndex >= 0 && child.closest('[aria-hidden]')).length);
    expect(stops).toBe(0);
  });

  await test.step('after the large sign is clicked, Space pauses', async () => {
    const paused = () => page.evaluate(() => (document.querySelector('hls-video') as unknown as HTMLVideoElement).paused);
    await page.locator('.player-start').click();
    await expect.poll(paused).toBe(false);
    await expect(page.locator('.player-start')).toBeHidden();
    expect(await focused(page)).not.toBe('BODY');
    const before = await page.evaluate(() => scrollY);
    await page.keyboard.press('Space');
    await expect.poll(paused).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBe(before);
  });

  await test.step('after another try the player has the focus', async () => {
    await page.route('**/api/media/**', (route) => route.abort());
    await page.goto(watch);
    const again = page.getByRole('button', { name: 'Try again' });
    await expect(again).toBeVisible();
    await page.unroute('**/api/media/**');
    await again.press('Enter');
    await expect(page.getByText('/ 0:30')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Video: How to whip a rope' })).toBeFocused();
  });

  await test.step('after signing out it is on the page, not lost', async () => {
    await page.getByRole('button', { name: 'Account: Grace' }).press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).press('Enter');
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
    await expect.poll(() => focused(page)).not.toBe('BODY');
  });
});
