import { randomUUID } from 'node:crypto';
import { createMessageStore } from '@message-db/client';
import { expect, test, type Page } from './support/test';
import { viewCounting } from '@/workers/view-counting/contract';
import { expectAccessible } from './support/accessible';
import { overflow } from './support/screen';
import { ADMIN_EMAIL, register, signIn, newPerson } from './support/people';
import { openDatabase } from './support/view-tables';

const admin = { ...newPerson('Grace'), email: ADMIN_EMAIL };

/** The tests share one administrator, so they run one after the other. */
test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  expect((await page.goto('/outbox'))?.status()).toBe(404);
  await register(page, admin);
  await page.close();
});

function messages(page: Page) {
  return page.getByRole('listitem').filter({ hasText: 'Data and metadata' });
}

test('the admin pages are 404 for everyone else', async ({ page }) => {
  const trace = `/admin/traces/${randomUUID()}`;
  const paths = ['/admin', '/admin/query', trace, '/api/admin/query?type=Registered'];
  for (const path of paths) expect((await page.goto(path))?.status(), path).toBe(404);
  await register(page, newPerson('Eve'));
  for (const path of paths) expect((await page.goto(path))?.status(), path).toBe(404);
});

test('an administrator can read the outbox without its link', async ({ page }) => {
  await signIn(page, admin);
  expect((await page.goto('/outbox'))?.status()).toBe(200);
  await expect(page.getByRole('heading', { name: 'Outbox' })).toBeVisible();
});

test('an administrator makes somebody a moderator, who signs in again and sees reports', async ({ page, browser }) => {
  const mia = newPerson('Mia');
  const hers = await (await browser.newContext()).newPage();
  await register(hers, mia);
  expect((await hers.goto('/admin/reports'))?.status()).toBe(404);

  await signIn(page, admin);
  await page.goto('/admin/people');
  await expectAccessible(page, '/admin/people');
  await page.getByLabel('Name or email address').fill(mia.email);
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page).toHaveURL(/[?&]q=/);
  await page.getByRole('button', { name: 'Make moderator: Mia' }).click();
  await expect(page.getByRole('button', { name: 'Remove as moderator: Mia' })).toBeVisible();

  await hers.goto('/admin/reports');
  await signIn(hers, mia);
  await hers.getByRole('link', { name: 'Reports' }).first().click();
  await expect(hers.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible();
  expect((await hers.goto('/admin/people'))?.status()).toBe(404);

  await page.getByRole('button', { name: 'Remove as moderator: Mia' }).click();
  await expect(page.getByRole('button', { name: 'Make moderator: Mia' })).toBeVisible();
  expect((await hers.goto('/admin/reports'))?.status()).toBe(404);
});

test('the admin pages fit a phone with text at 200 %', async ({ page }) => {
  await signIn(page, admin);
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto('/admin');
  const trace = await page
    .getByRole('link', { name: /^Trace of/ })
    .first()
    .getAttribute('href');
  for (const path of ['/admin', '/admin/people', '/admin/query?type=Registered', trace as string]) {
    await page.goto(path);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await expect.poll(() => overflow(page), path).toBeLessThanOrEqual(0);
  }
});

test('an administrator asks the log, and shares and exports the answer', async ({ page }) => {
  await signIn(page, admin);
  const videoId = randomUUID();
  const pool = openDatabase();
  const store = createMessageStore(pool);
  for (const [seconds, device] of [
    [10, 'phone'],
    [30, 'phone'],
    [20, 'computer'],
  ] as const) {
    const viewingId = randomUUID();
    const report = (watchedSeconds: number, receivedAt: number) =>
      viewCounting.commands.ReportViewing({
        ...{ viewingId, videoId, durationSeconds: 60, watchedSeconds, receivedAt: new Date(receivedAt).toISOString() },
        context: { source: 'feed', sourceDetail: '', device, browser: 'Firefox', language: 'en' },
      });
    const now = Date.now();
    await store.write(viewCounting.commandStream(viewingId), [report(0, now - seconds * 1000), report(seconds, now)]);
  }
  await pool.end();

  // Other tests report too: this video's reports are asked by its id.
  const ask = (by: string, reduce: string, of: string) =>
    `type=ReportViewing&by=${by}&reduce=${reduce}&of=${of}&to=${new Date().toISOString().slice(0, 10)}`;
  const own = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: videoId }) });
  await expect(async () => {
    await page.goto(`/admin/query?${ask('videoId', 'count', '')}`);
    await expect(own).toContainText(/6\s*6$/, { timeout: 1_000 });
  }).toPass();

  await page.goto('/admin');
  await page.getByRole('link', { name: 'Ask the log' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ask the log' })).toBeVisible();
  await page.getByLabel('Messages of these types').fill('ReportViewing');
  await page.getByLabel('Grouped by').fill('context.device');
  await page.getByLabel('Reduced to').selectOption('Median of a field');
  await page.getByRole('button', { name: 'Ask' }).click();
  await expect(page.getByText('Say which field has the numbers.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Field', exact: true }).fill('watchedSeconds');
  await page.getByRole('button', { name: 'Ask' }).click();
  await expect(page.getByRole('rowheader', { name: 'phone' })).toBeVisible();

  for (const [reduce, of, shown] of [
    ['count', '', /6\s*6$/],
    ['sum', 'watchedSeconds', /60$/],
    ['mean', 'watchedSeconds', /10$/],
    ['p50', 'watchedSeconds', /5$/],
    ['last', 'context.device', /"computer"$/],
    ['merge', 'context', /"device":"computer"/],
  ] as const) {
    await page.goto(`/admin/query?${ask('videoId', reduce, of)}`);
    await expect(own).toContainText(shown);
  }
  await expectAccessible(page, `/admin/query?${ask('videoId', 'sum', 'watchedSeconds')}`);
  const csv = await page.request.get(`/api/admin/query?${ask('videoId', 'sum', 'watchedSeconds')}&format=csv`);
  expect((await csv.text()).split('\r\n')).toContain(`"${videoId}",6,60`);
  const json = await page.request.get(`/api/admin/query?${ask('videoId', 'count', '')}`);
  expect((await json.json()).groups).toContainEqual({ group: videoId, messages: 6, value: 6 });
  expect((await page.request.get('/api/admin/query?type=X&from=never')).status()).toBe(400);
});

test('messages can be filtered by type, and their trace shows the command, its events and the mail', async ({
  page,
  browser,
}) => {
  await signIn(page, admin);
  await page.goto('/admin');
  await page.getByLabel('Type').fill('Register');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/type=Register/);

  // The open list is live.
  const before = await messages(page).count();
  await register(await (await browser.newContext()).newPage(), newPerson('New'));
  await expect(messages(page)).not.toHaveCount(before);

  const first = messages(page).first();
  await first.getByText('Data and metadata').click();
  await expect(first).toContainText('"passwordHash": "[redacted]"');
  await first.getByRole('link', { name: /^Trace of Register/ }).click();
  for (const type of ['Register', 'AddressClaimed', 'Registered']) {
    await expect(page.getByRole('heading', { level: 2, name: type, exact: true }).first()).toBeVisible();
  }
});

test('a long list has pages, and can be paused', async ({ page }) => {
  const viewingId = randomUUID();
  const report = (watchedSeconds: number) =>
    viewCounting.commands.ReportViewing({
      viewingId,
      videoId: randomUUID(),
      durationSeconds: 600,
      watchedSeconds,
      receivedAt: new Date().toISOString(),
    });
  const pool = openDatabase();
  const store = createMessageStore(pool);
  const streamName = viewCounting.commandStream(viewingId);
  await store.write(
    streamName,
    Array.from({ length: 60 }, (_, index) => report(index)),
  );

  await signIn(page, admin);
  await page.goto(`/admin?stream=${encodeURIComponent(streamName)}`);
  await expect(messages(page)).toHaveCount(50);
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(messages(page)).toHaveCount(10);
  await expect(page.getByRole('link', { name: 'Older' })).toBeHidden();
  await page.getByRole('link', { name: 'Newest' }).click();
  await expect(messages(page)).toHaveCount(50);

  await page.getByRole('link', { name: 'Pause' }).click();
  await expect(page.getByRole('link', { name: 'Follow live' })).toBeVisible();
  const newest = await messages(page).first().textContent();
  await store.write(streamName, report(61));
  await pool.end();
  await page.getByRole('link', { name: 'Follow live' }).click();
  await expect(messages(page).first()).not.toHaveText(newest as string);
});

test('an invalid trace id is an error at its field', async ({ page }) => {
  await signIn(page, admin);
  await page.goto('/admin?trace=yesterday');
  await expect(page.getByLabel('Trace id')).toHaveAccessibleDescription(/looks like/);
  await expect(page.getByLabel('Trace id')).toHaveValue('yesterday');
});

test('the admin pages are accessible', async ({ page }) => {
  await signIn(page, admin);
  await expectAccessible(page, '/admin');
  await page
    .getByRole('link', { name: /^Trace of/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/admin\/traces\//);
  await expectAccessible(page, new URL(page.url()).pathname);
});
