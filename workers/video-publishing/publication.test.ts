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
  published,
  ready,
  rendition,
  replacement,
  requested,
  scheduledFor,
  unpublished,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

const muchLater = '2026-11-28T10:00:00.000Z';
/** Returns the time when a command was written, by the store's clock. */
const sentAt = (time = at) => ({ time: new Date(time) });
const timer = (publishAt = later) => commands.PublishAsScheduled({ videoId, publishAt });
const publishedLater = events.VideoPublished({ videoId, ownerId, publishedAt: later });

describe('CancelSchedule', () => {
  const cancel = commands.CancelSchedule({ videoId, userId: ownerId });
  test('ends a schedule, and takes back nothing that is published', () => {
    given(videoDecider, [uploaded, ready, scheduledFor(later)])
      .when(cancel, sentAt(at))
      .then([events.ScheduledPublicationCancelled({ videoId, at })]);
    given(videoDecider, [uploaded, ready, published]).when(cancel, sentAt(at)).then([]);
  });
  test('ends no schedule of another owner', () => {
    const other = commands.CancelSchedule({ videoId, userId: videoId });
    given(videoDecider, [uploaded, ready, scheduledFor(later)])
      .when(other, sentAt(at))
      .then([]);
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
  test('gives a video that was public before the date of the schedule', () => {
    given(videoDecider, [uploaded, ready, published, unpublished, scheduledFor(later)])
      .when(timer(), sentAt(later))
      .then([publishedLater]);
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

describe('PublishVideo of an unlisted video', () => {
  const publish = commands.PublishVideo({ videoId, userId: ownerId, requestedAt: later });

  test('leaves it unlisted, also when it is not playable yet', () => {
    const unlisted = events.VideoPublished({ ...published.data, visibility: 'unlisted' });
    given(videoDecider, [uploaded, ready, unlisted]).when(publish).then([]);
    given(videoDecider, [uploaded, events.PublicationRequested({ videoId, visibility: 'unlisted' })])
      .when(publish)
      .then([]);
  });
  test('publishes it for everybody after it was private', () => {
    const unlisted = events.VideoPublished({ ...published.data, visibility: 'unlisted' });
    given(videoDecider, [uploaded, ready, unlisted, unpublished])
      .when(publish)
      .then([events.VideoPublished({ ...publishedLater.data, userId: ownerId, at: later })]);
  });
});

describe('PublishVideo of a video that was taken back', () => {
  const publish = commands.PublishVideo({ videoId, userId: ownerId, requestedAt: later });

  test('keeps the date on which it was first public', () => {
    given(videoDecider, [uploaded, ready, published, unpublished])
      .when(publish)
      .then([events.VideoPublished({ ...published.data, userId: ownerId, at: later })]);
  });
  test('keeps the date since which it was unlisted', () => {
    const unlisted = events.VideoPublished({ ...published.data, visibility: 'unlisted' });
    given(videoDecider, [uploaded, ready, unlisted, unpublished])
      .when(commands.EditDetails({ videoId, userId: ownerId, visibility: 'unlisted' }), sentAt(later))
      .then([events.VideoPublished({ ...unlisted.data, userId: ownerId, at: later })]);
  });
});

describe('PublishVideo of a scheduled video', () => {
  const publish = commands.PublishVideo({ videoId, userId: ownerId, requestedAt: at });

  test('ends the schedule, and unpublishing does not bring it back', () => {
    given(videoDecider, [uploaded, ready, scheduledFor(later)])
      .when(publish)
      .then([events.VideoPublished({ ...published.data, userId: ownerId, at })]);
    given(videoDecider, [uploaded, ready, scheduledFor(later), published, unpublished])
      .when(timer(), sentAt(later))
      .then([]);
  });
  test('ends the schedule of a video that is not playable yet', () => {
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(publish)
      .then([events.PublicationRequested({ ...requested.data, userId: ownerId, at })]);
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
