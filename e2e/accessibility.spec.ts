import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/test';
import { expectAccessible } from './support/accessible';
import { outboxLink } from './support/mail';
import { register, newPerson } from './support/people';
import { playAndPause } from './support/player';
import { publishTutorial } from './support/tutorials';

test('the public pages are accessible', async ({ page }) => {
  for (const path of ['/', '/register', '/sign-in', '/nothing-here', await outboxLink()])
    await expectAccessible(page, path);
});

test('the pages of a creator and of a published tutorial are accessible', async ({ page }) => {
  test.setTimeout(360_000);
  await register(page, newPerson('Ada'));
  for (const path of ['/studio', '/studio/upload', '/sign-out']) await expectAccessible(page, path);
  const watch = await publishTutorial(page, 'How to tie a bowline', 6);
  for (const path of [watch, watch.replace('/watch/', '/studio/videos/'), '/studio', '/'])
    await expectAccessible(page, path);
  await page.goto(watch);
  await playAndPause(page);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
});

test('forms with errors are accessible', async ({ page }) => {
  for (const [path, button] of [
    ['/register', 'Register'],
    ['/sign-in', 'Sign in'],
  ] as const) {
    await page.goto(path);
    await page.getByRole('main').getByRole('button', { name: button }).click();
    await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  }
});
