import { randomBytes } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from './support/test';
import { chooseVisibility, expectPublished, save } from './support/details';
import { expectAccessible } from './support/accessible';
import { dayIn } from './support/days';
import { newPerson } from './support/people';
import { registerAndUpload } from './support/uploads';

test.describe('a scheduled publication', () => {
  test.use({ timezoneId: 'Asia/Kolkata' });

  /** Returns the local time that is this number of seconds from now, as the value of the field. */
  const typedFor = (page: Page, seconds: number) =>
    page.evaluate((wait) => new Date(Date.now() + wait * 1000).toLocaleString('sv-SE').replace(' ', 'T'), seconds);
  const shown = (day: string) => new Date(day).toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
  const playable = (page: Page) => expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();

  test('happens at its time, and all open pages show it', async ({ page, browser }) => {
    const name = `Reef knots ${randomBytes(4).toString('hex')}`;
    await registerAndUpload(page, newPerson('Ada'), 'reef.mp4');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Name', { exact: true }).press('Enter');
    await playable(page);
    const home = await (await browser.newContext()).newPage();
    await home.goto('/');
    await expect(home.getByRole('link', { name })).toBeHidden();

    // Use the keyboard alone.
    await page.getByRole('radio', { name: 'Private', exact: true }).focus();
    for (const _ of ['Unlisted', 'Public', 'Scheduled']) await page.keyboard.press('ArrowDown');
    const time = page.getByLabel('Day and time');
    await expect(time).toHaveAccessibleDescription(/your time zone, Asia/);
    await time.fill(await typedFor(page, 3600));
    await time.press('Enter');
    await expect(page.getByText(/^Scheduled for .* GMT\+5:30$/)).toBeVisible();
    const studio = await page.context().newPage();
    await studio.goto('/studio');
    await expect(studio.getByRole('listitem').filter({ hasText: name })).toContainText(/Scheduled for .* GMT\+5:30/);
    await expect(home.getByRole('link', { name })).toBeHidden();

    // Who opens its link too early waits there.
    const early = await home.context().newPage();
    const { pathname } = new URL(page.url());
    await early.goto(`/watch/${pathname.split('/')[3]!}`);
    await expect(early.getByRole('heading', { name: 'Page not found' })).toBeVisible();

    // An hour leaves time to check all pages before it. The next schedule is soon.
    await time.fill(await typedFor(page, 12));
    await time.press('Enter');
    await expectPublished(page);
    await expect(studio.getByRole('listitem').filter({ hasText: name })).toContainText('Published');
    await expect(home.getByRole('link', { name }).first()).toBeVisible();
    await expect(early.getByRole('heading', { level: 1, name })).toBeVisible();
  });

  test('can be rejected, changed and cancelled, and is in UTC without JavaScript', async ({ page, browser }) => {
    const address = await registerAndUpload(page, newPerson('Ada'), 'sheet.mp4');
    await playable(page);
    const time = page.getByLabel('Day and time');
    await expect(time).toBeHidden();
    await chooseVisibility(page, 'Scheduled');
    await save(page);
    await expect(time).toHaveAccessibleDescription(/Choose a day and a time/);
    await time.fill('2026-01-05T10:30');
    await save(page);
    await expect(time).toHaveAccessibleDescription(/That time has passed/);
    await expect(time).toHaveValue('2026-01-05T10:30');
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    const [first, second, third] = [dayIn(100), dayIn(130), dayIn(160)];
    await time.fill(`${first}T10:30`);
    await save(page);
    await expect(page.getByText(`Scheduled for ${shown(first)}, 10:30 GMT+5:30`, { exact: true })).toBeVisible();
    await expect(time).toHaveValue(`${first}T10:30`);
    await time.fill(`${second}T10:30`);
    await save(page);
    await expect(page.getByText(`Scheduled for ${shown(second)}, 10:30 GMT+5:30`, { exact: true })).toBeVisible();
    await expectAccessible(page, address);

    const plain = await (
      await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
    ).newPage();
    await plain.goto(address);
    await expect(plain.getByLabel('Day and time')).toHaveValue(`${second}T05:00`);
    await expect(plain.getByLabel('Day and time')).toHaveAccessibleDescription(/\(UTC\)/);
    await plain.getByLabel('Day and time').fill(`${third}T05:00`);
    await save(plain);
    await expect(plain.getByText(`Scheduled for ${shown(third)}, 05:00 UTC`, { exact: true })).toBeVisible();
    await chooseVisibility(plain, 'Private');
    await save(plain);
    await expect(plain.getByText('Ready to publish')).toBeVisible();
    await expect(page.getByRole('radio', { name: 'Private', exact: true })).toBeChecked();
  });
});
