import { randomUUID } from 'node:crypto';
import { expect, test } from './support/test';
import { expectSaved, save } from './support/details';
import { register, registerWithForm, signIn, newPerson } from './support/people';
import { publishTutorial } from './support/tutorials';

test('text has its own direction, links end at punctuation of any script, and truncation keeps characters whole', async ({
  page,
}) => {
  await register(page, { ...newPerson('Ada'), name: 'نازنین' });
  const title = 'تعلم البرمجة (Python)!';
  const watch = await publishTutorial(page, title, 3);
  const edit = watch.replace('/watch/', '/studio/videos/');
  const direction = (path: string) =>
    test.step(`on ${path}`, async () => {
      await page.goto(path);
      const words = page.getByRole('heading', { name: title }).first();
      await expect(words).toBeVisible();
      expect(await words.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    });
  for (const path of [watch, edit, '/studio', '/']) await direction(path);
  await page.goto(edit);
  await expect(page.getByLabel('Name', { exact: true })).toHaveCSS('direction', 'rtl');

  const describe = async (text: string) => {
    await page.goto(edit);
    await page.getByRole('textbox', { name: 'Description' }).fill(text);
    await save(page);
    await expectSaved(page);
    await page.goto(watch);
  };
  await describe('参见https://example.com/docs。更多（https://example.com/a）说明');
  await expect(
    page
      .getByRole('article')
      .filter({ has: page.getByRole('heading', { level: 1 }) })
      .getByRole('link', { name: 'example.com' }),
  ).toHaveText(['https://example.com/docs', 'https://example.com/a']);

  await describe(`${'x'.repeat(199)}👩🏽‍💻👩🏽‍💻 and more`);
  // While React renders the page again, its head may have both for a moment.
  const description = page.locator('meta[property="og:description"]').first();
  await expect(description).toHaveAttribute('content', `${'x'.repeat(199)}👩🏽‍💻`);

  await test.step('limits count characters, and a refused text stays typed', async () => {
    await page.goto(edit);
    await page.getByLabel('Name', { exact: true }).fill('🎬'.repeat(121));
    await page.getByLabel('Name', { exact: true }).press('Enter');
    await expect(page.getByText('Shorten it a little')).toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('🎬'.repeat(121));
    await page.getByLabel('Name', { exact: true }).fill('🎬'.repeat(120));
    await page.getByLabel('Name', { exact: true }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: '🎬'.repeat(120) })).toBeVisible();
  });
});

test('an address with special characters and an international domain registers, receives mail and signs in', async ({
  page,
  browser,
}) => {
  const person = {
    ...newPerson('Ada'),
    name: 'Ольга',
    email: `o'neil!r&d=sales/eu+${randomUUID().slice(0, 8)}@Пример.рф`,
  };
  await registerWithForm(page, person);
  await page.goto('/account');
  await expect(page.getByRole('definition').last()).toContainText(person.email.toLowerCase());
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, person);
});

test('an address with other letters than a to z before the @ is refused with a reason', async ({ page }) => {
  await page.goto('/register');
  await page.getByLabel('Email').fill('ольга@example.com');
  await page.getByRole('main').getByRole('button', { name: 'Register' }).click();
  await expect(page.getByText('Before the @, use only letters from a to z')).toBeVisible();
  await expect(page.getByLabel('Email')).toBeFocused();
});
