import { describe, expect, test } from 'vitest';
import { given } from '@/workers/runtime/src/testing/decider';
import { viewCounting } from './contract';
import { examples } from './examples';
import { viewingDecider } from './viewing';

const { ReportViewing } = viewCounting.commands;
const { ViewingStarted, WatchTimeCredited, VideoViewed } = viewCounting.events;

const { startedAt, durationSeconds, ...id } = examples.events.ViewingStarted.data;
const start = Date.parse(startedAt);
/** So many seconds after the viewing began. */
const after = (seconds: number) => new Date(start + seconds * 1000).toISOString();

const report = (watchedSeconds: number, seconds: number, other = {}) =>
  ReportViewing({ ...id, durationSeconds, watchedSeconds, receivedAt: after(seconds), ...other });
const started = examples.events.ViewingStarted;
const credited = (creditedSeconds: number, newSeconds: number, seconds: number) =>
  WatchTimeCredited({ ...id, creditedSeconds, newSeconds, at: after(seconds) });
const viewed = (seconds: number) => VideoViewed({ ...id, viewedAt: after(seconds) });

describe('the first report', () => {
  test('begins the viewing', () => given(viewingDecider).when(report(0, 0)).then([started]));

  test('credits nothing, whatever it says', () => given(viewingDecider).when(report(500, 0)).then([started]));
});

describe('a later report', () => {
  test('credits what was watched', () =>
    given(viewingDecider, [started])
      .when(report(5.5, 6))
      .then([credited(5.5, 5.5, 6)]));

  test('credits no more than the time that passed at the highest rate', () =>
    given(viewingDecider, [started])
      .when(report(3600, 4))
      .then([credited(8, 8, 4)]));

  test('credits what is new only', () =>
    given(viewingDecider, [started, credited(5.5, 5.5, 6)])
      .when(report(9.2, 12))
      .then([credited(9.2, 3.7, 12)]));

  test('may go past the end of the video: watching again is watching', () =>
    given(viewingDecider, [started, credited(300, 300, 300), viewed(300)])
      .when(report(450, 500))
      .then([credited(450, 150, 500)]));

  test('of less than a second more leads to nothing', () =>
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(report(5.9, 6))
      .then([]));

  test('that is repeated leads to nothing', () =>
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(report(5, 5))
      .then([]));

  test('that says less than is credited leads to nothing', () =>
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(report(3, 20))
      .then([]));

  test('from before what is credited leads to nothing', () =>
    given(viewingDecider, [started, credited(5, 5, 5)])
      .when(report(8, 4))
      .then([]));

  test('from before the viewing began leads to nothing', () =>
    given(viewingDecider, [started]).when(report(8, -5)).then([]));

  test('of another video leads to nothing', () =>
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

  test('counts as soon as the last bit is credited, however small', () =>
    given(viewingDecider, [started, credited(9.999, 9.999, 10)])
      .when(report(10, 11))
      .then([credited(10, 0.001, 11), viewed(11)]));

  test('counts once', () =>
    given(viewingDecider, [started, credited(10, 10, 10), viewed(10)])
      .when(report(20, 20))
      .then([credited(20, 10, 20)]));

  test.each([
    [7, 3.5],
    [0.8, 0.4],
  ])('of a video of %d s counts at %d s', (duration, half) => {
    const short = ViewingStarted({ ...id, durationSeconds: duration, startedAt: after(0) });
    given(viewingDecider, [short])
      .when(report(half, 7))
      .then([credited(half, half, 7), viewed(7)]);
  });

  test('goes by the length that the viewing began with', () =>
    given(viewingDecider, [started])
      .when(report(2, 2, { durationSeconds: 1 }))
      .then([credited(2, 2, 2)]));
});

test('events that come before the viewing has begun are no trouble', () => {
  expect(viewingDecider.evolve(null, viewed(1))).toBeNull();
});
