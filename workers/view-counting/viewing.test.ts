import { describe, expect, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { viewCounting } from './contract';
import { examples } from './examples';
import { viewingDecider } from './viewing';

const { ReportViewing } = viewCounting.commands;
const { ViewingStarted, WatchTimeCredited, VideoViewed } = viewCounting.events;

const { startedAt, durationSeconds, ...id } = examples.events.ViewingStarted.data;
const start = Date.parse(startedAt);
/** Returns the time that is this number of seconds after the start of the viewing. */
const after = (seconds: number) => new Date(start + seconds * 1000).toISOString();

const report = (watchedSeconds: number, seconds: number, other = {}) =>
  ReportViewing({ ...id, durationSeconds, watchedSeconds, receivedAt: after(seconds), ...other });
const started = examples.events.ViewingStarted;
const credited = (creditedSeconds: number, newSeconds: number, seconds: number) =>
  WatchTimeCredited({ ...id, creditedSeconds, newSeconds, at: after(seconds) });
const viewed = (seconds: number) => VideoViewed({ ...id, viewedAt: after(seconds) });

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
      .then([credited(450, 150, 500)]));

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

  test('depends on the length in the first report', () =>
    given(viewingDecider, [started])
      .when(report(2, 2, { durationSeconds: 1 }))
      .then([credited(2, 2, 2)]));
});

test('evolve ignores events before the viewing starts', () => {
  expect(viewingDecider.evolve(null, viewed(1))).toBeNull();
});
