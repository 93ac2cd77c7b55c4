import { describe, expect, test } from 'vitest';
import type { NewEventOf } from '@message-db/client';
import type { FactOf } from '@message-db/runtime';
import { asRead } from '@message-db/runtime/testing';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { examples } from '@/workers/video-publishing/examples';
import { foldPatches } from '../statements';
import { patchOf } from './aggregator';

const { VideoUploaded: uploaded, VideoProbed: probed, ProcessingProgressed: progressed } = examples.events;
const { VideoProcessed: processed, VideoPublishingFailed: failed, ProcessingRetried: retried } = examples.events;
const { PublicationRequested: requested, VideoPublished: published, VideoUnpublished: unpublished } = examples.events;
const { PublicationScheduled: scheduled, ScheduledPublicationCancelled: cancelled } = examples.events;
const moved = videoPublishing.events.PublicationScheduled({ ...scheduled.data, publishAt: '2026-12-01T12:00:00.000Z' });
const drafted = examples.events.VideoDrafted;
const { videoId, name: _, ...file } = uploaded.data;
const replaced = videoPublishing.events.VideoUploaded({ ...file, videoId, uploadId: 'upload-2', fileName: 'b.mp4' });

/** The row of a creator's video after these events. */
function after(...past: NewEventOf<typeof videoPublishing>[]) {
  const read = past.map((event) => asRead<string, unknown>(event) as FactOf<typeof videoPublishing>);
  return foldPatches(read, ({ data }) => data.videoId, patchOf).get(videoId);
}

describe('processing', () => {
  test.each([
    ['no-file', [drafted]],
    ['waiting', [drafted, videoPublishing.events.VideoUploaded({ ...file, videoId })]],
    ['waiting', [uploaded]],
    ['running', [uploaded, probed]],
    ['running', [uploaded, probed, progressed]],
    ['done', [uploaded, probed, processed]],
    ['failed', [uploaded, probed, failed]],
    ['waiting', [uploaded, probed, failed, retried]],
    ['waiting', [uploaded, probed, failed, replaced]],
  ])('is %s', (processing, past) => expect(after(...past)).toMatchObject({ processing }));

  test('has the reason of a failure until it is tried again', () => {
    expect(after(uploaded, failed)).toMatchObject({ failureReason: 'cut-off', failureDetail: failed.data.detail });
    expect(after(uploaded, progressed, failed, retried)).toMatchObject({
      failureReason: null,
      failureDetail: null,
      percent: 0,
    });
  });

  test('lists what was left out of the file, and whether a part of it is damaged', () => {
    const damaged = examples.events.DamageFound;
    const expected = { leftOut: probed.data.leftOut, isDamaged: true };
    expect(after(uploaded, probed, damaged)).toMatchObject(expected);
    expect(after(uploaded, probed, damaged, failed, retried)).toMatchObject({ leftOut: [], isDamaged: false });
    const { leftOut: _leftOut, ...older } = probed.data;
    expect(after(uploaded, videoPublishing.events.VideoProbed(older))).toMatchObject({
      leftOut: [],
      isDamaged: false,
    });
  });

  test('starts again for another file, and keeps the name', () => {
    const video = after(uploaded, probed, failed, replaced);
    expect(video).toMatchObject({
      name: uploaded.data.name,
      uploadId: 'upload-2',
      fileName: 'b.mp4',
      durationSeconds: null,
      failureReason: null,
    });
  });

  test('ends at a hundred percent', () =>
    expect(after(uploaded, progressed, processed)).toMatchObject({ percent: 100 }));
});

describe('publication', () => {
  test.each([
    ['draft', [uploaded]],
    ['requested', [uploaded, requested]],
    ['published', [uploaded, requested, published]],
    ['unpublished', [uploaded, requested, unpublished]],
    ['published', [uploaded, published, unpublished, published]],
    ['requested', [uploaded, requested, failed, replaced]],
  ])('is %s', (publication, past) => expect(after(...past)).toMatchObject({ publication }));
});

describe('the visibility', () => {
  const unlisted = videoPublishing.events.VideoPublished({ ...published.data, visibility: 'unlisted' });
  test.each([
    ['private', [uploaded]],
    ['public', [uploaded, requested]],
    ['public', [uploaded, published]],
    ['unlisted', [uploaded, unlisted]],
    ['public', [uploaded, unlisted, published]],
    ['private', [uploaded, unlisted, unpublished]],
    ['scheduled', [uploaded, scheduled]],
    ['private', [uploaded, scheduled, cancelled]],
    ['scheduled', [uploaded, published, unpublished, scheduled]],
    ['public', [uploaded, scheduled, published]],
  ])('is %s', (visibility, past) => expect(after(...past)).toMatchObject({ visibility }));
});

describe('the scheduled time', () => {
  test.each([
    [scheduled.data.publishAt, [uploaded, scheduled]],
    [scheduled.data.publishAt, [uploaded, published, unpublished, scheduled]],
    [moved.data.publishAt, [uploaded, scheduled, moved]],
    [scheduled.data.publishAt, [uploaded, scheduled, failed, replaced]],
    [null, [uploaded, scheduled, cancelled]],
    [null, [uploaded, scheduled, published]],
    [null, [uploaded, scheduled, requested]],
  ])('is %s', (scheduledAt, past) => expect(after(...past)).toMatchObject({ scheduledAt }));
});
