import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';

const listeners = new Set<() => void>();
vi.mock('@/app/_lib/auth/signed-in', () => ({ signedInUser: async () => null }));
vi.mock('@/app/_lib/commands/page-stamp', () => ({ pageStamp: () => ({ person: 'visitor', build: 'b1' }) }));
vi.mock('@/app/_lib/live/news', () => ({
  hasRecentNews: () => false,
  subscribe(_topics: string[], onNews: () => void) {
    listeners.add(onNews);
    return () => listeners.delete(onNews);
  },
}));
const { serveHandler } = await import('@/app/_server/testing/serve-site');
const { live } = await import('./handler');
const { MAX_STREAMS } = await import('./admission');
const { CLIENT_ADDRESS_HEADER } = await import('@/app/_lib/http/client-address');

const server = await serveHandler(live);
afterAll(() => server.close());
const follow = (options?: RequestInit) => server.fetch('/api/live?topic=home', options);
const announce = (times: number) => {
  for (let n = 0; n < times; n += 1) for (const onNews of [...listeners]) onNews();
};
const forgotten = () => vi.waitFor(() => expect(listeners.size).toBe(0), { timeout: 60_000 });

/** Reads a stream until it has this many events. */
async function read(response: Response, events: number): Promise<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (text.split('\n\n').length <= events) text += (await reader.read()).value;
  await reader.cancel();
  return text;
}

beforeEach(forgotten);

test('forgets a client that disconnects', async () => {
  const aborting = new AbortController();
  const response = await follow({ signal: aborting.signal });
  expect([listeners.size, response.status]).toEqual([1, 200]);
  aborting.abort();
  await forgotten();
});

test('forgets a client that cancels the stream', async () => {
  const response = await follow();
  await response.body?.cancel();
  await forgotten();
  announce(1);
});

test('answers HEAD with the headers alone', async () => {
  const response = await follow({ method: 'HEAD' });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  await forgotten();
});

test('spreads the reconnections of browsers over two to five seconds', async () => {
  const times = await Promise.all(
    Array.from({ length: 20 }, async () =>
      Number(/^retry: (\d+)\nevent: page\n/.exec(await read(await follow(), 1))?.[1]),
    ),
  );
  expect(new Set(times).size).toBeGreaterThan(1);
  for (const time of times) expect(time).toSatisfy((ms: number) => ms >= 2_000 && ms < 5_000);
});

test('disconnects a client that does not read, and drops its events', async () => {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: 'GET', url: '/api/live?topic=home', httpVersionMajor: 1, httpVersionMinor: 1 });
  const response = new ServerResponse(request);
  await live(request, response, { params: {}, rest: [], body: Buffer.alloc(0) });
  announce(500);
  expect([listeners.size, response.destroyed]).toEqual([1, false]);
  announce(1_000);
  expect(response.destroyed).toBe(true);
  const unread = response.writableLength;
  announce(1_000);
  expect(response.writableLength).toBe(unread);
  response.emit('close'); // A response without a connection does not close by itself.
});

test('refuses a client with too many streams until one of them ends', async () => {
  const headers = { [CLIENT_ADDRESS_HEADER]: '2001:db8::1' };
  const asks = (signal: AbortSignal) => follow({ headers, signal });
  const [aborting, others] = [new AbortController(), new AbortController()];
  // `fetch` ends the stream of a response that nothing refers to.
  const open = [await asks(aborting.signal)];
  open.push(...(await Promise.all(Array.from({ length: MAX_STREAMS - 1 }, () => asks(others.signal)))));
  const refused = await asks(others.signal);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('60');
  aborting.abort();
  await vi.waitFor(async () => expect((await asks(others.signal)).status).toBe(200), { timeout: 60_000 });
  expect(open).toHaveLength(MAX_STREAMS);
  others.abort();
});

test('first sends the stamp of a page rendered now', async () => {
  const response = await follow();
  announce(1);
  expect(await read(response, 2)).toMatch(/^retry: \d+\nevent: page\ndata: visitor\.b1\n\ndata:\n\n/);
});
