import { expect, test, type Page } from './support/test';
import { chooseVisibility, expectSaved, save } from './support/details';
import { newPerson, register } from './support/people';
import { media } from './support/player';
import { publishTutorial } from './support/tutorials';

const DESCRIPTION = '# What you learn\n\nFrom **bowline** to *sheet bend*.\n\n- 0:07 Bowline\n- 0:12 Sheet bend';

const playsFrom = (page: Page, seconds: number) =>
  expect.poll(async () => (await media(page)).currentTime, { timeout: 30_000 }).toBeGreaterThanOrEqual(seconds);

test('all details are saved by one button and undone by another, times seek the player, and an unlisted video is in no list', async ({
  page,
  browser,
}, testInfo) => {
  test.setTimeout(180_000);
  await register(page, newPerson('Ada'));
  const name = `Knots ${testInfo.testId.slice(0, 8)}`;
  const watch = await publishTutorial(page, name, 20);
  const studio = watch.replace('/watch/', '/studio/videos/');
  await page.goto(studio);

  await test.step('the preview shows Markdown, and its times seek the video beside the form', async () => {
    await page.getByRole('textbox', { name: 'Description' }).fill(DESCRIPTION);
    await page.getByLabel('Tags').fill('knots, #Rope work, KNOTS');
    await page.getByLabel('Category').selectOption('outdoors');
    await page.getByLabel('Licence').selectOption('CC-BY-4.0');
    await expect(page.getByText('Not saved yet: description, tags, category, and licence')).toBeVisible();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    const preview = page.getByRole('region', { name: 'Preview of the description' });
    await expect(preview.getByRole('heading', { name: 'What you learn' })).toBeVisible();
    await preview.getByRole('link', { name: '0:07' }).click();
    await playsFrom(page, 7);
  });

  await test.step('one button saves everything', async () => {
    await chooseVisibility(page, 'Unlisted');
    await save(page);
    await expectSaved(page);
    await expect(page.getByText(/^Anyone with the link, since/)).toBeVisible();
  });

  await test.step('who has the address watches from the time in it, and finds the video nowhere else', async () => {
    const visitor = await (await browser.newContext()).newPage();
    await visitor.goto('/');
    await expect(visitor.getByText(name)).toHaveCount(0);
    await visitor.goto(`${watch}?t=7`);
    await expect(visitor.getByRole('definition')).toHaveText(['Sport and outdoors', 'knotsRope work', 'CC BY 4.0']);
    await expect(visitor.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
    await visitor.getByRole('button', { name: 'Play' }).click();
    await playsFrom(visitor, 7);
    await visitor.getByRole('link', { name: '0:12' }).click();
    await playsFrom(visitor, 12);
  });

  await test.step('the history shows what was changed, and undoes it', async () => {
    await page.goto(`${studio}/history`);
    const last = page.getByRole('listitem').filter({ hasText: 'Changed description, tags, category, licence' });
    await expect(last).toContainText('by you');
    await last.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText(/^Changed/).first()).toBeVisible();
    await page.goto(`${studio}/details`);
    await expect(page.getByRole('radio', { name: 'Public', exact: true })).toBeChecked();
    await expect(page.getByLabel('Tags')).toHaveValue('');
  });
});
