import { describe, expect, test } from 'vitest';
import { fold } from '@message-db/runtime';
import { given } from '@message-db/runtime/testing';
import {
  at,
  commands,
  events,
  failure,
  later,
  otherUserId,
  ownerId,
  probe,
  processed,
  published,
  ready,
  rendition,
  replacement,
  unpublished,
  uploadId,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

const newFile = { videoId, uploadId: replacement.uploadId };
const playing = [uploaded, ready, processed, published] as const;
const begun = events.ReplacementUploaded(replacement);
const probed = events.ReplacementProbed({ ...probe, ...newFile });
const poster = events.ReplacementPosterMade({ ...newFile, widths: [320] });
const newReady = events.ReplacementRenditionReady({ ...rendition, ...newFile });
const made = [...playing, begun, probed, poster, newReady] as const;
const { width, height, bitsPerSecond } = rendition;
const { durationSeconds, leftOut = [], chapters } = probe;
const replaced = events.FileReplaced({
  ...newFile,
  replacedUploadId: uploadId,
  fileName: replacement.fileName,
  bytes: replacement.bytes,
  uploadedAt: replacement.uploadedAt,
  ...{
    ownerId,
    userId: ownerId,
    durationSeconds,
    width: probe.width,
    height: probe.height,
    leftOut,
    chapters,
    isDamaged: false,
    posterWidths: [320],
  },
  renditions: [{ width, height, bitsPerSecond }],
});

describe('another file for a video that can be watched', () => {
  const command = commands.ProcessVideo(replacement);

  test('is processed beside the current one, once', () => {
    given(videoDecider, playing).when(command).then([begun]);
    given(videoDecider, [...playing, begun])
      .when(command)
      .then([]);
    given(videoDecider, [...made, replaced])
      .when(command)
      .then([]);
  });
  test('ends the processing of the current one, which keeps the qualities that it has', () => {
    given(videoDecider, [uploaded, ready]).when(command).then([processed, begun]);
  });
  test('is rejected while another one is being processed, and taken after that failed or was cancelled', () => {
    const third = commands.ProcessVideo({ ...replacement, uploadId: 'upload-3' });
    const taken = events.ReplacementUploaded({ ...replacement, uploadId: 'upload-3' });
    given(videoDecider, [...playing, begun])
      .when(third)
      .thenRejected('in-progress');
    for (const end of [events.ReplacementFailed({ ...failure, ...newFile }), events.ReplacementCancelled(newFile)])
      given(videoDecider, [...playing, begun, end])
        .when(third)
        .then([taken]);
  });
  test('is rejected for the video of another user, with the file to be deleted', () => {
    given(videoDecider, playing)
      .when(commands.ProcessVideo({ ...replacement, ownerId: otherUserId }))
      .then([events.ProcessingRejected({ reason: 'not-yours', ...newFile })]);
  });
});

describe('the reports on a replacement', () => {
  test('lead to events of its own, once', () => {
    given(videoDecider, [...playing, begun])
      .when(commands.RecordProbe({ ...probe, ...newFile }))
      .then([probed]);
    given(videoDecider, [...playing, begun, probed])
      .when(commands.RecordProbe({ ...probe, ...newFile }))
      .then([]);
    given(videoDecider, [...playing, begun])
      .when(commands.RecordDamage(newFile))
      .then([events.ReplacementDamageFound(newFile)]);
    given(videoDecider, [...playing, begun])
      .when(commands.RecordProgress({ ...newFile, percent: 40 }))
      .then([events.ReplacementProgressed({ ...newFile, percent: 40 })]);
    given(videoDecider, [...playing, begun, probed])
      .when(commands.RecordRendition({ ...rendition, ...newFile, at }))
      .then([newReady]);
  });
  test('swap the files when the new one is complete, and not before it plays', () => {
    given(videoDecider, made).when(commands.CompleteProcessing(newFile)).then([replaced]);
    given(videoDecider, [...playing, begun, probed])
      .when(commands.CompleteProcessing(newFile))
      .then([]);
  });
  test('keep the current file if the new one fails, even if a part of it plays', () => {
    given(videoDecider, made)
      .when(commands.FailProcessing({ ...failure, ...newFile }))
      .then([events.ReplacementFailed({ ...failure, ...newFile })]);
  });
  test('are ignored after it was cancelled, has failed, or has taken the place', () => {
    for (const end of [
      events.ReplacementCancelled(newFile),
      events.ReplacementFailed({ ...failure, ...newFile }),
      replaced,
    ])
      given(videoDecider, [...made, end])
        .when(commands.CompleteProcessing(newFile))
        .then([]);
  });
});

describe('a replaced file', () => {
  test('leaves the publication as it is, and reports on it change nothing', () => {
    expect(fold(videoDecider, [...made, replaced])).toMatchObject({
      publication: 'published',
      uploadId: newFile.uploadId,
      heights: [height],
      replacement: null,
    });
    given(videoDecider, [...made, replaced])
      .when(commands.RecordProgress({ videoId, uploadId, percent: 99 }))
      .then([]);
  });
  test('is dropped later, once, and never the current one', () => {
    const dropped = events.ReplacedFileDropped({ videoId, uploadId });
    given(videoDecider, [...made, replaced])
      .when(commands.DropReplacedFile({ videoId, uploadId }))
      .then([dropped]);
    given(videoDecider, [...made, replaced, dropped])
      .when(commands.DropReplacedFile({ videoId, uploadId }))
      .then([]);
    given(videoDecider, [...made, replaced])
      .when(commands.DropReplacedFile(newFile))
      .then([]);
  });
});

describe('CancelReplacement', () => {
  const command = commands.CancelReplacement({ videoId, userId: ownerId });
  const cancelled = events.ReplacementCancelled(newFile);

  test('keeps the current file, also after the new one failed', () => {
    given(videoDecider, [...playing, begun])
      .when(command)
      .then([cancelled]);
    given(videoDecider, [...playing, begun, events.ReplacementFailed({ ...failure, ...newFile })])
      .when(command)
      .then([cancelled]);
  });
  test('changes nothing without a replacement, and is rejected for other users', () => {
    given(videoDecider, playing).when(command).then([]);
    given(videoDecider, [...playing, begun])
      .when(commands.CancelReplacement({ videoId, userId: otherUserId }))
      .thenRejected('not-yours');
  });
});

test('a deletion cancels the replacement, and a purge deletes every file', () => {
  const deleted = events.VideoDeleted({ videoId, ownerId, deletedAt: later, purgeAt: '2026-12-21T10:05:00.000Z' });
  given(videoDecider, [...playing, begun])
    .when(commands.DeleteVideo({ videoId, userId: ownerId, requestedAt: later }))
    .then([deleted, unpublished, events.ReplacementCancelled(newFile)]);
  given(videoDecider, [...made, replaced, deleted, unpublished])
    .when(commands.DeleteForEver({ videoId, userId: ownerId }))
    .then([events.VideoPurged({ videoId, ownerId, uploadIds: [uploadId, newFile.uploadId] })]);
});
