import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideBatch, checkProperty, expectPure, expectRepeatable, asRead } from '@message-db/runtime/testing';
import { viewingCommands } from './arbitraries';
import { HIGHEST_PLAYBACK_RATE, secondsForAView, viewCounting, type ReportedRange } from './contract';
import { examples } from './examples';
import { viewingDecider } from './viewing';

const { viewingId, videoId, startedAt: firstReportAt } = examples.events.ViewingStarted.data;
const id = { viewingId, videoId };
const start = Date.parse(firstReportAt);

/** Reports of any watch time, at any time, in any order, some of them repeated. */
const reports = fc
  .record({
    durationSeconds: fc.double({ min: 0.5, max: 600, noNaN: true }),
    reported: fc.array(
      fc.record({ watchedSeconds: fc.double({ min: 0, max: 1000, noNaN: true }), milliseconds: fc.nat(400_000) }),
      { minLength: 1, maxLength: 25 },
    ),
  })
  .chain(({ durationSeconds, reported }) =>
    fc
      .shuffledSubarray([...reported, ...reported], { minLength: 1 })
      .map((some) => ({ durationSeconds, reported: some })),
  );

type Reports = typeof reports extends fc.Arbitrary<infer Input> ? Input : never;

const forReports = (check: (input: Reports) => void) =>
  checkProperty(fc.property(reports, check), ([input]) => JSON.stringify(input));

function eventsOf({ durationSeconds, reported }: Reports) {
  const commands = reported.map(({ watchedSeconds, milliseconds }) => {
    const receivedAt = new Date(start + milliseconds).toISOString();
    const report = viewCounting.commands.ReportViewing({ ...id, durationSeconds, watchedSeconds, receivedAt });
    return asRead(report, { streamName: viewCounting.commandStream(id.viewingId) });
  });
  const { writes } = decideBatch(viewingDecider, new Map([[id.viewingId, { version: -1, state: null }]]), commands);
  const events = writes.flatMap((write) => write.events);
  const startedAt = Date.parse((events[0] as ReturnType<typeof viewCounting.events.ViewingStarted>).data.startedAt);
  const credits = events.flatMap((event) =>
    event.type === 'WatchTimeCredited'
      ? [(event as ReturnType<typeof viewCounting.events.WatchTimeCredited>).data]
      : [],
  );
  return { events, startedAt, credits, views: events.filter(({ type }) => type === 'VideoViewed').length };
}

const EPSILON = 1e-6;

test('credits at most the elapsed time times the highest rate, and at most what was reported', () => {
  forReports((input) => {
    const { startedAt, credits } = eventsOf(input);
    const maxReported = Math.max(...input.reported.map(({ watchedSeconds }) => watchedSeconds));
    for (const { creditedSeconds, at } of credits) {
      expect(creditedSeconds).toBeLessThanOrEqual(
        ((Date.parse(at) - startedAt) / 1000) * HIGHEST_PLAYBACK_RATE + EPSILON,
      );
      expect(creditedSeconds).toBeLessThanOrEqual(maxReported + EPSILON);
    }
  });
});

test('the total only grows, and is the sum of the new seconds', () => {
  forReports((input) => {
    let sum = 0;
    for (const { creditedSeconds, newSeconds } of eventsOf(input).credits) {
      expect(newSeconds).toBeGreaterThan(0);
      sum += newSeconds;
      expect(sum).toBeCloseTo(creditedSeconds, 6);
    }
  });
});

test('a viewing counts once if its total is enough for a view, and otherwise not', () => {
  forReports((input) => {
    const { credits, views } = eventsOf(input);
    const isEnough = (credits.at(-1)?.creditedSeconds ?? 0) >= secondsForAView(input.durationSeconds);
    expect(views).toBe(isEnough ? 1 : 0);
  });
});

test('repeated reports lead to no new events', () => {
  forReports((input) => {
    const once = eventsOf(input).events.length;
    expect(eventsOf({ ...input, reported: [...input.reported, ...input.reported] }).events.length - once).toBe(0);
  });
});

/**
 * What a player played of a video, as jumps between parts, and its reports: each with the total at a time and the ranges
 * since an earlier total, so that some overlap and some leave a gap. They arrive in any order, repeated or not at all.
 */
const playbacks = fc
  .record({
    parts: fc.array(fc.record({ from: fc.nat(80), length: fc.integer({ min: 1, max: 20 }) }), {
      minLength: 1,
      maxLength: 8,
    }),
    totals: fc.array(fc.record({ total: fc.nat(160), since: fc.nat(160) }), { minLength: 1, maxLength: 12 }),
  })
  .chain(({ parts, totals }) =>
    fc.shuffledSubarray([...totals, ...totals], { minLength: 1 }).map((arrived) => ({ parts, arrived })),
  );

test('each second that was played is credited to where it was played, at most once', () => {
  checkProperty(
    fc.property(playbacks, ({ parts, arrived }) => {
      let playedSeconds = 0;
      const played = parts.map(({ from, length }): ReportedRange => {
        playedSeconds += length;
        return { from, to: from + length, at: playedSeconds - length, rate: 1, isVisible: true };
      });
      const first = read(makeReport(0, 0, []));
      const commands = arrived.map(({ total, since }, index) => {
        const watched = Math.min(total, playedSeconds);
        const ranges = played.filter(({ at, from, to }) => at < watched && at + to - from > since);
        return read(makeReport(watched, 100 + index, ranges));
      });
      const { writes } = decideBatch(viewingDecider, new Map([[id.viewingId, { version: -1, state: null }]]), [
        first,
        ...commands,
      ]);
      const credits = writes
        .flatMap(({ events }) => events)
        .flatMap(({ type, data }) =>
          type === 'WatchTimeCredited'
            ? [data as ReturnType<typeof viewCounting.events.WatchTimeCredited>['data']]
            : [],
        );
      let total = 0;
      for (const { ranges = [], newSeconds, creditedSeconds } of credits) {
        total += lengthOf(ranges);
        expect(lengthOf(ranges)).toBeLessThanOrEqual(newSeconds);
        expect(total).toBeLessThanOrEqual(creditedSeconds);
      }
      const timesPlayed = timesOf(played);
      for (const [second, times] of timesOf(credits.flatMap(({ ranges = [] }) => ranges)))
        expect(times).toBeLessThanOrEqual(timesPlayed.get(second) ?? 0);
    }),
    ([input]) => JSON.stringify(input),
  );
});

function makeReport(watchedSeconds: number, seconds: number, ranges: ReportedRange[]) {
  const receivedAt = new Date(start + seconds * 1000).toISOString();
  const data = { ...id, durationSeconds: 100, watchedSeconds, receivedAt, ranges };
  return viewCounting.commands.ReportViewing(data);
}

function read(command: ReturnType<typeof makeReport>) {
  return asRead(command, { streamName: viewCounting.commandStream(id.viewingId) });
}

function lengthOf(ranges: readonly { from: number; to: number }[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Returns how often each second of the video is in the ranges, whose ends are whole seconds. */
function timesOf(ranges: readonly { from: number; to: number }[]): Map<number, number> {
  const times = new Map<number, number>();
  for (const { from, to } of ranges)
    for (let second = from; second < to; second += 1) times.set(second, (times.get(second) ?? 0) + 1);
  return times;
}

const viewing = { decider: viewingDecider, commands: viewingCommands() };

test('a decision depends on the report and the state alone', () => expectPure(viewing));

test('a repeated report has the effect of one', () => {
  expectRepeatable({ ...viewing, past: [examples.events.ViewingStarted] });
});
