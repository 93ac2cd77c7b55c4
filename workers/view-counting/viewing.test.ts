import { describe, expect, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { NETWORKS_MAX, viewCounting } from './contract';
import { evidence, examples } from './examples';
import { viewingDecider } from './viewing';

const { ReportViewing, WithdrawView } = viewCounting.commands;
const { ViewingStarted, WatchTimeCredited, VideoViewed, ViewWithdrawn } = viewCounting.events;

const { startedAt, durationSeconds, context, ...id } = examples.events.ViewingStarted.data;
const start = Date.parse(startedAt);
/** Returns the time that is this number of seconds after the start of the viewing. */
const after = (seconds: number) => new Date(start + seconds * 1000).toISOString();

const report = (watchedSeconds: number, seconds: number, other = {}) =>
  ReportViewing({ ...id, durationSeconds, watchedSeconds, receivedAt: after(seconds), context, ...other });
const started = examples.events.ViewingStarted;
const creditedLater = (creditedSeconds: number, newSeconds: number, seconds: number) =>
  WatchTimeCredited({ ...id, creditedSeconds, newSeconds, at: after(seconds), durationSeconds, context });
const credited = (creditedSeconds: number, newSeconds: number, seconds: number) =>
  WatchTimeCredited({ ...creditedLater(creditedSeconds, newSeconds, seconds).data, isBeforeView: true });
const viewed = (seconds: number, watchedSeconds = seconds) =>
  VideoViewed({ ...id, viewedAt: after(seconds), watchedSeconds, context });

describe('the first report', () => {
  test('starts the viewing', () => given(viewingDecider).when(report(0, 0)).then([started]));

  test('credits nothing, even if it claims watch time', () =>
    given(viewingDecider).when(report(500, 0)).then([started]));
});

describe('a later report', () => {
  test('credits the reported watch time', () =>
    given(viewingDecider, [started])
      .when(report(5.5, 6))
      .then([credited(5.5, 5.5, 6)]));

  test('credits at most the elapsed time times the highest rate', () =>
    given(viewingDecider, [started])
      .when(report(3600, 4))
      .then([credited(8, 8, 4)]));

  test('credits only the new seconds', () =>
    given(viewingDecider, [started, credited(5.5, 5.5, 6)])
      .when(report(9.2, 12))
      .then([credited(9.2, 3.7, 12)]));

  test('can exceed the length of the video: watching a part twice counts twice', () =>
    given(viewingDecider, [started, credited(300, 300, 300), viewed(300)])
      .when(report(450, 500))
      .then([creditedLater(450, 150, 500)]));

  test('with less than a new second changes nothing', () =>
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(report(5.9, 6))
      .then([]));

  test('that is repeated changes nothing', () =>
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(report(5, 5))
      .then([]));

  test('below the credited total changes nothing', () =>
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(report(3, 20))
      .then([]));

  test('from before the last credit changes nothing', () =>
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(report(8, 4))
      .then([]));

  test('from before the viewing started changes nothing', () =>
    given(viewingDecider, [started]).when(report(8, -5)).then([]));

  test('for another video changes nothing', () =>
    given(viewingDecider, [started])
      .when(report(20, 20, { videoId: '10000000-0000-4000-8000-000000000002' }))
      .then([]));
});

describe('a view', () => {
  test('counts at ten seconds', () => {
    given(viewingDecider, [started])
      .when(report(9.999, 10))
      .then([credited(9.999, 9.999, 10)]);
    given(viewingDecider, [started])
      .when(report(10, 10))
      .then([credited(10, 10, 10), viewed(10)]);
  });

  test('counts even if the credit that completes it is under a second', () =>
    given(viewingDecider, [started, credited(9.999, 9.999, 10)])
      .when(report(10, 11))
      .then([credited(10, 0.001, 11), viewed(11, 10)]));

  test('counts once', () =>
    given(viewingDecider, [started, credited(10, 10, 10), viewed(10)])
      .when(report(20, 20))
      .then([creditedLater(20, 10, 20)]));

  test('has the watch time of before, and later credits count at once', () => {
    const begun = [started, credited(4, 4, 4), credited(8, 4, 8)];
    given(viewingDecider, begun)
      .when(report(12, 12))
      .then([credited(12, 4, 12), viewed(12)]);
    // What an earlier release credited counted at once.
    given(viewingDecider, [started, creditedLater(8, 8, 8)])
      .when(report(12, 12))
      .then([credited(12, 4, 12), viewed(12, 4)]);
  });

  test.each([
    [7, 3.5],
    [0.8, 0.4],
  ])('of a video of %d s counts at %d s', (duration, half) => {
    const short = ViewingStarted({ ...id, durationSeconds: duration, startedAt: after(0), context });
    const { data } = credited(half, half, 7);
    given(viewingDecider, [short])
      .when(report(half, 7))
      .then([WatchTimeCredited({ ...data, durationSeconds: duration }), viewed(7, half)]);
  });

  test('depends on the length in the first report', () =>
    given(viewingDecider, [started])
      .when(report(2, 2, { durationSeconds: 1 }))
      .then([credited(2, 2, 2)]));
});

describe('the ranges of a report', () => {
  const played = (from: number, to: number, at: number) => ({ from, to, at, rate: 1, isVisible: true });
  const told = (...ranges: [from: number, to: number][]) =>
    ranges.map(([from, to]) => ({ from, to, rate: 1, isVisible: true }));

  test('are credited as far as its seconds are', () =>
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(report(9, 10, { ranges: [played(0, 7, 0), played(60, 62, 7)] }))
      .then([WatchTimeCredited({ ...credited(9, 4, 10).data, ranges: told([5, 7], [60, 62]) })]));

  test('are cut to what can have been watched', () =>
    given(viewingDecider, [started])
      .when(report(60, 3, { ranges: [played(0, 60, 0)] }))
      .then([WatchTimeCredited({ ...credited(6, 6, 3).data, ranges: told([0, 6]) })]));

  test('of seconds that a lost report told are not made up', () =>
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(report(25, 30, { ranges: [played(15, 25, 15)] }))
      .then([WatchTimeCredited({ ...credited(25, 20, 30).data, ranges: told([15, 25]) }), viewed(30, 25)]));

  test.each(['isBot', 'isCreator'])('are those of the audience: not of somebody who %s', (flag) => {
    const viewer = { ...evidence.viewer, [flag]: true };
    const leftOut = ViewingStarted({ ...started.data, isLeftOut: true });
    given(viewingDecider)
      .when(report(0, 0, { viewer }))
      .then([leftOut]);
    const creditedToNobody = (...of: Parameters<typeof credited>) =>
      WatchTimeCredited({ ...credited(...of).data, isLeftOut: true });
    given(viewingDecider, [leftOut])
      .when(report(5, 6, { viewer, ranges: [played(0, 5, 0)] }))
      .then([creditedToNobody(5, 5, 6)]);
  });

  test('are not missed in a report without them', () =>
    given(viewingDecider, [started])
      .when(report(5, 6))
      .then([credited(5, 5, 6)]));
});

describe('where a viewer came from', () => {
  test('is what the first report said', () =>
    given(viewingDecider, [started])
      .when(report(10, 10, { context: { ...context, source: 'home', sourceDetail: '' } }))
      .then([credited(10, 10, 10), viewed(10)]));

  test('is not known of a viewing of before', () => {
    const { context: _, ...before } = started.data;
    given(viewingDecider, [ViewingStarted(before)])
      .when(report(10, 10))
      .then([
        WatchTimeCredited({ ...credited(10, 10, 10).data, context: undefined }),
        VideoViewed({ ...id, viewedAt: after(10), watchedSeconds: 10 }),
      ]);
  });
});

test('evolve ignores events before the viewing starts', () => {
  expect(viewingDecider.evolve(null, viewed(1))).toBeNull();
});

describe('a view that is audited', () => {
  const { viewer } = evidence;
  const other = (last: number) => `30000000-0000-4000-8000-0000000001${String(last).padStart(2, '0')}`;
  const reportFrom = (networkId: string, watchedSeconds: number) =>
    report(watchedSeconds, watchedSeconds, { viewer, networkId });
  const creditedFrom = (networkId: string, total: number, newSeconds: number) =>
    WatchTimeCredited({ ...credited(total, newSeconds, total).data, networkId });
  const withEvidence = (networks: number, claimedSeconds = 10) =>
    VideoViewed({ ...viewed(10).data, evidence: { viewer, networks, claimedSeconds } });

  test('tells who watched and what their player claimed', () =>
    given(viewingDecider, [started])
      .when(report(50, 5, { viewer, networkId: viewer.networkId }))
      .then([credited(10, 10, 5), VideoViewed({ ...withEvidence(1, 50).data, viewedAt: after(5) })]));

  test('tells from how many networks it was reported', () => {
    const before = [started, creditedFrom(other(1), 4, 4), creditedFrom(other(2), 8, 4)];
    given(viewingDecider, before)
      .when(reportFrom(other(3), 10))
      .then([creditedFrom(other(3), 10, 2), withEvidence(4)]);
    given(viewingDecider, before)
      .when(reportFrom(other(1), 10))
      .then([credited(10, 2, 10), withEvidence(3)]);
  });

  test('tells of eight networks at most', () => {
    const many = Array.from({ length: NETWORKS_MAX - 1 }, (_, n) => creditedFrom(other(n), n + 1, 1));
    given(viewingDecider, [started, ...many])
      .when(reportFrom(other(50), 10))
      .then([credited(10, 3, 10), withEvidence(NETWORKS_MAX)]);
  });

  const withdraw = WithdrawView({ ...id, reason: 'bot', withdrawnAt: after(40) });
  const withdrawn = (creditedSeconds: number) =>
    ViewWithdrawn({ ...id, viewedAt: after(10), creditedSeconds, reason: 'bot', withdrawnAt: after(40), context });

  test('of a creator is marked, with its watch time, from its beginning until it is withdrawn', () => {
    const creator = { ...viewer, isCreator: true };
    const leftOut = ViewingStarted({ ...started.data, isLeftOut: true });
    const first = WatchTimeCredited({ ...credited(10, 10, 10).data, isLeftOut: true });
    const own = VideoViewed({
      ...{ ...viewed(10).data, isLeftOut: true },
      evidence: { viewer: creator, networks: 1, claimedSeconds: 10 },
    });
    given(viewingDecider, [leftOut])
      .when(report(10, 10, { viewer: creator }))
      .then([first, own]);
    given(viewingDecider, [leftOut, first, own])
      .when(report(20, 20, { viewer: creator }))
      .then([WatchTimeCredited({ ...creditedLater(20, 10, 20).data, isLeftOut: true })]);
    given(viewingDecider, [leftOut, first, own])
      .when(withdraw)
      .then([ViewWithdrawn({ ...withdrawn(10).data, isLeftOut: true })]);
  });

  test('of a creator that counted before such views were marked counts until it is withdrawn', () => {
    const past = [ViewingStarted({ ...started.data, isLeftOut: true }), credited(10, 10, 10), viewed(10)];
    given(viewingDecider, past)
      .when(report(20, 20))
      .then([creditedLater(20, 10, 20)]);
    given(viewingDecider, past)
      .when(withdraw)
      .then([withdrawn(10)]);
  });

  test('is withdrawn once, with the watch time until then, and then nothing more is credited', () => {
    const before = [started, credited(10, 10, 10), viewed(10), credited(25, 15, 25)];
    given(viewingDecider, before)
      .when(withdraw)
      .then([withdrawn(25)]);
    given(viewingDecider, [...before, withdrawn(25)])
      .when(withdraw)
      .then([]);
    given(viewingDecider, [...before, withdrawn(25)])
      .when(report(60, 60))
      .then([]);
  });

  test('is not withdrawn if it did not count, or is of another video', () => {
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(withdraw)
      .then([]);
    const wrong = WithdrawView({ ...withdraw.data, videoId: '10000000-0000-4000-8000-000000000002' });
    given(viewingDecider, [started, credited(10, 10, 10), viewed(10)])
      .when(wrong)
      .then([]);
  });
});
