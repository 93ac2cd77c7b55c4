import { NextRequest } from 'next/server';
import { beforeEach, expect, test, vi } from 'vitest';
import { CLIENT_ADDRESS_HEADER } from '@/app/_lib/http/client-address';

const listeners = new Set<() => void>();
vi.mock('@/app/_lib/auth/current-user', () => ({ currentUser: async () => null }));
vi.mock('@/app/_lib/commands/page-stamp', () => ({ pageStamp: () => ({ person: 'visitor', build: 'b1' }) }));
vi.mock('@/app/_lib/live/news', () => ({
  hasRecentNews: () => false,
  subscribe(_topics: string[], onNews: () => void) {
    listeners.add(onNews);
    return () => listeners.delete(onNews);
  },
}));
const { GET } = await import('./route');
const { MAX_STREAMS } = await import('./admission');

const announce = (times: number) => {
  for (let n = 0; n < times; n += 1) for (const onNews of [...listeners]) onNews();
};

beforeEach(() => listeners.clear());

test('forgets a client that disconnects', async () => {
  const aborting = new AbortController();
  await GET(new NextRequest('http://localhost/api/live?topic=home', { signal: aborting.signal }));
  expect(listeners.size).toBe(1);
  aborting.abort();
  expect(listeners.size).toBe(0);
});

test('forgets a client that cancels the stream', async () => {
  const response = await GET(new NextRequest('http://localhost/api/live?topic=home'));
  await response.body?.cancel();
  expect(listeners.size).toBe(0);
  announce(1);
});

test('spreads the reconnections of browsers over two to five seconds', async () => {
  const times = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const reader = (await GET(new NextRequest('http://localhost/api/live?topic=home'))).body!.getReader();
      const { value } = await reader.read();
      await reader.cancel();
      return Number(/^retry: (\d+)\nevent: page\n/.exec(new TextDecoder().decode(value))?.[1]);
    }),
  );
  expect(new Set(times).size).toBeGreaterThan(1);
  for (const time of times) expect(time).toSatisfy((ms: number) => ms >= 2_000 && ms < 5_000);
});

test('disconnects a client that does not read, and drops its events', async () => {
  const response = await GET(new NextRequest('http://localhost/api/live?topic=home'));
  announce(500);
  expect(listeners.size).toBe(1);
  announce(1_000);
  expect(listeners.size).toBe(0);
  expect((await response.text()).split('data:').length).toBeLessThanOrEqual(1_001);
});

test('refuses a client with too many streams until one of them ends', async () => {
  const asks = (signal?: AbortSignal) =>
    GET(
      new NextRequest('http://localhost/api/live?topic=home', {
        headers: { [CLIENT_ADDRESS_HEADER]: '2001:db8::1' },
        ...(signal && { signal }),
      }),
    );
  const aborting = new AbortController();
  await asks(aborting.signal);
  for (let n = 1; n < MAX_STREAMS; n += 1) await asks();
  const refused = await asks();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('60');
  aborting.abort();
  expect((await asks()).status).toBe(200);
});

test('first sends the stamp of a page rendered now', async () => {
  const response = await GET(new NextRequest('http://localhost/api/live?topic=home'));
  announce(2_000);
  expect(await response.text()).toMatch(/^retry: \d+\nevent: page\ndata: visitor\.b1\n\ndata:\n\n/);
});
