import { expect, test } from './support/test';
import { expectSaved, save } from './support/details';
import { newPerson, register } from './support/people';
import { media, play } from './support/player';
import { publishTutorial } from './support/tutorials';

test('chapters come from the description, are edited beside the player, and play on the watch page', async ({
  page,
  browser,
}) => {
  await register(page, newPerson('Ada'));
  const address = await publishTutorial(page, 'Three knots', 35);
  await page.goto(address.replace('/watch/', '/studio/videos/'));
  const description = '0:00 Why knots\n0:10 Bowline <b>\n0:20 Bends';
  await page.getByRole('textbox', { name: 'Description' }).fill(description);
  await save(page);
  await expectSaved(page);

  await test.step('the description’s are in the form, which saves them without scripts too', async () => {
    await page.getByRole('link', { name: 'Chapters', exact: true }).click();
    await expect(page.getByText('are the times in the description')).toBeVisible();
    const plain = await (
      await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
    ).newPage();
    await plain.goto(page.url());
    const text = plain.getByLabel('A line for each chapter');
    await expect(text).toHaveValue(description);
    await text.fill('0:00 Why knots\n0:50 Bowline');
    await save(plain);
    await expect(text).toHaveAccessibleDescription(/after the end of the video/);
    await expect(text).toHaveValue('0:00 Why knots\n0:50 Bowline');
  });

  await test.step('a list beside the player changes them', async () => {
    const titles = page.getByRole('textbox', { name: /^Title of chapter/ });
    await expect(titles).toHaveCount(3);
    await page.getByRole('button', { name: 'Remove “Bends”' }).click();
    await expect(titles).toHaveCount(2);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(titles).toHaveCount(3);
    await page.getByRole('textbox', { name: 'Start of “Bends”' }).press('Shift+ArrowDown');
    await page.getByRole('textbox', { name: 'Start of “Bends”' }).press('ArrowUp');
    await expect(page.getByRole('textbox', { name: 'Start of “Bends”' })).toHaveValue('0:11');
    await page.getByRole('link', { name: 'Play “Bends”' }).click();
    await expect.poll(async () => (await media(page)).currentTime).toBeGreaterThan(12);
    await page.getByRole('button', { name: /^Add chapter at 0:\d\d$/ }).click();
    await expect(titles).toHaveCount(4);
    await expect(titles.last()).toBeFocused();
    await save(page);
    await expect(page.getByText('Give this chapter a title.')).toBeVisible();
    await titles.last().fill('The end');
    await save(page);
    await expectSaved(page);
    await expect(page.getByText('You edited these chapters here.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Use the 3 chapters of the description' })).toBeVisible();
  });

  await test.step('viewers see and play them, and the one that plays is marked', async () => {
    const viewer = await (await browser.newContext()).newPage();
    await viewer.goto(`${address}?t=2`);
    // Its own address, which has the name.
    const opened = viewer.url();
    expect(opened).toMatch(/\/watch\/[^/]+\/[^/]+\?t=2$/);
    const chapters = viewer.getByRole('region', { name: 'Chapters' }).getByRole('link');
    await expect(chapters).toHaveText([/^0:00Why knots$/, /^0:10Bowline <b>$/, /^0:11Bends$/, /^0:\d\dThe end$/]);
    await play(viewer);
    await expect(chapters.first()).toHaveAttribute('aria-current', 'true');
    await chapters.nth(2).click();
    await expect.poll(async () => (await media(viewer)).currentTime).toBeGreaterThan(11);
    await expect(chapters.nth(2)).toHaveAttribute('aria-current', 'true');
    await expect(viewer).toHaveURL(opened);
    await viewer.locator('media-time-range').hover({ position: { x: 10, y: 10 } });
    await expect(viewer.locator('media-time-range')).toHaveAttribute('mediapreviewchapter', 'Why knots');
  });
});
