import { expectAccessible } from './support/accessible';
import { newPerson, register } from './support/people';
import { playMuted } from './support/player';
import { createSeries } from './support/series';
import { expect, test, type Page } from './support/test';
import { publishTutorial } from './support/tutorials';

/** The names of the lessons in the editor, in their order. */
const lessons = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Remove “/ }) });

test('a creator arranges a series by keyboard and by dragging, and a learner follows it', async ({ page, browser }) => {
  await register(page, newPerson('Ada'));
  const titles = ['First knot', 'Second knot'];
  for (const title of titles) await publishTutorial(page, title, 2);
  const address = await createSeries(page, 'Knots that hold', titles);
  await expect(lessons(page)).toHaveText([/First knot/, /Second knot/]);

  // By keyboard: the focus stays on the button, and the step is announced.
  const down = page.getByRole('button', { name: 'Move “First knot” down' });
  await down.focus();
  await page.keyboard.press('Enter');
  await expect(lessons(page)).toHaveText([/Second knot/, /First knot/]);
  await expect(down).toBeFocused();
  await expect(page.getByText('“First knot” is now lesson 2 of 2')).toBeAttached();

  // By dragging.
  const handle = await lessons(page).last().getByTitle('Drag to move').boundingBox();
  const first = await lessons(page).first().boundingBox();
  await page.mouse.move(handle!.x + 8, handle!.y + 8);
  await page.mouse.down();
  await page.mouse.move(first!.x + 8, first!.y - 20, { steps: 8 });
  await page.mouse.up();
  await expect(lessons(page)).toHaveText([/First knot/, /Second knot/]);

  // Without scripts, by the same buttons.
  const storageState = await page.context().storageState();
  const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
  await expect(async () => {
    await plain.goto(address);
    const up = plain.getByRole('button', { name: 'Move “Second knot” up' });
    if (await lessons(plain).first().getByText('First knot').isVisible()) await up.click();
    await plain.goto(address);
    await expect(lessons(plain)).toHaveText([/Second knot/, /First knot/], { timeout: 2_000 });
  }).toPass();
  await expect(lessons(page)).toHaveText([/Second knot/, /First knot/]);

  // A removal is undone.
  await page.getByRole('button', { name: 'Remove “First knot” from the series' }).click();
  await expect(lessons(page)).toHaveText([/Second knot/]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(lessons(page)).toHaveText([/Second knot/, /First knot/]);

  // Several lessons are moved together, with and without scripts.
  await page.getByLabel('New section').fill('Splices');
  await page.getByLabel('New section').press('Enter');
  const splices = page.getByRole('region', { name: 'Splices' });
  await expect(splices).toBeVisible();
  for (const title of titles) await page.getByRole('checkbox', { name: `Select “${title}”` }).press('Space');
  const bar = page.getByLabel('Move 2 lessons');
  await bar.selectOption({ index: 4 });
  await page.getByRole('button', { name: 'Move', exact: true }).press('Enter');
  await expect(lessons(page).and(splices.getByRole('listitem'))).toHaveText([/Second knot/, /First knot/]);
  await expect(page.getByText('2 lessons are now lessons 1 to 2 of 2, in “Splices”.')).toBeAttached();
  await expect(bar).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(splices.getByText('No lessons in this section yet.')).toBeVisible();
  await plain.goto(address);
  await plain.getByRole('checkbox', { name: 'Select “First knot”' }).check();
  await plain.getByLabel('Move the ticked lessons').selectOption({ index: 1 });
  await plain.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(lessons(plain)).toHaveText([/First knot/, /Second knot/]);
  await plain.getByRole('button', { name: 'Move “First knot” down' }).click();
  await expect(lessons(page)).toHaveText([/Second knot/, /First knot/]);

  await page.getByLabel('What people learn').fill('Tie two knots');
  await expect(page.getByText('Not saved yet: what people learn')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expectAccessible(page, address);
  await page.getByRole('button', { name: 'Publish series' }).click();
  await expect(page.getByText('Everyone. All 2 lessons are public.')).toBeVisible();

  // A visitor, whose progress is kept in the browser.
  const visitor = await (await browser.newContext()).newPage();
  const path = address.replace('/studio', '');
  await visitor.goto(path);
  await expect(visitor).toHaveURL(/\/knots-that-hold$/);
  await expectAccessible(visitor, new URL(visitor.url()).pathname);
  await expect(visitor.getByRole('listitem').filter({ hasText: 'Tie two knots' })).toBeVisible();
  await visitor.getByRole('link', { name: 'Start' }).click();
  await expect(visitor.getByText('Lesson 1 of 2')).toBeVisible();
  await playMuted(visitor);
  await expect(visitor.getByText('1 of 2 lessons done')).toBeVisible();
  await visitor
    .getByRole('navigation', { name: 'Lessons' })
    .getByRole('link', { name: /First knot/ })
    .click();
  await expect(visitor.getByText('Lesson 2 of 2')).toBeVisible();
  await visitor.goto(path);
  await expect(visitor.getByRole('link', { name: 'Continue at lesson 2' })).toBeVisible();
  await expect(visitor.getByRole('button', { name: 'Done: Second knot' })).toHaveAttribute('aria-pressed', 'true');
  // A list of series knows it too, once the page is touched.
  await visitor.goto('/series');
  await visitor.mouse.move(100, 100);
  const card = visitor.getByRole('article').filter({ hasText: 'Knots that hold' });
  await expect(card.getByText('1 of 2 lessons done')).toBeVisible();

  // Deleting asks once, and can be undone.
  await page.getByText('Delete this series').click();
  await page.getByRole('button', { name: 'Delete series' }).click();
  await expect(page.getByText('Its videos are still there')).toBeVisible();
  expect((await visitor.request.get(path)).status()).toBe(404);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('link', { name: 'Edit Knots that hold' })).toBeVisible();
  await expect(async () => expect((await visitor.request.get(path)).status()).toBe(200)).toPass();
});
