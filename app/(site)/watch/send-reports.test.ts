import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sendReports } from './send-reports';

let answers: (Response | 'no connection')[];
let sent: string[];
let beacons: string[];
let lost: number;
const tab = new EventTarget();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', tab);
  [answers, sent, beacons, lost] = [[], [], [], 0];
  vi.stubGlobal('fetch', async (path: string, { body }: { body: string }) => {
    const { token, watchedSeconds } = JSON.parse(body) as { token: string; watchedSeconds?: number };
    sent.push(
      [path.replace('/api/viewings', ''), token, watchedSeconds]
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
const begin = () => sendReports('t1', () => (lost += 1));

test('a report is sent once', async () => {
  const report = begin();
  report(0);
  await settled();
  report(10);
  await settled();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(sent).toEqual(['t1 0', 't1 10']);
});

test('an old token is renewed, and the report is sent with the new one', async () => {
  answers = [status(410), Response.json({ token: 't2' })];
  const report = begin();
  report(0);
  await settled();
  report(10);
  await settled();
  expect(sent).toEqual(['t1 0', '/token t1', 't2 0', 't2 10']);
  expect(lost).toBe(0);
});

test('a failed report is retried with growing pauses: only the latest one, and at once when the network is back', async () => {
  answers = ['no connection', status(503), 'no connection', 'no connection'];
  const report = begin();
  report(0);
  await vi.advanceTimersByTimeAsync(999);
  expect(sent).toHaveLength(1);
  report(10);
  report(20);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual(['t1 0', 't1 20']);
  expect(beacons).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent).toHaveLength(3);
  tab.dispatchEvent(new Event('online'));
  await settled();
  expect(sent).toHaveLength(4);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(sent.slice(3)).toEqual(['t1 20', 't1 20']);
});

test.each([
  ['a report', () => [status(403)]],
  ['a renewal', () => [status(410), status(404)]],
])('%s that is refused for good is reported once, and nothing more is sent', async (_, refused) => {
  answers = refused();
  const report = begin();
  report(0);
  await settled();
  const before = sent.length;
  report(10);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(lost).toBe(1);
  expect(sent).toHaveLength(before);
});

test('a failed renewal is retried', async () => {
  answers = [status(410), 'no connection', status(410), Response.json({ token: 't2' })];
  begin()(0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent).toEqual(['t1 0', '/token t1', 't1 0', '/token t1', 't2 0']);
});
