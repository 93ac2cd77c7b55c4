import { randomUUID } from 'node:crypto';
import { expect, test, type BrowserContext } from './support/test';
import { expectAccessible } from './support/accessible';
import { newPerson, register } from './support/people';
import { searchesInVain, searchInVain } from './support/search-gaps';
import { createSeries } from './support/series';
import { publishTutorial } from './support/tutorials';
import { viewOnce, watchNow } from './support/viewings';

const SECONDS = 12;
const onPhone = { device: 'phone', browser: 'Firefox', language: 'de' } as const;

test('a creator sees how viewers found a video and what they watched, and takes the numbers along', async ({
  page,
  browser,
}) => {
  await register(page, newPerson('Ada'));
  const watch = await publishTutorial(page, 'How to splice a rope', SECONDS);
  const videoId = watch.split('/')[2]!;
  await viewOnce(videoId, SECONDS);
  for (const sourceDetail of ['splice', 'splice', 'eye splice'])
    await viewOnce(videoId, SECONDS, { ...onPhone, source: 'search', sourceDetail });

  await page.goto('/studio');
  await page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Analytics' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Analytics' })).toBeVisible();
  const metrics = page.getByRole('navigation', { name: 'What the chart shows' });
  await expect(metrics.getByRole('link', { name: 'Views 4' })).toBeVisible();
  const words = page.getByRole('region', { name: 'Words they searched for' });
  await expect(words.getByRole('listitem')).toHaveText([/^splice\s*2 views, 50%/, /^eye splice\s*1 view, 25%/]);

  await words.getByRole('link', { name: 'splice', exact: true }).click();
  await expect(metrics.getByRole('link', { name: 'Views 2' })).toBeVisible();
  await page
    .getByRole('list', { name: 'Filters' })
    .getByRole('link', { name: /Which: splice/ })
    .click();
  await expect(metrics.getByRole('link', { name: 'Views 3' })).toBeVisible();

  await page.getByRole('region', { name: 'Most viewed videos' }).getByRole('link', { name: 'How to splice' }).click();
  await expect(page).toHaveURL(new RegExp(`/studio/videos/${videoId}/analytics\\?source=search$`));
  await page.getByRole('list', { name: 'Filters' }).getByRole('link').click();
  await expect(metrics.getByRole('link', { name: 'Views 4' })).toBeVisible();
  await metrics.getByRole('link', { name: /^Watch time/ }).click();
  await expect(page.getByRole('img', { name: '48 s watched in the last 28 days' })).toBeVisible();
  const step = page.getByRole('slider', { name: 'Step of the chart' });
  await step.press('ArrowLeft');
  await step.press('End');
  await expect(step).toHaveAttribute('aria-valuetext', /4 views, 48 s watched/);
  const retention = page.getByRole('region', { name: 'What they watched' });
  await expect(retention).toContainText('3 viewings began, and watched 100% of the video on average.');

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const file = await (await download).createReadStream();
  const lines = (await file.toArray()).join('').split('\r\n');
  expect(lines[0]).toBe('from,to,views,viewers,watchedSeconds,comparedViews,comparedViewers,comparedWatchedSeconds');
  expect(lines.filter((line) => line.split(',')[2] === '4')).toHaveLength(1);

  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const withoutScripts = await plain.newPage();
  await withoutScripts.goto(`/studio/videos/${videoId}/analytics`);
  await expect(withoutScripts.getByRole('img', { name: /^4 views in the last 28 days/ })).toBeVisible();
  await withoutScripts.getByText('Other dates and comparisons').click();
  await withoutScripts.getByLabel('First day').fill('2026-01-01');
  await withoutScripts.getByLabel('Last day').fill('2026-01-31');
  await withoutScripts.getByRole('button', { name: 'Show these days' }).click();
  await expect(withoutScripts.getByText('No views from 1 Jan 2026 to 31 Jan 2026.')).toBeVisible();
  await withoutScripts.getByLabel('Compare with').selectOption({ label: 'A year before' });
  await withoutScripts.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(withoutScripts).toHaveURL(/from=2026-01-01&to=2026-01-31&by=day&compare=year$/);

  const other = await (await browser.newContext()).newPage();
  await register(other, newPerson('Bob'));
  const address = `/api/studio/analytics?video=${videoId}`;
  expect((await other.request.get(address)).status()).toBe(404);
  for (const wrong of ['range=30', 'zone=Nope/Zone', 'format=xml'])
    expect((await page.request.get(`${address}&${wrong}`)).status()).toBe(400);
  const mine = (await (await page.request.get(`${address}&zone=Asia/Tokyo`)).json()) as object;
  expect(mine).toMatchObject({ timeZone: 'Asia/Tokyo', total: { views: 4, watchedSeconds: 48 } });
  expect(mine).toMatchObject({ retention: { starts: 3 }, firstDay: { others: 0, typical: null } });
});

test('a creator sees where a series loses learners, who is new, and who watches now', async ({ page, browser }) => {
  await register(page, newPerson('Ada'));
  const titles = ['Coil a rope', 'Throw a rope'];
  const videoIds: string[] = [];
  for (const title of titles) videoIds.push((await publishTutorial(page, title, 2)).split('/')[2]!);
  const series = await createSeries(page, 'Ropes in hand', titles);
  const inSeries = { ...onPhone, source: 'series', sourceDetail: '', seriesId: series.split('/').at(-1)! } as const;
  const views = (count: number, lesson: number, audience: 'new' | 'returning') =>
    Array.from({ length: count }, () => viewOnce(videoIds[lesson]!, 2, { ...inSeries, audience, country: 'IE' }));
  await Promise.all([...views(10, 0, 'new'), ...views(4, 1, 'returning')]);

  await page.goto(series);
  await page.getByRole('link', { name: 'Analytics', exact: true }).last().click();
  const lessons = page.getByRole('region', { name: 'Lesson by lesson' });
  await expect(lessons).toContainText('leaves after lesson 1, “Coil a rope”: the next one has 60% fewer views.');
  await expect(lessons.getByRole('listitem')).toHaveText([
    /Coil a rope\s*10 views/,
    /Throw a rope\s*4 views.*40% of lesson 1/s,
  ]);
  await expectAccessible(page, `${series}/analytics`);
  await page.getByRole('link', { name: 'Throw a rope' }).click();
  const audience = page.getByRole('region', { name: 'Views by new and returning viewers' });
  await expect(audience.getByRole('listitem')).toHaveText(/^Came back on another day\s*4 views/);
  await page.getByRole('region', { name: 'Countries' }).getByRole('link', { name: 'Ireland' }).click();
  await expect(page).toHaveURL(/country=IE$/);
  await expect(page.getByRole('region', { name: 'The first 24 hours' })).toContainText('less than an hour ago');

  const viewingId = randomUUID();
  const begunAt = Date.now();
  await watchNow(viewingId, videoIds[1]!, 0);
  await expect(async () => {
    await watchNow(viewingId, videoIds[1]!, (Date.now() - begunAt) / 1000);
    await expect(page.getByText('1 watching now')).toBeVisible({ timeout: 5_000 });
  }).toPass();

  const plain = { javaScriptEnabled: false, storageState: await page.context().storageState() };
  const withoutScripts = await (await browser.newContext(plain)).newPage();
  await withoutScripts.goto(`${series}/analytics`);
  await withoutScripts.getByRole('link', { name: '365 days' }).click();
  await expect(withoutScripts.getByRole('definition')).toHaveText(['14', '28 s', '40%']);
  const csv = await page.request.get(`/api/studio/analytics?series=${inSeries.seriesId}&format=csv`);
  expect((await csv.text()).split('\r\n').slice(1)).toEqual([
    expect.stringMatching(/^1,.*,"Coil a rope",2(\.\d+)?,10,20$/),
    expect.stringMatching(/^2,.*,"Throw a rope",2(\.\d+)?,4,8$/),
    '',
  ]);
  const other = await (await browser.newContext()).newPage();
  await register(other, newPerson('Bob'));
  expect((await other.goto(`${series}/analytics`))?.status()).toBe(404);
  expect((await other.request.get(`/api/studio/analytics?series=${inSeries.seriesId}`)).status()).toBe(404);
});

test('a creator sees what people searched for in vain', async ({ page, browser }) => {
  await register(page, newPerson('Ada'));
  await publishTutorial(page, 'How to tie a rolling hitch', 2);
  const words = `zeppelin ${randomUUID()}`;
  const viewer = await (await browser.newContext()).newPage();
  await viewer.goto(`/search?q=${encodeURIComponent(words.toUpperCase())}`);
  await expect(viewer.getByRole('heading', { level: 1 })).toContainText('No tutorials for');
  await viewer.goto('/search?q=rolling+hitch');
  await expect(viewer.getByRole('heading', { level: 1 })).toContainText('for');

  const gaps = page.getByRole('region', { name: 'Wanted, and not found' });
  await expect.poll(() => searchesInVain(words)).toBe(1);
  await page.goto('/studio/analytics');
  await expect(page.getByRole('heading', { level: 1, name: 'Analytics' })).toBeVisible();
  await expect(gaps.getByText(words)).toHaveCount(0);
  await searchInVain(words);
  await searchInVain(words);
  await expect.poll(() => searchesInVain(words)).toBe(3);
  await page.reload();
  await expect(gaps.getByRole('listitem').filter({ hasText: words })).toHaveText(/3 searches$/);
  await expect(gaps).not.toContainText('rolling hitch');
});

test('a creator sees which views are confirmed, and why others do not count', async ({ page, browser }) => {
  await register(page, newPerson('Ada'));
  const videoId = (await publishTutorial(page, 'How to whip an end', 4)).split('/')[2]!;
  const watchIn = async (context: BrowserContext) => {
    const opened = await context.newPage();
    // The player for other sites goes on to no other video.
    await opened.goto(`/embed/${videoId}`);
    await opened.getByRole('button', { name: 'Play', exact: true }).click();
  };
  const contexts = [
    await browser.newContext(),
    await browser.newContext({ userAgent: 'Mozilla/5.0 (compatible; Examplebot/1.0)' }),
  ];
  for (const context of [...contexts, page.context()]) await watchIn(context);

  await page.goto(`/studio/videos/${videoId}/analytics`);
  const audit = page.getByRole('region', { name: 'Which views count' });
  await expect(audit).toContainText('Of 3 views, 1 is confirmed, and 2 do not count.');
  await expect(audit.getByRole('row', { name: /^Bots, .* 1$/ })).toBeVisible();
  await expect(audit.getByRole('row', { name: /^You, .* 1$/ })).toBeVisible();
  const metrics = page.getByRole('navigation', { name: 'What the chart shows' });
  await expect(metrics.getByRole('link', { name: 'Views 1' })).toBeVisible();
  await expect(metrics.getByRole('link', { name: 'Viewers 1' })).toBeVisible();
  await Promise.all(contexts.map((context) => context.close()));
  for (const path of [`/studio/videos/${videoId}/analytics`, '/studio/analytics?metric=viewers'])
    await expectAccessible(page, path);
});
