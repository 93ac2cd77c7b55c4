import { Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { RenderQueue } from './render-queue';
import type { Render } from './server';

vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: 'a secret for these tests', siteUrl: 'http://x' } }));
const { slowDown } = await import('./shedding');
const { serveSite } = await import('./testing/serve-site');

test('a page that has waited too long is shed, and one that is being made is not', async () => {
  const waitMs = { write: 1, page: 1, prefetch: 0 };
  const queue = new RenderQueue({ running: 1, waiting: { write: 1, page: 1, prefetch: 0 }, waitMs });
  let release = () => {};
  const render: Render = async (_request, response) => {
    await new Promise<void>((resolve) => (release = resolve));
    response.end('page');
  };
  const site = await serveSite(render, {}, queue);
  const first = site.fetch('/');
  await vi.waitFor(() => expect(queue.state.running).toBe(1));
  const late = await site.fetch('/');
  expect([late.status, late.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^[2-5]$/)]);
  release();
  expect(await (await first).text()).toBe('page');
  await site.close();
});

test('a connection that asks again before it was told to waits for its refusal, and no other does', async () => {
  vi.useFakeTimers();
  const [one, another] = [{ socket: new Socket() }, { socket: new Socket() }];
  await slowDown(one);
  const insisting = vi.fn();
  const answer = slowDown(one).then(insisting);
  await slowDown(another);
  await vi.advanceTimersByTimeAsync(999);
  expect(insisting).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await answer;
  await vi.advanceTimersByTimeAsync(2000);
  await slowDown(one);
  vi.useRealTimers();
});
