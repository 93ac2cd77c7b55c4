import { randomUUID } from 'node:crypto';
import { expect, test } from './support/test';
import { register, newPerson } from './support/people';
import { media, play } from './support/player';
import { publishTutorial } from './support/tutorials';

test('a learner starts at a time, loops a part, comes back to where they were, and goes on to what comes next', async ({
  page,
  browser,
}) => {
  await register(page, newPerson('Grace'));
  const id = randomUUID().slice(0, 8);
  const next = await publishTutorial(page, `Second ${id}`, 3);
  const address = await publishTutorial(page, `First ${id}`, 40);
  const learner = await (await browser.newContext()).newPage();
  const second = async () => (await media(learner)).currentTime;

  await test.step('an address says where it starts', async () => {
    await learner.goto(`${address}?t=0m6s`);
    await expect(learner.getByText('0:06 /')).toBeVisible();
    await play(learner);
    await expect.poll(second).toBeGreaterThan(6);
  });

  await test.step('keys mark a loop, which is played again until a key stops it', async () => {
    const said = (words: RegExp) => expect(learner.getByRole('status').filter({ hasText: words })).toBeAttached();
    await learner.keyboard.press('a');
    await said(/^Loop from 0:0\d/);
    const start = await second();
    await expect.poll(second).toBeGreaterThan(start + 1);
    await learner.keyboard.press('b');
    await said(/^Loop 0:\d\d to 0:\d\d/);
    await expect(learner.getByRole('button', { name: /^Stop the loop/ })).toBeVisible();
    expect(await second()).toBeLessThan(start + 1);
    await learner.keyboard.press('x');
    await said(/^Loop off/);
    await learner.keyboard.press('k');
    await expect.poll(async () => (await media(learner)).paused).toBe(true);
  });

  await test.step('the help lists the keys, and gives the focus back', async () => {
    await learner.keyboard.press('?');
    const help = learner.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(help.getByText('Full screen')).toBeVisible();
    await expect(help.getByText('Captions on or off')).toBeHidden();
    await learner.keyboard.press('Escape');
    await expect(help).toBeHidden();
    expect(await learner.evaluate(() => document.activeElement?.closest('media-controller') != null)).toBe(true);
  });

  await test.step('who comes back starts where they were, or at the beginning', async () => {
    await learner.goto(address);
    await expect(learner.getByText(/^0:(0[6-9]|[12]\d) \//)).toBeVisible();
    await learner.getByRole('button', { name: 'Start from the beginning' }).click();
    await expect(learner.getByText('0:00 /')).toBeVisible();
  });

  await test.step('at the end, the next video waits for a moment, and can be cancelled', async () => {
    await play(learner);
    await expect.poll(second).toBeGreaterThan(0.5);
    const isFullScreen = () => learner.evaluate(() => document.fullscreenElement !== null);
    await learner.keyboard.press('f');
    await expect.poll(isFullScreen).toBe(true);
    await learner.keyboard.press('End');
    const ending = learner.getByRole('region', { name: 'What comes next' });
    await expect(ending.getByText(`Second ${id}`)).toBeVisible();
    // A browser says 39.999999 s here.
    await expect(learner.locator('media-time-display')).toHaveText(/^\s*0:40\s\/\s0:40\s*$/);
    await ending.getByRole('button', { name: 'Cancel' }).click();
    await expect(ending.getByRole('button', { name: 'Watch again' })).toBeVisible();
    await ending.getByRole('button', { name: 'Play next' }).click();
    await expect(learner).toHaveURL(new RegExp(new URL(next, 'http://localhost').pathname));
    await expect.poll(second).toBeGreaterThan(0.5);
    expect(await isFullScreen()).toBe(true);
    await learner.goBack();
    await expect.poll(isFullScreen, 'the first video waits on its page').toBe(false);
    await expect(learner.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  });

  await test.step('the theatre mode is there from the first paint, and nothing moves', async () => {
    const place = learner.getByRole('region', { name: `Video: First ${id}` });
    const width = async () => (await place.boundingBox())!.width;
    const narrow = await width();
    await learner.keyboard.press('t');
    await expect.poll(width).toBeGreaterThan(narrow);
    await learner.reload();
    await expect(learner.getByText(/^0:\d\d \//)).toBeVisible();
    expect(await width()).toBeGreaterThan(narrow);
    const shifts = await learner.evaluate(() => {
      const observer = new PerformanceObserver(() => {});
      observer.observe({ type: 'layout-shift', buffered: true });
      return observer.takeRecords().length;
    });
    expect(shifts).toBe(0);
  });
});
