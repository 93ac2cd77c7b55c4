import { expect, test, type Page } from './support/test';
import { chooseVisibility, expectSaved, save } from './support/details';
import { newPerson, register } from './support/people';
import { media } from './support/player';
import { publishTutorial } from './support/tutorials';

const DESCRIPTION = '# What you learn\n\nFrom **bowline** to *sheet bend*.\n\n- 0:07 Bowline\n- 0:12 Sheet bend';

const playsFrom = (page: Page, seconds: number) =>
  expect.poll(async () => (await media(page)).currentTime).toBeGreaterThanOrEqual(seconds);

/**
 * Makes a day pass in an open page of an unlisted video: the signature of its addresses opens nothing any more, and a
 * page that is rendered now has another one.
 * @returns the new one.
 */
async function letSignatureExpire(page: Page): Promise<string> {
  const address = await page.locator('img[src*="/~"]').first().getAttribute('src');
  const [, expired = '', time = ''] = /\/(~([0-9a-z]+)\.[^/]+)\//.exec(address!)!;
  const renewed = `~${(Number.parseInt(time, 36) + 48 * 3600).toString(36)}.renewed`;
  await page.route('**/api/media/**', (route) => {
    const url = route.request().url();
    return url.includes(expired)
      ? route.fulfill({ status: 404 })
      : route.continue({ url: url.replace(renewed, expired) });
  });
  await page.route(/[?&]_rsc=/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll(expired, renewed) });
  });
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 25 * 3600_000;
  });
  return renewed;
}

/** Holds back the scripts of the next page. @returns a function that lets them come. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('all details are saved by one button and undone by another, times seek the player, and an unlisted video is in no list', async ({
  page,
  browser,
}, testInfo) => {
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
    const preview = page.getByRole('region', { name: 'Preview: Description' });
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

  await test.step('what is typed and chosen before the scripts run is kept, and is said not to be saved', async () => {
    const release = await holdScripts(page);
    await page.goto(`${studio}/details`, { waitUntil: 'commit' });
    const description = page.getByRole('textbox', { name: 'Description' });
    const more = `${DESCRIPTION}\n- 0:15 Splice`;
    await description.fill(more);
    await page.getByLabel('Category').selectOption('craft');
    await chooseVisibility(page, 'Private');
    release();
    await expect(page.getByText('Not saved yet: description, category, and who can watch it')).toBeVisible();
    await page.unrouteAll({ behavior: 'wait' });
    await expect(description).toHaveValue(more);
    await expect(page.getByLabel('Category')).toHaveValue('craft');
    await expect(page.getByRole('radio', { name: 'Private', exact: true })).toBeChecked();

    await page.reload();
    await expect(description).toHaveValue(more);
    await expect(page.getByRole('radio', { name: 'Private', exact: true })).toBeChecked();
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(description).toHaveValue(DESCRIPTION);
  });

  await test.step('who has the address watches from the time in it, and finds the video nowhere else', async () => {
    const visitor = await (await browser.newContext()).newPage();
    await visitor.goto('/');
    await expect(visitor.getByText(name)).toHaveCount(0);
    await visitor.goto(`${watch}?t=7`);
    await expect(visitor.getByRole('definition')).toHaveText(['Sport and outdoors', 'knotsRope work', 'CC BY 4.0']);
    await expect(visitor.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
    const loaded: string[] = [];
    visitor.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    const renewed = await letSignatureExpire(visitor);
    await visitor.getByRole('button', { name: 'Play' }).click();
    await playsFrom(visitor, 7);
    await visitor.getByRole('link', { name: '0:12' }).click();
    await playsFrom(visitor, 12);
    const segments = loaded.filter((path) => path.endsWith('.m4s'));
    expect(segments.length).toBeGreaterThan(0);
    for (const path of segments) expect(path).toContain(`/${renewed}/`);
    // The page renders again with each later change of the video.
    await visitor.unrouteAll({ behavior: 'wait' });
  });

  await test.step('a duplicate is a private draft with the same details, which waits for its file; without JavaScript', async () => {
    const storageState = await page.context().storageState();
    const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
    await plain.goto(`${studio}/details`);
    await plain.getByRole('button', { name: 'Duplicate' }).click();
    await expect(plain.getByRole('heading', { level: 1, name: `Copy of ${name}` })).toBeVisible();
    await expect(plain.getByRole('textbox', { name: 'Description' })).toHaveValue(DESCRIPTION);
    await expect(plain.getByLabel('Tags')).toHaveValue('knots, Rope work');
    await expect(plain.getByRole('radio', { name: 'Private', exact: true })).toBeChecked();
    await expect(plain.getByText('No file yet', { exact: true })).toBeVisible();
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
