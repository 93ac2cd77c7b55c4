import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HIGHEST_PLAYBACK_RATE } from '@/workers/view-counting/contract';
import { CREDITED_RATE, sendReports } from './send-reports';

let answers: (Response | 'no connection')[];
let sent: string[];
let beacons: string[];
let lost: number;
let arrived: number[];
let bodies: Record<string, unknown>[];
const tab = new EventTarget();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', tab);
  [answers, sent, beacons, lost, arrived, bodies] = [[], [], [], 0, [], []];
  vi.stubGlobal('fetch', async (path: string, { body }: { body: string }) => {
    const asked = JSON.parse(body) as { videoId?: string; token?: string; watchedSeconds?: number };
    bodies.push(asked);
    sent.push(
      [path.replace('/api/viewings', ''), asked.videoId ?? asked.token, asked.watchedSeconds]
        .filter((part) => part !== '')
        .join(' ')
        .trim(),
    );
    const answer = answers.shift() ?? new Response(null, { status: 204 });
    if (answer === 'no connection') throw new TypeError('Failed to fetch');
    return answer;
  });
  vi.stubGlobal('navigator', { sendBeacon: (_: string, body: string) => beacons.push(body) });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const status = (code: number) => new Response(null, { status: code });
const settled = () => vi.advanceTimersByTimeAsync(0);
const rangesTo = (to: number) => [{ from: 0, to, at: 0, rate: 1, isVisible: true }];
const findSource = vi.fn(() => ({ source: 'search', sourceDetail: 'a bowline', globalPrivacyControl: false }) as const);
const tokenOf = (token: string) => Response.json({ token });
/** Begins a viewing whose first token is `t1`. The rest is what the reports, and further tokens, are answered. */
function begin(...rest: typeof answers): (watchedSeconds: number) => void {
  answers = [tokenOf('t1'), ...rest];
  const report = sendReports({ videoId: 'video', seriesId: null }, findSource, {
    arrived: (seconds) => arrived.push(seconds),
    lost: () => (lost += 1),
  });
  return (watchedSeconds) => report({ watchedSeconds, ranges: rangesTo(watchedSeconds) });
}

test('a viewing fetches its token with its first report, and keeps it', async () => {
  const report = begin();
  expect(sent).toEqual([]);
  report(0);
  await vi.advanceTimersByTimeAsync(10_000);
  report(10);
  await settled();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(sent).toEqual(['/token video', 't1 0', 't1 10']);
});

test('a token that does not arrive is fetched again, and then the latest report is sent', async () => {
  const report = begin();
  answers = ['no connection', status(503), new Response('{"tok'), tokenOf('t1')];
  report(0);
  await vi.advanceTimersByTimeAsync(3_000);
  report(12);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([...Array.from({ length: 4 }, () => '/token video'), 't1 12']);
  expect(beacons).toEqual([]);
});

test('an old token is renewed, and the report is sent with the new one', async () => {
  const report = begin(status(410), tokenOf('t2'));
  report(0);
  await settled();
  report(10);
  await settled();
  expect(sent.slice(1)).toEqual(['t1 0', '/token t1', 't2 0', 't2 10']);
  expect(lost).toBe(0);
});

test('a failed report is retried with growing pauses: only the latest one, and at once when the network is back', async () => {
  const report = begin('no connection', status(503), 'no connection', 'no connection');
  report(0);
  await vi.advanceTimersByTimeAsync(999);
  expect(sent).toEqual(['/token video', 't1 0']);
  report(10);
  report(20);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent.slice(1)).toEqual(['t1 0', 't1 20']);
  expect(beacons).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent.slice(1)).toHaveLength(3);
  tab.dispatchEvent(new Event('online'));
  await settled();
  expect(sent.slice(1)).toHaveLength(4);
  await vi.advanceTimersByTimeAsync(600_000);
  // The last one, which was the first to arrive, is repeated until all of it can be credited.
  expect(sent.slice(4)).toEqual(['t1 20', 't1 20', 't1 20']);
});

test.each([
  ['a first token', () => [status(404)]],
  ['a report', () => [tokenOf('t1'), status(403)]],
  ['a renewal', () => [tokenOf('t1'), status(410), status(404)]],
])('%s that is refused for good is reported once, and nothing more is sent', async (_, refused) => {
  const report = begin();
  answers = refused();
  report(0);
  await settled();
  const before = sent.length;
  report(10);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(lost).toBe(1);
  expect(sent).toHaveLength(before);
});

test('a failed renewal is retried', async () => {
  begin(status(410), 'no connection', status(410), tokenOf('t2'))(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent.slice(1)).toEqual(['t1 0', '/token t1', 't1 0', '/token t1', 't2 0']);
});

test('the first token is asked for with where the viewer came from, which is found once', async () => {
  findSource.mockClear();
  const report = begin();
  answers = ['no connection', tokenOf('t1'), status(410), tokenOf('t2')];
  report(0);
  await vi.advanceTimersByTimeAsync(5_000);
  report(10);
  await settled();
  const source = { source: 'search', sourceDetail: 'a bowline', globalPrivacyControl: false };
  const first = { videoId: 'video', ...source };
  expect(bodies.filter((body) => !('watchedSeconds' in body))).toEqual([first, first, { token: 't1' }]);
  expect(findSource).toHaveBeenCalledOnce();
});

test('a report has its ranges, in a beacon too, and it is told when the site has it', async () => {
  const report = begin();
  report(0);
  await settled();
  report(10);
  report(20);
  expect(arrived).toEqual([0]);
  await settled();
  expect(arrived).toEqual([0, 10, 20]);
  expect(bodies.at(-1)).toEqual({ token: 't1', watchedSeconds: 20, ranges: rangesTo(20) });
  expect(JSON.parse(beacons[0]!)).toEqual({ token: 't1', watchedSeconds: 20, ranges: rangesTo(20) });
});

test('a report that failed did not arrive', async () => {
  begin(status(503))(0);
  await settled();
  expect(arrived).toEqual([]);
});

test('a report of which not all can be credited yet is repeated when it can be, unless another follows', async () => {
  expect(CREDITED_RATE).toBe(HIGHEST_PLAYBACK_RATE);
  const report = begin();
  report(12);
  await settled();
  await vi.advanceTimersByTimeAsync(6_900);
  expect(sent.slice(1)).toEqual(['t1 12']);
  await vi.advanceTimersByTimeAsync(200);
  expect(sent.slice(1)).toEqual(['t1 12', 't1 12']);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(sent.slice(1)).toHaveLength(2);

  const other = begin();
  other(12);
  await settled();
  await vi.advanceTimersByTimeAsync(3_000);
  other(30);
  await settled();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(sent.slice(4)).toEqual(['t1 12', 't1 30', 't1 30']);
});
