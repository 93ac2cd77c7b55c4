import { createMessageStore, createPool, type CommandOf } from '@message-db/client';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { readEnvironment } from '@/environment';
import { RANGES_MAX, viewCounting } from '@/workers/view-counting/contract';

const database = await createTestDatabase();
vi.mock('@/app/_lib/environment', () => ({
  environment: readEnvironment({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    SECRET: 'a secret of at least 32 characters',
  }),
}));
const watchable = vi.hoisted(() => vi.fn());
vi.mock('./token/watchable-video', () => ({ watchableVideo: watchable }));
const { messageStore } = await import('@/app/_lib/queries/database');
const { mintViewingToken, readViewingToken } = await import('./viewing-token');
const { serveSite } = await import('@/app/_server/testing/serve-site');
const site = await serveSite();

const pool = createPool({ connectionString: database.url });
const store = createMessageStore(pool);
beforeEach(() => pool.query('TRUNCATE message_store.messages'));
afterAll(async () => {
  await site.close();
  await messageStore().pool.end();
  await pool.end();
  await database.drop();
});

const video = { videoId: '10000000-0000-4000-8000-000000000001', durationSeconds: 90 };
const FIREFOX = 'Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/140.0';
type ReportData = Extract<CommandOf<typeof viewCounting>, { type: 'ReportViewing' }>['data'];
const DAY = 24 * 3600 * 1000;

/** Posts a body like `navigator.sendBeacon`. */
function beacon(body: string): Promise<Response> {
  return site.fetch('/api/viewings', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
  });
}
const commands = () => store.readBatch(viewCounting.commandCategory);

describe('POST /api/viewings', () => {
  test("posts a report with this server's time", async () => {
    const before = Date.now();
    const answer = await beacon(
      JSON.stringify({ token: mintViewingToken(video), watchedSeconds: 12.5, receivedAt: '2001-01-01T00:00:00Z' }),
    );
    expect(answer.status).toBe(204);
    const [command, ...more] = await commands();
    expect(more).toEqual([]);
    expect(command).toMatchObject({ type: 'ReportViewing', data: { ...video, watchedSeconds: 12.5 } });
    if (!command) throw new Error('No command was written');
    const { viewingId, receivedAt } = viewCounting.readCommand(command).data as ReportData;
    expect(command.streamName).toBe(`viewing:command-${viewingId}`);
    expect(Date.parse(receivedAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(receivedAt)).toBeLessThanOrEqual(Date.now());
  });

  const report = (other: object) => JSON.stringify({ token: mintViewingToken(video), watchedSeconds: 1, ...other });
  test.each([
    ['nothing', () => '', 400],
    ['invalid JSON', () => '{"token":', 400],
    ['JSON that is not an object', () => 'null', 400],
    ['no token', () => report({ token: undefined }), 400],
    ['a token that is not text', () => report({ token: 5 }), 400],
    ['no seconds', () => report({ watchedSeconds: undefined }), 400],
    ['negative seconds', () => report({ watchedSeconds: -1 }), 400],
    ['seconds that are not a number', () => report({ watchedSeconds: '10' }), 400],
    ['more seconds than anybody watches', () => report({ watchedSeconds: 1e9 }), 400],
    ['a forged token', () => report({ token: `${mintViewingToken(video)}AAAA` }), 403],
    ['no token at all', () => report({ token: '' }), 403],
    ['an old token', () => report({ token: mintViewingToken(video, {}, Date.now() - DAY - 1000) }), 410],
    ['a body that is too large', () => report({ more: 'x'.repeat(16 * 1024) }), 413],
  ])('refuses %s and writes nothing', async (_, body, status) => {
    const answer = await beacon(body());
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: expect.stringMatching(/\.$|\}\.$/) });
    expect(await commands()).toEqual([]);
  });

  const range = { from: 0, to: 12.5, at: 0, rate: 1, isVisible: true };
  const many = (length: number) => Array.from({ length }, () => range);

  test('takes as many ranges as a report may have, and where the viewer came from is of the token', async () => {
    const context = {
      source: 'search',
      sourceDetail: '結'.repeat(100),
      device: 'tablet',
      browser: 'Samsung Internet for Android',
      language: 'ja',
    } as const;
    const ranges = Array.from({ length: RANGES_MAX }, (_, n) => ({ ...range, from: 123_456.789, at: 123_456.789 + n }));
    const body = {
      token: mintViewingToken(video, { context }),
      watchedSeconds: 12.5,
      ranges,
      context: { source: 'home' },
    };
    expect((await beacon(JSON.stringify(body))).status).toBe(204);
    expect(await commands()).toMatchObject([{ data: { ...video, context, ranges } }]);
  });

  test.each([
    ['that are no list', 'nonsense', []],
    ['of which some are none', [{ ...range, from: -1 }, range, null, { ...range, rate: 'fast' }], [range]],
    ['of which there are too many', many(120), many(RANGES_MAX)],
  ])('counts a report with ranges %s', async (_, ranges, kept) => {
    expect((await beacon(report({ ranges }))).status).toBe(204);
    expect((await commands())[0]!.data).toMatchObject({ watchedSeconds: 1, ranges: kept });
  });

  test('writes the first report of a flood of one viewing, and after a pause the furthest', async () => {
    const token = mintViewingToken(video);
    const sendReport = (watchedSeconds: number) => beacon(JSON.stringify({ token, watchedSeconds }));
    const first = await sendReport(3);
    const flood = await Promise.all([4, 6, 5].map(sendReport));
    expect([first, ...flood].map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    await eventually(async () => expect(await commands()).toHaveLength(2));
    expect((await commands()).map(({ data }) => (data as ReportData).watchedSeconds)).toEqual([3, 6]);
  });
});

describe('POST /api/viewings/token', () => {
  const ask = (body: string) => site.fetch('/api/viewings/token', { method: 'POST', body });
  const tokenFor = async (asked: object) =>
    ((await (await ask(JSON.stringify(asked))).json()) as { token: string }).token;
  const old = () => mintViewingToken(video, {}, Date.now() - 9 * DAY);
  const ownerId = '00000000-0000-4000-8000-00000000000a';
  const shown = { durationSeconds: video.durationSeconds, ownerId };

  test('makes a token of a new viewing each time, and accepts reports with it', async () => {
    watchable.mockResolvedValue(shown);
    for (const _ of [1, 2]) {
      const token = await tokenFor({ videoId: video.videoId });
      expect((await beacon(JSON.stringify({ token, watchedSeconds: 3 }))).status).toBe(204);
    }
    const written = (await commands()).map((command) => viewCounting.readCommand(command).data);
    expect(written).toMatchObject([video, video]);
    expect(written[0]!.viewingId).not.toBe(written[1]!.viewingId);
  });

  test('makes a token with where the viewer came from, of what the player says and the browser sends', async () => {
    watchable.mockResolvedValue(shown);
    const headers = { 'User-Agent': FIREFOX, 'Accept-Language': 'fr' };
    const contextOf = async (said: object, more = {}) => {
      const body = JSON.stringify({ videoId: video.videoId, ...said });
      const answer = await site.fetch('/api/viewings/token', {
        method: 'POST',
        body,
        headers: { ...headers, ...more },
      });
      const { token } = (await answer.json()) as { token: string };
      const viewing = readViewingToken(token);
      return typeof viewing === 'string' ? viewing : viewing.context;
    };
    const said = { source: 'search', sourceDetail: 'Two Half Hitches' };
    const known = { source: 'search', device: 'computer' };
    expect(await contextOf(said)).toEqual({
      ...known,
      sourceDetail: 'two half hitches',
      browser: 'Firefox',
      language: 'fr',
    });
    expect(await contextOf(said, { 'Sec-GPC': '1' })).toEqual({
      ...known,
      sourceDetail: '',
      browser: 'other',
      language: 'und',
    });
    expect(await contextOf({ source: 7 })).toMatchObject({ source: 'direct', sourceDetail: '' });
  });

  test('tells who watches by ids of today, and from which network each report is', async () => {
    watchable.mockResolvedValue(shown);
    const browser = { 'User-Agent': FIREFOX };
    const viewingOf = async (headers: Record<string, string>) => {
      const body = JSON.stringify({ videoId: video.videoId });
      const answer = await site.fetch('/api/viewings/token', { method: 'POST', body, headers });
      const { token } = (await answer.json()) as { token: string };
      await beacon(JSON.stringify({ token, watchedSeconds: 3 }));
      const { viewer, networkId } = viewCounting.readCommand((await commands()).at(-1)!).data as ReportData;
      return { ...viewer!, from: networkId };
    };
    const [one, again, other, crawler] = [
      await viewingOf(browser),
      await viewingOf(browser),
      await viewingOf({ 'User-Agent': `${FIREFOX} Other` }),
      await viewingOf({ 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }),
    ];
    expect(one).toMatchObject({ ownerId, isBot: false, isCreator: false, from: one.networkId });
    expect([again.visitorId, again.networkId]).toEqual([one.visitorId, one.networkId]);
    expect(other.visitorId).not.toBe(one.visitorId);
    expect(other.networkId).toBe(one.networkId);
    expect(crawler.isBot).toBe(true);
    expect(JSON.stringify(one)).not.toContain('127.0.0.1');
    expect((await viewingOf({ ...browser, 'Sec-Purpose': 'prefetch;prerender' })).isBot).toBe(true);
    expect((await viewingOf({ 'User-Agent': '' })).isBot).toBe(true);
  });

  test('renews an old token for the same viewing, and accepts a report with it', async () => {
    watchable.mockResolvedValue(shown);
    const before = old();
    expect((await beacon(JSON.stringify({ token: before, watchedSeconds: 3 }))).status).toBe(410);
    const token = await tokenFor({ token: before });
    expect((await beacon(JSON.stringify({ token, watchedSeconds: 3 }))).status).toBe(204);
    expect(await commands()).toMatchObject([{ data: { ...video, watchedSeconds: 3 } }]);
  });

  test.each([
    ['nothing', '', 400, shown],
    ['a video id that is none', JSON.stringify({ videoId: 'nonsense' }), 400, shown],
    ['a forged token', JSON.stringify({ token: 'a.b' }), 403, shown],
    ['a token of a video that nobody can watch any more', JSON.stringify({ token: old() }), 404, null],
    ['a video that not everybody can watch', JSON.stringify({ videoId: video.videoId }), 404, null],
    ['a body that is too large', 'x'.repeat(5_000), 413, shown],
  ])('refuses %s', async (_, body, status, found) => {
    watchable.mockResolvedValue(found);
    const answer = await ask(body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: expect.any(String) });
  });
});
