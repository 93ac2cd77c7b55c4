import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import {
  at,
  cancelled,
  commands,
  events,
  failed,
  file,
  later,
  otherUserId,
  ownerId,
  processed,
  published,
  ready,
  rendition,
  requested,
  scheduledFor,
  unpublished,
  uploadId,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

const byOwner = { videoId, userId: ownerId };
const deletedAt = '2026-11-22T10:00:00.000Z';
const deleted = events.VideoDeleted({ videoId, ownerId, deletedAt, purgeAt: '2026-12-22T10:00:00.000Z' });
const restoredAt = '2026-11-23T10:00:00.000Z';
const restored = events.VideoRestored({ videoId, ownerId, restoredAt });
const purged = events.VideoPurged({ videoId, ownerId, uploadIds: [uploadId] });
const done = [uploaded, ready, processed] as const;
const others = { videoId, userId: otherUserId };

describe('DeleteVideo', () => {
  const command = commands.DeleteVideo({ ...byOwner, requestedAt: deletedAt });

  test('moves a video to the trash for thirty days', () => {
    given(videoDecider, done).when(command).then([deleted]);
  });
  test('moves one whose file failed, or is still being processed', () => {
    given(videoDecider, [uploaded, failed]).when(command).then([deleted]);
    given(videoDecider, [uploaded]).when(command).then([deleted]);
  });
  test('unpublishes it', () => {
    given(videoDecider, [...done, published])
      .when(command)
      .then([deleted, unpublished]);
    given(videoDecider, [uploaded, requested]).when(command).then([deleted, unpublished]);
  });
  test('cancels its schedule', () => {
    given(videoDecider, [...done, scheduledFor('2026-11-27T08:00:00.000Z')])
      .when(command)
      .then([deleted, cancelled]);
  });
  test('deletes once', () => {
    given(videoDecider, [...done, deleted])
      .when(commands.DeleteVideo({ ...byOwner, requestedAt: later }))
      .then([]);
  });
  test('is rejected for other users, and for an unknown or purged video', () => {
    given(videoDecider, done)
      .when(commands.DeleteVideo({ ...others, requestedAt: at }))
      .thenRejected('not-yours');
    given(videoDecider).when(command).thenRejected('no-such-video');
    given(videoDecider, [...done, deleted, purged])
      .when(command)
      .thenRejected('no-such-video');
  });
});

describe('a video in the trash', () => {
  test.each([
    commands.PublishVideo({ ...byOwner, requestedAt: at }),
    commands.UnpublishVideo(byOwner),
    commands.EditDetails({ ...byOwner, name: 'Knots', visibility: 'private' }),
    commands.RetryProcessing(byOwner),
    commands.ProcessVideo({ ...file, uploadId: 'upload-2' }),
  ])('cannot be changed: $type', (command) => {
    given(videoDecider, [uploaded, failed, deleted]).when(command).thenRejected('deleted');
  });
  test('keeps what was processed when it was deleted, and is not published for it', () => {
    given(videoDecider, [uploaded, requested, deleted, unpublished])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready]);
  });
});

describe('RestoreVideo', () => {
  const command = commands.RestoreVideo({ ...byOwner, requestedAt: restoredAt });

  test('takes a draft out of the trash', () => {
    given(videoDecider, [...done, deleted])
      .when(command)
      .then([restored]);
    given(videoDecider, [...done, published, unpublished, deleted])
      .when(command)
      .then([restored]);
    given(videoDecider, [uploaded, failed, deleted]).when(command).then([restored]);
  });
  test('publishes a video that was published, since the same time', () => {
    given(videoDecider, [...done, published, deleted, unpublished])
      .when(command)
      .then([restored, published]);
    const unlisted = events.VideoPublished({ ...published.data, visibility: 'unlisted' });
    given(videoDecider, [...done, unlisted, deleted, unpublished])
      .when(command)
      .then([restored, unlisted]);
  });
  test('publishes a video that was to be published, now or as soon as it is playable, but not one that failed', () => {
    given(videoDecider, [uploaded, requested, deleted, unpublished, ready, processed])
      .when(command)
      .then([restored, events.VideoPublished({ videoId, ownerId, publishedAt: restoredAt })]);
    given(videoDecider, [uploaded, requested, deleted, unpublished])
      .when(command)
      .then([events.VideoRestored({ videoId, ownerId, restoredAt, uploadId }), requested]);
    given(videoDecider, [uploaded, requested, deleted, unpublished, failed]).when(command).then([restored]);
  });
  test('schedules it again, unless that time has passed', () => {
    const past = (publishAt: string) => [...done, scheduledFor(publishAt), deleted, cancelled];
    const sentAt = { time: new Date(restoredAt) };
    given(videoDecider, past('2026-11-27T08:00:00.000Z'))
      .when(command, sentAt)
      .then([restored, scheduledFor('2026-11-27T08:00:00.000Z')]);
    given(videoDecider, past('2026-11-22T12:00:00.000Z')).when(command, sentAt).then([restored]);
  });
  test('continues the processing that the deletion stopped', () => {
    given(videoDecider, [uploaded, deleted])
      .when(command)
      .then([events.VideoRestored({ videoId, ownerId, restoredAt, uploadId })]);
  });
  test('changes nothing outside of the trash, and is rejected for other users and for a purged video', () => {
    given(videoDecider, done).when(command).then([]);
    given(videoDecider, [...done, deleted, restored])
      .when(command)
      .then([]);
    given(videoDecider, [...done, deleted])
      .when(commands.RestoreVideo({ ...others, requestedAt: at }))
      .thenRejected('not-yours');
    given(videoDecider, [...done, deleted, purged])
      .when(command)
      .thenRejected('no-such-video');
  });
});

describe('DeleteForEver', () => {
  const command = commands.DeleteForEver(byOwner);

  test('purges a video in the trash, with all its files', () => {
    given(videoDecider, [...done, deleted])
      .when(command)
      .then([purged]);
    const second = events.VideoUploaded({ ...file, uploadId: 'upload-2' });
    given(videoDecider, [uploaded, failed, second, deleted])
      .when(command)
      .then([events.VideoPurged({ videoId, ownerId, uploadIds: [uploadId, 'upload-2'] })]);
  });
  test('is rejected outside of the trash, and for other users', () => {
    given(videoDecider, done).when(command).thenRejected('not-in-trash');
    given(videoDecider, [...done, deleted, restored])
      .when(command)
      .thenRejected('not-in-trash');
    given(videoDecider, [...done, deleted])
      .when(commands.DeleteForEver(others))
      .thenRejected('not-yours');
  });
});

describe('PurgeVideo', () => {
  const command = commands.PurgeVideo({ videoId, deletedAt });

  test('purges a video that is still deleted', () => {
    given(videoDecider, [...done, deleted])
      .when(command)
      .then([purged]);
  });
  test('changes nothing after a restoration, another deletion, or the purge', () => {
    given(videoDecider, [...done, deleted, restored])
      .when(command)
      .then([]);
    const again = events.VideoDeleted({ ...deleted.data, deletedAt: later });
    given(videoDecider, [...done, deleted, restored, again])
      .when(command)
      .then([]);
    given(videoDecider, [...done, deleted, purged])
      .when(command)
      .then([]);
  });
});

describe('a purged video', () => {
  test('takes no file and no report', () => {
    given(videoDecider, [uploaded, deleted, purged])
      .when(commands.ProcessVideo({ ...file, uploadId: 'upload-2' }))
      .thenRejected('no-such-video');
    given(videoDecider, [uploaded, deleted, purged])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([]);
  });
});
