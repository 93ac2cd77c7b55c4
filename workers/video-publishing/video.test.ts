import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import {
  at,
  commands,
  events,
  failed,
  later,
  ownerId,
  processed,
  published,
  ready,
  rendition,
  requested,
  otherUserId,
  unpublished,
  uploadId,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

describe('PublishVideo', () => {
  const command = commands.PublishVideo({ videoId, userId: ownerId, requestedAt: at });
  const byOwner = { userId: ownerId, at };

  test('publishes a playable video, and tells who did it', () => {
    const publishedByOwner = events.VideoPublished({ ...published.data, ...byOwner });
    given(videoDecider, [uploaded, ready]).when(command).then([publishedByOwner]);
    given(videoDecider, [uploaded, ready, processed, published, unpublished]).when(command).then([publishedByOwner]);
  });
  test('requests the publication once, until the video is playable', () => {
    given(videoDecider, [uploaded])
      .when(command)
      .then([events.PublicationRequested({ videoId, ...byOwner })]);
    given(videoDecider, [uploaded, requested]).when(command).then([]);
    given(videoDecider, [uploaded, requested])
      .when(commands.RecordRendition({ ...rendition, at: later }))
      .then([ready, events.VideoPublished({ videoId, ownerId, publishedAt: later })]);
  });
  test('keeps the request through a failure and a retry', () => {
    given(videoDecider, [uploaded, requested, failed, events.ProcessingRetried({ videoId, uploadId })])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready, published]);
  });
  test('publishes once', () => {
    given(videoDecider, [uploaded, ready, published]).when(command).then([]);
    given(videoDecider, [uploaded, requested, ready, published])
      .when(commands.RecordRendition({ ...rendition, width: 1280, height: 720, at }))
      .then([events.RenditionReady({ ...rendition, ownerId, width: 1280, height: 720 })]);
  });
  test('is rejected for a failed file, for other users, and for an unknown video', () => {
    given(videoDecider, [uploaded, failed]).when(command).thenRejected('failed');
    given(videoDecider, [uploaded, ready])
      .when(commands.PublishVideo({ videoId, userId: otherUserId, requestedAt: at }))
      .thenRejected('not-yours');
    given(videoDecider).when(command).thenRejected('no-such-video');
  });
});

describe('UnpublishVideo', () => {
  const command = commands.UnpublishVideo({ videoId, userId: ownerId });
  const sentAt = { time: new Date(at) };
  const byOwner = events.VideoUnpublished({ videoId, userId: ownerId, at });

  test('unpublishes a video, with who and when', () => {
    given(videoDecider, [uploaded, ready, published]).when(command, sentAt).then([byOwner]);
  });
  test('cancels a request', () => {
    given(videoDecider, [uploaded, requested]).when(command, sentAt).then([byOwner]);
    given(videoDecider, [uploaded, requested, unpublished])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready]);
  });
  test('changes nothing for a video that is not published', () => {
    given(videoDecider, [uploaded, ready]).when(command).then([]);
    given(videoDecider, [uploaded, ready, published, unpublished]).when(command).then([]);
  });
  test('is rejected for other users, and for an unknown video', () => {
    given(videoDecider, [uploaded, ready, published])
      .when(commands.UnpublishVideo({ videoId, userId: otherUserId }))
      .thenRejected('not-yours');
    given(videoDecider).when(command).thenRejected('no-such-video');
  });
});
