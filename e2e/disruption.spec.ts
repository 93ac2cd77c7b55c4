import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from './support/test';
import { WORKERS } from '@/workers/services/services';
import { expectPublished, save } from './support/details';
import { register, newPerson } from './support/people';
import { killWorker, whileFrozen, workerPid } from './support/processes';
import { publishTutorial } from './support/tutorials';
import { differences, dropAllViewTables, openDatabase, readAllViews } from './support/view-tables';

/**
 * The site while parts of it are down. These tests disturb the whole site, so they run after all others, one at a time
 * (playwright.config.ts).
 */
test.describe.configure({ mode: 'serial' });

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  await register(page, newPerson('Grace'));
  const watchPage = await publishTutorial(page, 'How to hold on', 4);
  await page.goto(`/studio/videos/${watchPage.split('/').at(-1)}`);
});

async function saveName(name: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Name', { exact: true }).press('Enter');
}

/** 25 with nine workers, and two for each further one. */
const CONNECTIONS_MAX = 25 + 2 * (WORKERS.length - 9);

test('the idle site has at most two database connections for each worker, and few others', async () => {
  const pool = openDatabase();
  await expect
    .poll(async () => {
      const { rows } = await pool.query<{ name: string; connections: number }>(
        `SELECT application_name AS name, count(*) AS connections FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND application_name <> 'e2e' GROUP BY 1`,
      );
      const workers = rows.filter(({ name }) => name.startsWith('worker '));
      return {
        workers: workers.length,
        ofOne: Math.max(...workers.map(({ connections }) => connections)) <= 2,
        total: rows.reduce((sum, { connections }) => sum + connections, 0) <= CONNECTIONS_MAX,
      };
    })
    .toEqual({ workers: WORKERS.length, ofOne: true, total: true });
  await pool.end();
});

const heading = (name: string) => page.getByRole('heading', { level: 1, name });

test('each component and each aggregator has its own process', async () => {
  const pids = await Promise.all(WORKERS.map(({ name }) => workerPid(name)));
  expect(new Set(pids).size).toBe(WORKERS.length);
});

test('a component that is down delays its own work only, and the page updates itself afterwards', async () => {
  const name = `Named while the component is down ${randomUUID().slice(0, 8)}`;
  await whileFrozen('video-publishing', async () => {
    await saveName(name);
    await expect(page.getByText('Saved and queued')).toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);
    const home = await page.request.get('/');
    expect(home.status()).toBe(200);
  });
  await expect(heading(name)).toBeVisible();
  await expect(page.getByText('Saved and queued')).toBeHidden();
});

test('a queued text is in its field after a reload, and the page updates when it is saved', async () => {
  const words = `Typed while the component is down ${randomUUID().slice(0, 8)}`;
  const field = page.getByRole('textbox', { name: 'Description' });
  const waiting = page.getByText('Saved and queued');
  await whileFrozen('video-publishing', async () => {
    await field.fill(words);
    await save(page);
    await expect(waiting).toBeVisible();
    await page.reload();
    await expect(field).toHaveValue(words);
    await expect(waiting).toBeVisible();
  });
  await expect(waiting).toBeHidden();
  await expect(field).toHaveValue(words);
  await page.reload();
  await expect(field).toHaveValue(words);
  await expect(page.getByText('Your unsaved changes are back.')).toHaveCount(0);
});

test('an aggregator that is killed loses no event', async () => {
  const name = `Named while the aggregator is down ${randomUUID().slice(0, 8)}`;
  const killed = killWorker('creators-videos');
  await saveName(name);
  await killed;
  await expect(heading(name)).toBeVisible();
});

test('a component that is killed loses no command', async () => {
  const name = `Named during a crash ${randomUUID().slice(0, 8)}`;
  const killed = killWorker('video-publishing');
  await saveName(name);
  await killed;
  await expect(heading(name)).toBeVisible();
});

test('all view tables can be dropped, and the same tables are rebuilt from the events', async () => {
  await expect(async () => expect(differences(await readAllViews(), await readAllViews())).toEqual({})).toPass();
  const before = await readAllViews();
  expect(Object.keys(before).length).toBeGreaterThan(8);
  await dropAllViewTables();
  await expect(async () => expect(differences(before, await readAllViews())).toEqual({})).toPass();
  await page.reload();
  await expectPublished(page);
});
