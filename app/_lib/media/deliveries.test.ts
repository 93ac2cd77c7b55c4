import type { IncomingMessage, ServerResponse } from 'node:http';
import { beforeEach, expect, test, vi } from 'vitest';
import { HIDDEN_CLIENT_HEADER } from '@/app/_lib/http/client-address';
import { readMediaFile } from './files';

const send = vi.hoisted(() => vi.fn());
vi.mock('@/app/_lib/commands/send-command', () => ({ send }));
vi.mock('@/app/_lib/environment', () => ({ environment: {} }));
vi.mock('@/app/_lib/viewers/viewer-ids', () => ({
  networkIdOf: async (headers: Record<string, string>) => idOf(headers['x-network']!),
}));
const { noteDelivery } = await import('./deliveries');

const idOf = (network: string) => `30000000-0000-4000-8000-0000000000${network.padStart(2, '0')}`;
const videoId = (n: number) => `10000000-0000-4000-8000-0000000${String(n).padStart(5, '0')}`;

interface Sent {
  status?: number;
  method?: string;
  path?: string[];
  video?: number;
  headers?: object;
}

/** Notes that a file was sent to a network, and returns whether that was told. */
async function isTold(network: string, sent: Sent = {}): Promise<boolean> {
  const { status = 200, method = 'GET', path = ['720', 'segment-00000.m4s'], video = 1, headers = {} } = sent;
  const request = { method, headers: { 'x-network': network, ...headers } } as unknown as IncomingMessage;
  send.mockClear();
  const file = readMediaFile(videoId(video), 'knots-file', path)!;
  await noteDelivery(request, { statusCode: status } as ServerResponse, file);
  return send.mock.calls.length > 0;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  // Each test begins another day.
  vi.setSystemTime(Date.now() + 24 * 3600_000);
});

test('a network that gets a film is told once a day and video', async () => {
  expect(await isTold('1', { status: 206 })).toBe(true);
  expect(await isTold('1')).toBe(false);
  expect(await isTold('1', { video: 2 })).toBe(true);
  expect(await isTold('2')).toBe(true);
  vi.setSystemTime(Date.now() + 24 * 3600_000);
  expect(await isTold('1')).toBe(true);
});

test.each<[what: string, expected: boolean, sent: Sent]>([
  ['a playlist that the browser kept', true, { path: ['master.m3u8'], status: 304 }],
  ['a playlist', false, { path: ['master.m3u8'] }],
  ['a poster', false, { path: ['poster.jpg'] }],
  ['a segment that was not changed', false, { status: 304 }],
  ['the headers of a segment', false, { method: 'HEAD' }],
  ['a segment to somebody behind an unknown proxy', false, { headers: { [HIDDEN_CLIENT_HEADER]: '1' } }],
])('%s is the film: %s', async (_, expected, sent) => expect(await isTold('3', sent)).toBe(expected));

test('what could not be told is told by the next request', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  send.mockRejectedValueOnce(new Error('unreachable'));
  await isTold('4');
  expect(await isTold('4')).toBe(true);
});

test('a network is told with at most a thousand videos a day', async () => {
  const told: boolean[] = [];
  for (let video = 0; video < 1002; video += 1) told.push(await isTold('5', { video }));
  expect(told.filter(Boolean)).toHaveLength(1000);
});
