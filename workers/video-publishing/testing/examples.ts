import { videoPublishing } from '../contract';

/** Messages of one video, as its tests need them: what was asked, what the work reported, and the events of it. */
export const { commands, events } = videoPublishing;

export const videoId = '7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e01';
export const ownerId = '7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e02';
export const somebodyElse = '7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e03';
export const uploadId = 'upload-1';
export const at = '2026-11-21T10:00:00.000Z';
export const later = '2026-11-21T10:05:00.000Z';

export const file = { videoId, ownerId, uploadId, fileName: 'my_first-lesson.mp4', bytes: 1_000, uploadedAt: at };
export const replacement = { ...file, uploadId: 'upload-2', fileName: 'again.mp4', uploadedAt: later };
export const rendition = { videoId, uploadId, width: 640, height: 360, bitsPerSecond: 800_000 };
export const probe = { videoId, uploadId, durationSeconds: 12.5, width: 1280, height: 720 };
export const failure = { videoId, uploadId, reason: 'cut-off' as const, detail: 'It ends after 2 s.' };

export const uploaded = events.VideoUploaded({ ...file, name: 'My first lesson' });
export const ready = events.RenditionReady(rendition);
export const processed = events.VideoProcessed({ videoId, uploadId });
export const failed = events.VideoPublishingFailed(failure);
export const requested = events.PublicationRequested({ videoId });
export const published = events.VideoPublished({ videoId, ownerId, publishedAt: at });
export const unpublished = events.VideoUnpublished({ videoId });
