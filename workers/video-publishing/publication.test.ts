import { describe, test } from 'vitest';
import { given } from '@/workers/runtime/src/testing/decider';
import {
  at,
  cancelled,
  commands,
  events,
  failed,
  later,
  ownerId,
  processed,
  published,
  ready,
  rendition,
  replacement,
  requested,
  scheduledFor,
  somebodyElse,
  unpublished,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

const muchLater = '2026-11-28T10:00:00.000Z';
/** The store's clock when a command was written: `at` unless told, and `later` is later. */
const asked = (time = at) => ({ time: new Date(time) });
const schedule = (publishAt = later, userId = ownerId) => commands.SchedulePublication({ videoId, userId, publishAt });
const timer = (publishAt = later) => commands.PublishAsScheduled({ videoId, publishAt });
const publishedLater = events.VideoPublished({ videoId, ownerId, publishedAt: later });

describe('SchedulePublication', () => {
  test('sets the time, whether the video plays already or not', () => {
    given(videoDecider, [uploaded])
      .when(schedule(), asked())
      .then([scheduledFor(later)]);
    given(videoDecider, [uploaded, ready, processed])
      .when(schedule(), asked())
      .then([scheduledFor(later)]);
    given(videoDecider, [uploaded, ready, published, unpublished])
      .when(schedule(), asked())
      .then([scheduledFor(later)]);
  });
  test('moves the time, and leads to nothing where that is the time', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(schedule(muchLater), asked())
      .then([scheduledFor(muchLater)]);
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(schedule(later), asked())
      .then([]);
  });
  test('takes the wish to publish as soon as it plays back', () => {
    given(videoDecider, [uploaded, requested])
      .when(schedule(), asked())
      .then([unpublished, scheduledFor(later)]);
    given(videoDecider, [uploaded, requested, unpublished, scheduledFor(later)])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready]);
  });
  test('is rejected for a time that has passed when the command was written', () => {
    given(videoDecider, [uploaded]).when(schedule(later), asked(later)).thenRejected('past', 'publishAt');
    given(videoDecider, [uploaded]).when(schedule(at), asked(later)).thenRejected('past', 'publishAt');
    given(videoDecider, [uploaded, scheduledFor(muchLater)])
      .when(schedule(at), asked(later))
      .thenRejected('past', 'publishAt');
  });
  test('is rejected for a video that is published, and for a file that failed', () => {
    given(videoDecider, [uploaded, ready, published]).when(schedule(), asked()).thenRejected('published');
    given(videoDecider, [uploaded, failed]).when(schedule(), asked()).thenRejected('failed');
  });
  test('is rejected for others, and for no video', () => {
    given(videoDecider, [uploaded]).when(schedule(later, somebodyElse), asked()).thenRejected('not-yours');
    given(videoDecider).when(schedule(), asked()).thenRejected('no-such-video');
  });
});

describe('CancelScheduledPublication', () => {
  const cancel = commands.CancelScheduledPublication({ videoId, userId: ownerId });

  test('takes the schedule back', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(cancel)
      .then([cancelled]);
  });
  test('leads to nothing where nothing is scheduled', () => {
    for (const past of [
      [uploaded],
      [uploaded, requested],
      [uploaded, scheduledFor(later), cancelled],
      [uploaded, scheduledFor(later), ready, published],
    ]) {
      given(videoDecider, past).when(cancel).then([]);
    }
  });
  test('is rejected for others, and for no video', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(commands.CancelScheduledPublication({ videoId, userId: somebodyElse }))
      .thenRejected('not-yours');
    given(videoDecider).when(cancel).thenRejected('no-such-video');
  });
});

describe('PublishAsScheduled', () => {
  test('publishes what plays, at the time that it is', () => {
    given(videoDecider, [uploaded, ready, scheduledFor(at)])
      .when(timer(at), asked(later))
      .then([publishedLater]);
  });
  test('is remembered until something plays', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(timer(), asked(later))
      .then([requested]);
    given(videoDecider, [uploaded, scheduledFor(later), requested])
      .when(commands.RecordRendition({ ...rendition, at: muchLater }))
      .then([ready, events.VideoPublished({ videoId, ownerId, publishedAt: muchLater })]);
  });
  test('is rejected for a file that failed, which ends the schedule', () => {
    const rejected = events.PublishingRejected({ reason: 'failed', videoId });
    given(videoDecider, [uploaded, scheduledFor(later), failed])
      .when(timer(), asked(later))
      .then([cancelled, rejected]);
  });
  test('finds the schedule also after another file took the place of a failed one', () => {
    const again = events.VideoUploaded(replacement);
    given(videoDecider, [uploaded, scheduledFor(later), failed, again])
      .when(timer(), asked(later))
      .then([requested]);
  });
  test('leads to nothing where the schedule was cancelled or moved', () => {
    given(videoDecider, [uploaded, ready, scheduledFor(later), cancelled])
      .when(timer(), asked(later))
      .then([]);
    given(videoDecider, [uploaded, ready, scheduledFor(later), scheduledFor(muchLater)])
      .when(timer(), asked(later))
      .then([]);
    given(videoDecider, [uploaded, ready, scheduledFor(later), scheduledFor(muchLater)])
      .when(timer(muchLater), asked(muchLater))
      .then([events.VideoPublished({ videoId, ownerId, publishedAt: muchLater })]);
  });
  test('happens once, and leads to nothing for no video', () => {
    given(videoDecider, [uploaded, ready, scheduledFor(later), published])
      .when(timer(), asked(later))
      .then([]);
    given(videoDecider).when(timer(), asked(later)).then([]);
  });
});

describe('publishing by hand', () => {
  const publish = commands.PublishVideo({ videoId, userId: ownerId, requestedAt: at });

  test('ends the schedule, and unpublishing does not bring it back', () => {
    given(videoDecider, [uploaded, ready, scheduledFor(later)])
      .when(publish)
      .then([published]);
    given(videoDecider, [uploaded, ready, scheduledFor(later), published, unpublished])
      .when(timer(), asked(later))
      .then([]);
  });
  test('before anything plays ends it too', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(publish)
      .then([requested]);
    given(videoDecider, [uploaded, scheduledFor(later), requested, unpublished])
      .when(timer(), asked(later))
      .then([]);
  });
  test('that is refused leaves it alone', () => {
    given(videoDecider, [
      uploaded,
      ready,
      scheduledFor(later),
      events.PublishingRejected({ reason: 'not-yours', videoId }),
    ])
      .when(timer(), asked(later))
      .then([publishedLater]);
  });
});
