import { expect, test, vi } from 'vitest';
import type { Limits } from './render-queue';

vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: 'a secret for these tests', siteUrl: 'http://x' } }));
// On a busy machine this test takes longer than a page may wait.
vi.mock('./render-queue', async (importOriginal) => {
  const { RenderQueue, ...others } = await importOriginal<typeof import('./render-queue')>();
  class Patient extends RenderQueue {
    constructor(limits: Limits) {
      super({ ...limits, waitMs: { write: 600_000, page: 600_000, prefetch: 0 } });
    }
  }
  return { ...others, RenderQueue: Patient };
});
const { serveSite } = await import('./testing/serve-site');
const { registry } = await import('./metrics');

test('with 500 connections all are answered, pages are shed, reports and health are not, and then it is as before', async () => {
  const held: (() => void)[] = [];
  let isOverloaded = true;
  const site = await serveSite(async (_request, response) => {
    if (isOverloaded) await new Promise<void>((resolve) => held.push(resolve));
    response.end('page');
  });
  const statuses = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status);
  const countOf = (all: number[], status: number) => all.filter((each) => each === status).length;
  const metric = async (name: string) =>
    Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(await registry.metrics())?.[1]);

  const answers = Array.from({ length: 500 }, () => site.fetch('/'));
  const first = await Promise.race(answers);
  expect(first.status).toBe(503);
  await vi.waitFor(async () => expect(await metric('app_requests_shed_total\\{kind="page"\\}')).toBe(284), 60_000);
  expect(first.headers.get('retry-after')).toMatch(/^[2-5]$/);
  expect([held.length, await metric('app_renders_running')]).toEqual([16, 16]);
  expect(await metric('app_renders_waiting\\{kind="page"\\}')).toBe(200);

  const report = () => site.fetch('/api/viewings', { method: 'POST', body: '{}' });
  expect(await statuses(Array.from({ length: 20 }, report))).toEqual(Array.from({ length: 20 }, () => 400));
  expect((await site.fetch('/api/health/live')).status).toBe(200);
  const prefetch = await site.fetch('/', { headers: { 'Next-Router-Prefetch': '1' } });
  expect(prefetch.status).toBe(503);

  const form = site.fetch('/api/auth/signout', { method: 'POST', body: 'x=1' });
  await vi.waitFor(async () => expect(await metric('app_renders_waiting\\{kind="write"\\}')).toBe(1), 60_000);
  isOverloaded = false;
  for (const release of held) release();
  expect((await form).status).toBe(200);
  const all = await statuses(answers);
  expect([countOf(all, 200), countOf(all, 503)]).toEqual([216, 284]);
  expect([await metric('app_renders_running'), (await site.fetch('/')).status]).toEqual([0, 200]);
  await site.close();
});

test('a client that reads slowly does not take the place of others', async () => {
  const large = 'x'.repeat(32 * 1024 ** 2);
  const site = await serveSite(async (request, response) => {
    if (request.url === '/') return void response.end('page');
    const isReady = response.write(large);
    if (!isReady) await new Promise((resolve) => response.once('close', resolve));
  });
  const slow = await Promise.all(Array.from({ length: 20 }, () => site.fetch('/large')));
  expect(await (await site.fetch('/')).text()).toBe('page');
  await Promise.all(slow.map(({ body }) => body?.cancel()));
  await site.close();
});
