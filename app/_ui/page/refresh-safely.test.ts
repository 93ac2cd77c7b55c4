import { beforeEach, expect, test, vi } from 'vitest';

const page = vi.hoisted(() => ({ wouldLose: false }));
vi.mock('./leave', () => ({ wouldLose: () => page.wouldLose }));
vi.stubGlobal('document', { documentElement: { dataset: { person: 'ada', build: 'b1' } } });
const fetch = vi.fn<() => Promise<Response>>();
vi.stubGlobal('fetch', fetch);

let refreshes: typeof import('./refresh-safely');
const refresh = vi.fn();
beforeEach(async () => {
  vi.resetModules();
  vi.clearAllMocks();
  page.wouldLose = false;
  refreshes = await import('./refresh-safely');
});

test('asks the site first only if something would be lost', async () => {
  fetch.mockRejectedValue(new TypeError('offline'));
  await refreshes.refreshSafely(refresh);
  expect(refresh).toHaveBeenCalledOnce();
  page.wouldLose = true;
  await refreshes.refreshSafely(refresh);
  expect(refresh).toHaveBeenCalledOnce();
});

test('a player’s page is not rendered again unless the site answers', async () => {
  fetch.mockRejectedValue(new TypeError('offline'));
  expect(await refreshes.refreshIfAnswered(refresh)).toBe(false);
  fetch.mockResolvedValue(new Response(null, { status: 502 }));
  expect(await refreshes.refreshIfAnswered(refresh)).toBe(false);
  fetch.mockResolvedValue(new Response('<title>Sign in to this network</title>'));
  expect(await refreshes.refreshIfAnswered(refresh)).toBe(false);
  fetch.mockResolvedValue(Response.json({ stamp: 'ada.b2' }));
  expect(await refreshes.refreshIfAnswered(refresh)).toBe(false);
  expect(refresh).not.toHaveBeenCalled();
});

test('a player’s page is rendered again if the site answers', async () => {
  fetch.mockResolvedValue(Response.json({ stamp: 'ada.b1' }));
  expect(await refreshes.refreshIfAnswered(refresh)).toBe(true);
  expect(refresh).toHaveBeenCalledOnce();
});
