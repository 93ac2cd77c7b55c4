import { describe, expect, test } from 'vitest';
import type { NewEventOf } from '@message-db/client';
import { asRead } from '@/workers/runtime/testing/message';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { foldPatches } from '../upsert';
import { patchOf, type VideoEvent } from './publishing';

const videoId = '10000000-0000-4000-8000-000000000001';
const ownerId = '00000000-0000-4000-8000-00000000000a';
const uploadId = 'upload-1';
const at = '2026-03-01T12:00:00.000Z';
const { events } = videoPublishing;

const uploaded = events.VideoUploaded({ videoId, ownerId, uploadId, fileName: 'a.mp4', bytes: 1, name: 'a', uploadedAt: at });
const replaced = events.VideoUploaded({ videoId, ownerId, uploadId: 'upload-2', fileName: 'b.mp4', bytes: 2, uploadedAt: at });
const probed = events.VideoProbed({ videoId, uploadId, durationSeconds: 9, width: 16, height: 9 });
const progressed = events.ProcessingProgressed({ videoId, uploadId, percent: 40 });
const processed = events.VideoProcessed({ videoId, uploadId });
const failed = events.VideoPublishingFailed({ videoId, uploadId, reason: 'cut-off', detail: 'The file ends early.' });
const retried = events.ProcessingRetried({ videoId, uploadId });
const requested = events.PublicationRequested({ videoId });
const published = events.VideoPublished({ videoId, ownerId, publishedAt: at });
const unpublished = events.VideoUnpublished({ videoId });

/** What a creator sees of their video after these events. */
function after(...past: NewEventOf<typeof videoPublishing>[]) {
  const read = past.map((event) => asRead<string, unknown>(event) as VideoEvent);
  return foldPatches(read, ({ data }) => data.videoId, patchOf).get(videoId);
}

describe('processing', () => {
  test.each([
    ['waiting', [uploaded]],
    ['running', [uploaded, probed]],
    ['running', [uploaded, probed, progressed]],
    ['done', [uploaded, probed, processed]],
    ['failed', [uploaded, probed, failed]],
    ['waiting', [uploaded, probed, failed, retried]],
    ['waiting', [uploaded, probed, failed, replaced]],
  ])('is %s', (processing, past) => expect(after(...past)).toMatchObject({ processing }));

  test('says why it failed until it is tried again', () => {
    expect(after(uploaded, failed)).toMatchObject({ failure_reason: 'cut-off', failure_detail: 'The file ends early.' });
    expect(after(uploaded, progressed, failed, retried)).toMatchObject({ failure_reason: null, failure_detail: null, percent: 0 });
  });

  test('of another file begins anew, and keeps the name', () => {
    const video = after(uploaded, probed, failed, replaced);
    expect(video).toMatchObject({ name: 'a', upload_id: 'upload-2', file_name: 'b.mp4', duration_seconds: null, failure_reason: null });
  });

  test('ends at a hundred percent', () => expect(after(uploaded, progressed, processed)).toMatchObject({ percent: 100 }));
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
