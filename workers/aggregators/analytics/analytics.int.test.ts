import { afterAll, describe, expect, test } from 'vitest';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { searchGaps } from '@/workers/search-gaps/contract';
import { examples as gapExamples } from '@/workers/search-gaps/examples';
import { viewCounting, type ViewingContext, type WatchedRange } from '@/workers/view-counting/contract';
import * as viewingExamples from '@/workers/view-counting/examples';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { expectDeterministic, projectInto, type History } from '@/workers/testing/aggregator';
import { ada, history, knots, sails, unknown, viewingId } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { auditStreams, gapStreams, videoStreams, viewingStreams } from '../testing/streams';
import { analytics } from './aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());

const searched: ViewingContext = {
  source: 'search',
  sourceDetail: 'bowline',
  device: 'phone',
  browser: 'Firefox',
  language: 'de',
  country: 'CH',
  audience: 'returning',
};
const { ViewingStarted, WatchTimeCredited, VideoViewed, ViewWithdrawn } = viewCounting.events;
const { VideoDrafted, VideoDeleted, VideoRestored } = videoPublishing.events;

const drafted = (videoId: string, ownerId: string) =>
  VideoDrafted({ videoId, ownerId, fileName: 'a.mp4', name: 'A', draftedAt: '2026-03-01T10:00:00.000Z' });

/** A viewing of a video of 100 seconds: ten seconds of it are credited at each time. */
function viewing(n: number, videoId: string, times: readonly string[], ranges: readonly [number, number][] = []) {
  const id = { viewingId: viewingId(n), videoId };
  const [startedAt, ...later] = times as [string, ...string[]];
  const range = ([from, to]: [number, number]): WatchedRange => ({ from, to, rate: 1, isVisible: true });
  return [
    ViewingStarted({ ...id, durationSeconds: 100, startedAt, context: searched }),
    ...later.map((at, index) =>
      WatchTimeCredited({
        ...id,
        ...{ at, newSeconds: 10, creditedSeconds: 10 * (index + 1), durationSeconds: 100, context: searched },
        ranges: ranges.slice(index, index + 1).map(range),
      }),
    ),
    VideoViewed({ ...id, viewedAt: later[0]!, context: searched }),
  ];
}

const QUARTERS = Array.from({ length: 96 }, (_, index) => index);
/** What a day had until the end of each of its quarters: these counts from these quarters on. */
const until = (...steps: readonly [quarter: number, total: number][]) =>
  QUARTERS.map((quarter) => steps.findLast(([from]) => from <= quarter)?.[1] ?? 0);

describe('analytics', () => {
  const twoVideos: History = [
    [videoPublishing.stream(knots), drafted(knots, ada)],
    [
      viewCounting.stream(viewingId(1)),
      ...viewing(
        1,
        knots,
        ['2026-03-02T10:00:00.000Z', '2026-03-02T10:14:59.999Z', '2026-03-02T10:15:00.000Z'],
        [
          [0, 10],
          [5.5, 15.5],
        ],
      ),
    ],
    // Its viewings come before its owner is known.
    [viewCounting.stream(viewingId(2)), ...viewing(2, sails, ['2026-03-02T23:59:00.000Z', '2026-03-03T00:00:00.000Z'])],
    [videoPublishing.stream(sails), drafted(sails, ada)],
  ];

  test('have the counts of each quarter of an hour of a video and of its channel, added up through the day', async () => {
    const { analytics_days: days } = await projectInto(database.url, analytics, twoVideos);
    const shown = days!.map(({ day, watched_milliseconds: watched, ...row }) => ({
      ...{ ...row, day: dayOf(day) },
      watched_milliseconds: (watched as string[]).map(Number),
    }));
    const ofKnots = { views: until([40, 1]), watched_milliseconds: until([40, 10_000], [41, 20_000]) };
    const ofSails = { views: until([0, 1]), watched_milliseconds: until([0, 10_000]) };
    expect(shown).toEqual([
      { subject_id: ada, day: '2026-03-02', ...ofKnots },
      { subject_id: ada, day: '2026-03-03', ...ofSails },
      { subject_id: knots, day: '2026-03-02', ...ofKnots },
      { subject_id: sails, day: '2026-03-03', ...ofSails },
    ]);
  });

  test('have the counts by where viewers came from and what they watched with, for quarters, days and months', async () => {
    const { analytics_counts: counts } = await projectInto(database.url, analytics, twoVideos);
    const { sourceDetail, ...rest } = searched;
    const row = { ...rest, source_detail: sourceDetail };
    const at = (day: string) => new Date(`2026-03-${day}Z`);
    expect(counts!.filter(({ subject_id: id }) => id === knots)).toEqual([
      { subject_id: knots, grain: 'day', starts_at: at('02T00:00'), ...row, views: 1, watched_milliseconds: 20_000 },
      { subject_id: knots, grain: 'month', starts_at: at('01T00:00'), ...row, views: 1, watched_milliseconds: 20_000 },
      {
        subject_id: knots,
        grain: 'quarter',
        starts_at: at('02T10:00'),
        ...row,
        views: 1,
        watched_milliseconds: 10_000,
      },
      {
        subject_id: knots,
        grain: 'quarter',
        starts_at: at('02T10:15'),
        ...row,
        views: 0,
        watched_milliseconds: 10_000,
      },
    ]);
    expect(counts!.filter(({ subject_id: id, grain }) => id === ada && grain === 'month')).toEqual([
      { subject_id: ada, grain: 'month', starts_at: at('01T00:00'), ...row, views: 2, watched_milliseconds: 30_000 },
    ]);
  });

  describe('of lessons', () => {
    const [ropes, sailing] = [1, 2].map((n) => `50000000-0000-4000-8000-00000000000${n}`);
    const inSeries = (n: number, seriesId: string | undefined, day: string) =>
      [
        viewCounting.stream(viewingId(n)),
        ...viewing(n, knots, [`2026-03-${day}T10:00:00.000Z`, `2026-03-${day}T10:00:10.000Z`]).map((event) => ({
          ...event,
          data: { ...event.data, context: { ...searched, seriesId } },
        })),
      ] as History[number];

    test('have the views of each series, day by day, and none of views outside of a series', async () => {
      const { analytics_lessons: lessons } = await projectInto(database.url, analytics, [
        inSeries(1, ropes, '02'),
        inSeries(2, ropes, '02'),
        inSeries(3, ropes, '03'),
        inSeries(4, sailing, '03'),
        inSeries(5, undefined, '03'),
      ]);
      expect(lessons!.map((row) => [row.series_id, dayOf(row.day), row.views, row.watched_milliseconds])).toEqual([
        [ropes, '2026-03-02', 2, 20_000],
        [ropes, '2026-03-03', 1, 10_000],
        [sailing, '2026-03-03', 1, 10_000],
      ]);
    });
  });

  describe('of viewings that go on', () => {
    const at = (time: string) => `2026-03-02T${time}.000Z`;
    const stream = (n: number, ...events: object[]) =>
      [viewCounting.stream(viewingId(n)), ...events] as History[number];
    const rowsOf = async (...events: History) =>
      (await projectInto(database.url, analytics, events)).analytics_watching!.map((row) => [
        row.viewing_id,
        (row.last_at as Date).toISOString(),
      ]);

    test('have when each was last told of, and forget them ten minutes after the newest', async () => {
      const rows = await rowsOf(
        stream(1, ...viewing(1, knots, [at('10:00:00'), at('10:00:01')])),
        stream(
          2,
          ...viewing(
            2,
            knots,
            [at('10:00:00'), at('10:00:10'), at('10:00:20')],
            [
              [0, 10],
              [10, 20],
            ],
          ),
        ),
        stream(3, ...viewing(3, sails, [at('10:10:05'), at('10:10:06')])),
      );
      expect(rows).toEqual([
        [viewingId(2), at('10:00:20')],
        [viewingId(3), at('10:10:05')],
      ]);
    });

    test('have neither bots nor creators of the video', async () => {
      const id = { viewingId: viewingId(1), videoId: knots };
      const leftOut = ViewingStarted({
        ...{ ...id, durationSeconds: 100, startedAt: at('10:00:00'), context: searched, isLeftOut: true },
      });
      const untold = WatchTimeCredited({ ...id, at: at('10:00:10'), newSeconds: 10, creditedSeconds: 10 });
      expect(await rowsOf(stream(1, leftOut, untold))).toEqual([]);
    });

    test('lose none to a clock that is ahead', async () => {
      const now = Date.now();
      const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
      const rows = await rowsOf(
        stream(1, ...viewing(1, knots, [ago(1), ago(0.5)])),
        stream(2, ...viewing(2, knots, [ago(-60), ago(-61)])),
      );
      expect(rows.map(([id]) => id)).toEqual([viewingId(1), viewingId(2)]);
    });
  });

  test('have how often each hundredth of a video was watched', async () => {
    const { analytics_retention: retention } = await projectInto(database.url, analytics, twoVideos);
    const plays = Array.from({ length: 100 }, (_, part) => {
      if (part < 5) return 1000;
      if (part === 5) return 1500;
      if (part < 10) return 2000;
      return part < 15 ? 1000 : part === 15 ? 500 : 0;
    });
    const ofDay = { day: expect.anything(), duration_milliseconds: 100_000 };
    expect(retention!.map((row) => ({ ...row, plays: (row.plays as string[]).map(Number) }))).toEqual([
      { ...ofDay, subject_id: knots, plays: [1000, ...plays] },
      { ...ofDay, subject_id: sails, plays: [1000, ...plays.map(() => 0)] },
    ]);
  });

  describe('with audited views', () => {
    const { ViewConfirmed, ViewDiscounted } = viewAuditing.events;
    const { evidence } = viewingExamples;
    const networkId = evidence.viewer.networkId;
    const viewed = (n: number, videoId: string, viewedAt: string) =>
      [
        viewCounting.stream(viewingId(n)),
        VideoViewed({ viewingId: viewingId(n), videoId, viewedAt, evidence }),
      ] as const;
    const outcome = (n: number, videoId: string, viewedAt: string, visitor = 1) => ({
      ...{ networkId, viewingId: viewingId(n), videoId, viewedAt, ownerId: ada, rule: 1 },
      visitorId: `40000000-0000-4000-8000-00000000000${visitor}`,
    });
    const audited: History = [
      [videoPublishing.stream(knots), drafted(knots, ada)],
      [videoPublishing.stream(sails), drafted(sails, ada)],
      viewed(1, knots, '2026-03-02T10:00:00.000Z'),
      viewed(2, knots, '2026-03-02T10:20:00.000Z'),
      viewed(3, sails, '2026-03-02T10:30:00.000Z'),
      viewed(4, knots, '2026-03-02T11:00:00.000Z'),
      viewed(5, knots, '2026-03-02T11:10:00.000Z'),
      [
        viewAuditing.stream(networkId),
        ViewConfirmed(outcome(1, knots, '2026-03-02T10:00:00.000Z')),
        ViewConfirmed(outcome(2, knots, '2026-03-02T10:20:00.000Z')),
        ViewConfirmed(outcome(3, sails, '2026-03-02T10:30:00.000Z')),
        ViewConfirmed(outcome(4, knots, '2026-03-02T11:00:00.000Z', 2)),
        ViewDiscounted({
          ...outcome(2, knots, '2026-03-02T10:20:00.000Z'),
          reason: 'burst-of-viewer',
          wasConfirmed: true,
        }),
      ],
    ];

    test('have what became of them, by day', async () => {
      const { analytics_audits: audits } = await projectInto(database.url, analytics, audited);
      const of = (id: string) =>
        audits!
          .filter(({ subject_id: subject, views }) => subject === id && views !== 0)
          .map(({ outcome: what, views }) => [what, views]);
      expect(of(knots)).toEqual([
        ['burst-of-viewer', 1],
        ['confirmed', 2],
        ['viewed', 4],
      ]);
      expect(of(ada)).toEqual([
        ['burst-of-viewer', 1],
        ['confirmed', 3],
        ['viewed', 5],
      ]);
    });

    test('count a viewer once a day, of a video and of its channel', async () => {
      const { analytics_viewers: viewers } = await projectInto(database.url, analytics, audited);
      const of = (id: string) => viewers!.filter(({ subject_id: subject }) => subject === id).map((row) => row.viewers);
      expect(of(knots)).toEqual([until([40, 1], [44, 2])]);
      expect(of(sails)).toEqual([until([42, 1])]);
      expect(of(ada)).toEqual([until([40, 1], [44, 2])]);
    });

    test('count nobody of whose views none is left', async () => {
      const discounted = ViewDiscounted({
        ...outcome(4, knots, '2026-03-02T11:00:00.000Z', 2),
        ...{ reason: 'burst-of-viewer', wasConfirmed: true },
      });
      const again = ViewConfirmed(outcome(5, knots, '2026-03-02T11:10:00.000Z', 2));
      const withBurst = [...audited, [viewAuditing.stream(networkId), discounted] as const];
      const last = async (events: History) =>
        (await projectInto(database.url, analytics, events))
          .analytics_viewers!.filter(({ subject_id: subject }) => subject === knots || subject === ada)
          .map((row) => (row.viewers as number[]).at(-1));
      expect(await last(withBurst)).toEqual([1, 1]);
      expect(await last([...withBurst, [viewAuditing.stream(networkId), again]])).toEqual([2, 2]);
    });

    test('know a visitor of an earlier day again, and forget them after three days', async () => {
      const later = (day: string, n: number) => ViewConfirmed(outcome(n, knots, `2026-03-${day}T10:00:00.000Z`));
      const days: History = [
        [videoPublishing.stream(knots), drafted(knots, ada)],
        [viewAuditing.stream(networkId), later('02', 1), later('03', 2), later('02', 3), later('09', 4)],
      ];
      const tables = await projectInto(database.url, analytics, days);
      const ofKnots = tables.analytics_viewers!.filter(({ subject_id: id }) => id === knots);
      expect(ofKnots.map(({ viewers }) => (viewers as number[]).at(-1))).toEqual([1, 1, 1]);
      const kept = tables.analytics_visitors!.map(({ day }) => dayOf(day));
      expect(new Set(kept)).toEqual(new Set(['2026-03-09']));
    });
  });

  test('have how often words were searched for in vain, by day', async () => {
    const { SearchGapNoted } = searchGaps.events;
    const { data } = gapExamples.events.SearchGapNoted;
    const gap = (words: string, day: string, n: number) =>
      [searchGaps.stream(`${words} ${day} ${n}`), SearchGapNoted({ ...data, words, day })] as const;
    const { analytics_search_gaps: gaps } = await projectInto(database.url, analytics, [
      gap('fist', '2026-03-02', 1),
      gap('fist', '2026-03-02', 2),
      gap('fist', '2026-03-03', 3),
      gap('head', '2026-03-03', 4),
    ]);
    expect(gaps!.map(({ day, words, searches }) => [dayOf(day), words, searches])).toEqual([
      ['2026-03-02', 'fist', 2],
      ['2026-03-03', 'fist', 1],
      ['2026-03-03', 'head', 1],
    ]);
  });

  test('have what was searched for in a transcript, by day, and how often it was found', async () => {
    const { TranscriptSearchNoted } = searchGaps.events;
    const { data } = gapExamples.events.TranscriptSearchNoted;
    const search = (words: string, day: string, isFound: boolean, n: number) =>
      [
        searchGaps.stream(`${words} ${day} ${n}`),
        TranscriptSearchNoted({ ...data, videoId: knots, words, day, isFound }),
      ] as const;
    const { analytics_transcript_searches: searches } = await projectInto(database.url, analytics, [
      search('hitch', '2026-03-02', true, 1),
      search('hitch', '2026-03-02', false, 2),
      search('hitch', '2026-03-03', true, 3),
      search('bight', '2026-03-03', false, 4),
      search('old', '2025-02-01', true, 5),
    ]);
    expect(searches!.map(({ day, words, searches: times, found }) => [dayOf(day), words, times, found])).toEqual([
      ['2026-03-02', 'hitch', 2, 1],
      ['2026-03-03', 'bight', 1, 0],
      ['2026-03-03', 'hitch', 1, 1],
    ]);
  });

  test('take away a view that is withdrawn, with its watch time', async () => {
    const withdrawn = ViewWithdrawn({
      ...{ viewingId: viewingId(1), videoId: knots, viewedAt: '2026-03-02T10:14:59.999Z', creditedSeconds: 20 },
      ...{ reason: 'bot', withdrawnAt: '2026-03-02T10:16:00.000Z', context: searched },
    });
    const withWithdrawal = [...twoVideos, [viewCounting.stream(viewingId(1)), withdrawn] as const];
    const { analytics_days: days, analytics_counts: counts } = await projectInto(
      database.url,
      analytics,
      withWithdrawal,
    );
    const last = (row: unknown) => Number((row as unknown[]).at(-1));
    const ofKnots = days!.filter(({ subject_id: id }) => id === knots);
    expect(ofKnots.map((row) => [last(row.views), last(row.watched_milliseconds)])).toEqual([[0, 0]]);
    const months = counts!.filter(({ subject_id: id, grain }) => id === knots && grain === 'month');
    expect(months.map(({ views, watched_milliseconds: watched }) => [views, watched])).toEqual([[0, 0]]);
  });

  test('have nothing of a view of a creator, also while it is not withdrawn', async () => {
    const own = viewing(9, knots, ['2026-03-05T10:00:00.000Z', '2026-03-05T10:00:10.000Z'], [[0, 10]]).map((event) => ({
      ...event,
      data: { ...event.data, isLeftOut: true },
    }));
    const tables = await projectInto(database.url, analytics, [
      ...twoVideos,
      [viewCounting.stream(viewingId(9)), ...own] as History[number],
    ]);
    expect(tables.analytics_days!.map(({ day }) => dayOf(day))).not.toContain('2026-03-05');
    expect(tables.analytics_counts!.filter(({ starts_at: at }) => (at as Date) > new Date('2026-03-04'))).toEqual([]);
  });

  test('count a viewing that tells nothing as of an unknown source', async () => {
    const { analytics_counts: counts } = await projectInto(database.url, analytics, history);
    expect(new Set(counts!.map(({ source }) => source))).toEqual(new Set(['unknown']));
    expect(new Set(counts!.map(({ subject_id: id }) => id))).toEqual(new Set([ada, knots, unknown]));
  });

  test('know when a video is in the trash', async () => {
    const deleted = {
      videoId: knots,
      ownerId: ada,
      deletedAt: '2026-03-04T10:00:00.000Z',
      purgeAt: '2026-04-04T10:00:00.000Z',
    };
    const inTrash: History = [[videoPublishing.stream(knots), drafted(knots, ada), VideoDeleted(deleted)]];
    const find = async (events: History) =>
      (await projectInto(database.url, analytics, events)).analytics_subjects!.find(
        ({ subject_id: id }) => id === knots,
      );
    expect(await find(inTrash)).toMatchObject({
      owner_id: ada,
      is_in_channel: true,
      deleted_at: new Date(deleted.deletedAt),
    });
    const restored = VideoRestored({ videoId: knots, ownerId: ada, restoredAt: '2026-03-05T10:00:00.000Z' });
    expect(await find([...inTrash, [videoPublishing.stream(knots), restored]])).toMatchObject({ deleted_at: null });
  });

  test('are rebuilt equal', async () => {
    await projectInto(database.url, analytics, twoVideos);
    const { analytics_subjects: subjects } = await expectRebuiltEqual(database.url, analytics);
    expect(subjects).toHaveLength(3);
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, analytics, [...videoStreams, ...viewingStreams, ...auditStreams, ...gapStreams]));
});

function dayOf(day: unknown): string {
  const date = day as Date;
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
