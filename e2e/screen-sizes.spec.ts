import { expect, test, type Page } from './support/test';
import { expectSaved, save } from './support/details';
import { outboxLink } from './support/mail';
import { register, newPerson } from './support/people';
import { overflow, resize } from './support/screen';
import { publishTutorial } from './support/tutorials';
import { playAndPause } from './support/player';
import { viewOnce } from './support/viewings';

const LONG_WORD = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen';
const LONG_ADDRESS = `https://example.com/${'a-long-way-'.repeat(12)}end`;

/** Landmarks and named regions without visible content. */
function emptyLandmarks(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'nav, aside, header, footer, main, section, [role=region], [role=navigation], [role=complementary]',
      ),
    ]
      .filter(
        (part) =>
          part.innerText?.trim() === '' &&
          !part.querySelector('input, img, svg, video, [slot]') &&
          !part.closest('[hidden], [popover]'),
      )
      .map((part) => part.outerHTML.slice(0, 120)),
  );
}

test('pages fit small screens with and without scripts and with text at 200 %, and work in forced colours and in print', async ({
  page,
  browser,
}) => {
  await register(page, newPerson('Ada'));
  const watch = await publishTutorial(page, LONG_WORD, 6);
  const edit = watch.replace('/watch/', '/studio/videos/');
  await page.goto(edit);
  await page.getByRole('textbox', { name: 'Description' }).fill(`See ${LONG_ADDRESS}, please.`);
  await save(page);
  await expectSaved(page);
  await viewOnce(/[0-9a-f-]{36}/.exec(edit)![0], 6);
  await page.goto(`${edit}/analytics`);
  await expect(page.getByRole('img', { name: /^1 view in the last 28 days/ })).toBeVisible();
  const publicPaths = ['/register', '/sign-in', '/'];
  const paths = [
    '/',
    '/outbox',
    '/nothing-here',
    '/studio',
    '/studio/videos',
    '/studio/upload',
    '/account',
    '/account/delete',
    watch,
    edit,
    `${edit}/analytics`,
    `${edit}/history`,
  ];
  await page.goto(await outboxLink());
  const storageState = await page.context().storageState();
  const visitor = await (await browser.newContext()).newPage();

  await test.step('pages fit small screens without scripts', async () => {
    const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
    const plainVisitor = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    for (const [reader, read] of [
      [plain, paths],
      [plainVisitor, publicPaths],
    ] as const) {
      for (const path of read) {
        await reader.goto(path);
        for (const width of [320, 390]) {
          await resize(reader, width);
          expect(await overflow(reader), `${path} at ${width} px`).toBeLessThanOrEqual(0);
        }
      }
    }
    await plain.goto('/studio');
    await expect(plain.getByRole('img', { name: /in the last 28 days/ })).toBeVisible();
  });

  await test.step('pages fit small screens before scripts are loaded', async () => {
    const waiting = await (await browser.newContext({ storageState })).newPage();
    await waiting.route(/\.js(\?|$)/, (route) => route.abort());
    await waiting.setViewportSize({ width: 320, height: 800 });
    for (const path of [watch, edit, '/studio', '/studio/upload']) {
      await waiting.goto(path);
      expect(await overflow(waiting), path).toBeLessThanOrEqual(0);
    }
  });

  await test.step('pages fit small screens with scripts and with text at 200 %', async () => {
    for (const [reader, read] of [
      [page, paths],
      [visitor, publicPaths],
    ] as const) {
      for (const path of read) {
        await reader.goto(path);
        await expect(reader.getByRole('heading', { level: 1 })).toBeVisible();
        for (const [width, size] of [
          [320, '100%'],
          [360, '100%'],
          [375, '200%'],
        ] as const) {
          await reader.evaluate((fontSize) => (document.documentElement.style.fontSize = fontSize), size);
          await resize(reader, width);
          await expect
            .poll(() => overflow(reader), `${path} at ${width} px with text at ${size}`)
            .toBeLessThanOrEqual(0);
          if (width === 320) expect(await emptyLandmarks(reader), path).toEqual([]);
        }
      }
    }
  });

  await test.step('the controls of the player are 44 px wide and inside it with text at 200 %', async () => {
    await page.goto(watch);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await expect(page.getByText('/ 0:06')).toBeVisible();
    await playAndPause(page);
    for (const width of [375, 1024, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const player = (await page.getByRole('region', { name: /^Video: / }).boundingBox())!;
      for (const name of [/^play$/i, /^loop/i, /^settings$/i, /full ?screen/i]) {
        const box = (await page.getByRole('button', { name }).boundingBox())!;
        expect(box.width, `${name} at ${width} px`).toBeGreaterThanOrEqual(44);
        expect(box.x + box.width, `${name} at ${width} px`).toBeLessThanOrEqual(player.x + player.width);
        expect(box.y + box.height, `${name} at ${width} px`).toBeLessThanOrEqual(player.y + player.height);
      }
    }
  });

  await test.step('nothing covers the label of the password with text at 200 %', async () => {
    await visitor.setViewportSize({ width: 800, height: 800 });
    await visitor.goto('/sign-in');
    await visitor.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    // Chromium evaluates container queries when the container's size changes, not when the text size does.
    await visitor.setViewportSize({ width: 390, height: 800 });
    const label = (await visitor.getByText('Password', { exact: true }).boundingBox())!;
    const button = (await visitor.getByRole('button', { name: 'Show password' }).boundingBox())!;
    expect(button.y).toBeGreaterThanOrEqual(label.y + label.height);
  });

  await test.step('buttons have borders in forced colours, and a pressed button looks pressed', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(edit);
    const hasBorder = (name: string) =>
      page
        .getByRole('button', { name })
        .first()
        .evaluate((button) => {
          const { borderTopColor, borderTopStyle, backgroundColor } = getComputedStyle(button);
          return (
            borderTopStyle === 'solid' && borderTopColor !== backgroundColor && borderTopColor !== 'rgba(0, 0, 0, 0)'
          );
        });
    for (const name of ['Save', 'Preview']) expect(await hasBorder(name), name).toBe(true);
    const background = (name: string) =>
      page.getByRole('button', { name, exact: true }).evaluate((button) => getComputedStyle(button).backgroundColor);
    expect(await background('System')).not.toBe(await background('Dark'));
    await page.goto('/studio');
    const bars = await page
      .getByRole('img', { name: /in the last 28 days/ })
      .locator('rect')
      .first()
      .evaluate((bar) => getComputedStyle(bar).fill);
    expect(bars).not.toBe(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    await page.goto('/studio/upload');
    const label = page.locator('label', { hasText: 'Choose files' });
    expect(await label.evaluate((element) => getComputedStyle(element).borderTopColor)).not.toBe('rgba(0, 0, 0, 0)');
    await page.emulateMedia({ forcedColors: 'none' });
  });

  await test.step('print shows the content only, dark on white', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const path of [watch, '/studio', edit]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('banner')).toBeHidden();
      await expect(page.getByRole('contentinfo')).toBeHidden();
      await expect(page.getByRole('button')).toHaveCount(0);
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
        'rgb(255, 255, 255)',
      );
    }
  });
});
