import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
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
  otherUserId,
  unpublished,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

const muchLater = '2026-11-28T10:00:00.000Z';
/** Returns the time when a command was written, by the store's clock. */
const sentAt = (time = at) => ({ time: new Date(time) });
const schedule = (publishAt = later, userId = ownerId) => commands.SchedulePublication({ videoId, userId, publishAt });
const timer = (publishAt = later) => commands.PublishAsScheduled({ videoId, publishAt });
const publishedLater = events.VideoPublished({ videoId, ownerId, publishedAt: later });

describe('SchedulePublication', () => {
  test('schedules a video that is playable or not', () => {
    given(videoDecider, [uploaded])
      .when(schedule(), sentAt())
      .then([scheduledFor(later)]);
    given(videoDecider, [uploaded, ready, processed])
      .when(schedule(), sentAt())
      .then([scheduledFor(later)]);
    given(videoDecider, [uploaded, ready, published, unpublished])
      .when(schedule(), sentAt())
      .then([scheduledFor(later)]);
  });
  test('reschedules to another time, and changes nothing for the same time', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(schedule(muchLater), sentAt())
      .then([scheduledFor(muchLater)]);
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(schedule(later), sentAt())
      .then([]);
  });
  test('replaces a request to publish when the video is playable', () => {
    given(videoDecider, [uploaded, requested])
      .when(schedule(), sentAt())
      .then([unpublished, scheduledFor(later)]);
    given(videoDecider, [uploaded, requested, unpublished, scheduledFor(later)])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready]);
  });
  test('is rejected for a time that had passed when the command was written', () => {
    given(videoDecider, [uploaded]).when(schedule(later), sentAt(later)).thenRejected('past', 'publishAt');
    given(videoDecider, [uploaded]).when(schedule(at), sentAt(later)).thenRejected('past', 'publishAt');
    given(videoDecider, [uploaded, scheduledFor(muchLater)])
      .when(schedule(at), sentAt(later))
      .thenRejected('past', 'publishAt');
  });
  test('is rejected for a time more than a year after the command was written', () => {
    const inAYear = '2027-11-21T10:00:00.000Z';
    given(videoDecider, [uploaded])
      .when(schedule(inAYear), sentAt(at))
      .then([scheduledFor(inAYear)]);
    given(videoDecider, [uploaded])
      .when(schedule('2028-11-21T10:00:00.000Z'), sentAt(at))
      .thenRejected('too-far', 'publishAt');
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(schedule('9999-12-31T10:00:00.000Z'), sentAt(at))
      .thenRejected('too-far', 'publishAt');
  });
  test('is rejected for a published video, and for a failed file', () => {
    given(videoDecider, [uploaded, ready, published]).when(schedule(), sentAt()).thenRejected('published');
    given(videoDecider, [uploaded, failed]).when(schedule(), sentAt()).thenRejected('failed');
  });
  test('is rejected for other users, and for an unknown video', () => {
    given(videoDecider, [uploaded]).when(schedule(later, otherUserId), sentAt()).thenRejected('not-yours');
    given(videoDecider).when(schedule(), sentAt()).thenRejected('no-such-video');
  });
});

describe('CancelScheduledPublication', () => {
  const cancel = commands.CancelScheduledPublication({ videoId, userId: ownerId });

  test('cancels the schedule', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(cancel)
      .then([cancelled]);
  });
  test('changes nothing without a schedule', () => {
    for (const past of [
      [uploaded],
      [uploaded, requested],
      [uploaded, scheduledFor(later), cancelled],
      [uploaded, scheduledFor(later), ready, published],
    ]) {
      given(videoDecider, past).when(cancel).then([]);
    }
  });
  test('is rejected for other users, and for an unknown video', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(commands.CancelScheduledPublication({ videoId, userId: otherUserId }))
      .thenRejected('not-yours');
    given(videoDecider).when(cancel).thenRejected('no-such-video');
  });
});

describe('PublishAsScheduled', () => {
  test('publishes a playable video, with the time of the command', () => {
    given(videoDecider, [uploaded, ready, scheduledFor(at)])
      .when(timer(at), sentAt(later))
      .then([publishedLater]);
  });
  test('requests the publication of a video that is not playable yet', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(timer(), sentAt(later))
      .then([requested]);
    given(videoDecider, [uploaded, scheduledFor(later), requested])
      .when(commands.RecordRendition({ ...rendition, at: muchLater }))
      .then([ready, events.VideoPublished({ videoId, ownerId, publishedAt: muchLater })]);
  });
  test('is rejected for a failed file, and ends the schedule', () => {
    const rejected = events.PublishingRejected({ reason: 'failed', videoId });
    given(videoDecider, [uploaded, scheduledFor(later), failed])
      .when(timer(), sentAt(later))
      .then([cancelled, rejected]);
  });
  test('keeps the schedule when a failed file is replaced', () => {
    const again = events.VideoUploaded(replacement);
    given(videoDecider, [uploaded, scheduledFor(later), failed, again])
      .when(timer(), sentAt(later))
      .then([requested]);
  });
  test('changes nothing after the schedule was cancelled or moved', () => {
    given(videoDecider, [uploaded, ready, scheduledFor(later), cancelled])
      .when(timer(), sentAt(later))
      .then([]);
    given(videoDecider, [uploaded, ready, scheduledFor(later), scheduledFor(muchLater)])
      .when(timer(), sentAt(later))
      .then([]);
    given(videoDecider, [uploaded, ready, scheduledFor(later), scheduledFor(muchLater)])
      .when(timer(muchLater), sentAt(muchLater))
      .then([events.VideoPublished({ videoId, ownerId, publishedAt: muchLater })]);
  });
  test('changes nothing for a published video, and for an unknown one', () => {
    given(videoDecider, [uploaded, ready, scheduledFor(later), published])
      .when(timer(), sentAt(later))
      .then([]);
    given(videoDecider).when(timer(), sentAt(later)).then([]);
  });
});

describe('PublishVideo of a scheduled video', () => {
  const publish = commands.PublishVideo({ videoId, userId: ownerId, requestedAt: at });

  test('ends the schedule, and unpublishing does not bring it back', () => {
    given(videoDecider, [uploaded, ready, scheduledFor(later)])
      .when(publish)
      .then([published]);
    given(videoDecider, [uploaded, ready, scheduledFor(later), published, unpublished])
      .when(timer(), sentAt(later))
      .then([]);
  });
  test('ends the schedule of a video that is not playable yet', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(publish)
      .then([requested]);
    given(videoDecider, [uploaded, scheduledFor(later), requested, unpublished])
      .when(timer(), sentAt(later))
      .then([]);
  });
  test('keeps the schedule if it is rejected', () => {
    given(videoDecider, [
      uploaded,
      ready,
      scheduledFor(later),
      events.PublishingRejected({ reason: 'not-yours', videoId }),
    ])
      .when(timer(), sentAt(later))
      .then([publishedLater]);
  });
});
