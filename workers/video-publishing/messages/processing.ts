import { messageType } from '@message-db/client';
import { z } from 'zod';
import { CHAPTERS_MAX } from '@/text/chapters';
import { chapter, rejectionFor, time, uploadId, userId, videoId } from './common';

/** In bytes. Larger uploads are refused before they start. */
export const UPLOAD_MAX = 10 * 1000 ** 3;

/** The reasons why a file cannot become a video. The application has a sentence for each. */
export const failureReason = z.enum([
  'empty',
  'not-a-video',
  'gif',
  'encrypted',
  'cut-off',
  'no-video-track',
  'unsupported-codec',
  'too-long-to-process',
  'source-missing',
]);
export type FailureReason = z.output<typeof failureReason>;

export const source = { uploadId, fileName: z.string().min(1).max(255), bytes: z.number().int().min(0) };
/** The owner of the file; and, if an editor uploaded it, that editor (`userId`). */
export const uploaded = { ownerId: userId, userId: userId.optional() };
const percent = z.number().min(0).max(100);
/** In square pixels, after rotation. */
export const size = { width: z.number().int().positive(), height: z.number().int().positive() };

/** The name of a quality: its shorter side in pixels. 1080 (1080p) for 1920 × 1080 and for 1080 × 1920. */
export function qualityOf({ width, height }: { width: number; height: number }): number {
  return Math.min(width, height);
}

/** Tracks of the file that the video does not have. `isReadable` is false for tracks that cannot be decoded. */
export const leftOut = z.object({
  kind: z.enum(['picture', 'sound', 'subtitles', 'chapters', 'attachments', 'data']),
  isReadable: z.boolean(),
  count: z.number().int().positive(),
});
export type LeftOut = z.output<typeof leftOut>;

/** The chapters in a file. Older messages have none: they count the file's among `leftOut`. */
export const fileChapters = z.array(chapter).max(CHAPTERS_MAX).optional();

/** The result of the probe of a file. Older messages have no `leftOut`. */
export const probe = z.object({
  videoId,
  uploadId,
  durationSeconds: z.number().positive(),
  ...size,
  leftOut: z.array(leftOut).optional(),
  chapters: fileChapters,
});
/**
 * The poster was made, and copies of it in these widths, in pixels, the smallest first. Older messages have no
 * `widths`: their poster has no copies.
 */
export const poster = z.object({ videoId, uploadId, widths: z.array(z.number().int().positive()).optional() });
/** In older messages all renditions are one work, and `percent` is of all of it. */
const renditionPercent = z.object({ height: size.height, percent });
export const progress = z.object({ videoId, uploadId, percent, rendition: renditionPercent.optional() });
/** The renditions of a file, in the order in which they are made. */
export const plan = z.object({
  videoId,
  uploadId,
  durationSeconds: z.number().positive(),
  renditions: z.array(z.object(size)).min(1),
});
export const rendition = z.object({ videoId, uploadId, ...size, bitsPerSecond: z.number().int().positive() });

/** From an uploaded file to a video that can be played. */
export const processing = {
  commands: {
    /**
     * An upload is complete: process it. It is the file of a draft or a new video, or replaces the file of a video.
     */
    ProcessVideo: messageType('ProcessVideo', z.object({ videoId, ...uploaded, ...source, uploadedAt: time })),
    /** Process the same file again after a failure. */
    RetryProcessing: messageType('RetryProcessing', z.object({ videoId, userId })),

    // Reports of the component's own processing. `uploadId` identifies the file, which may have been replaced since.
    RecordProbe: messageType('RecordProbe', probe),
    RecordDamage: messageType('RecordDamage', z.object({ videoId, uploadId })),
    RecordPoster: messageType('RecordPoster', poster),
    /** The file can be encoded: make these renditions, each as a job. */
    PlanRenditions: messageType('PlanRenditions', plan),
    /** `percent` is of one rendition, unless the message is old. */
    RecordProgress: messageType(
      'RecordProgress',
      z.object({ videoId, uploadId, percent, height: size.height.optional() }),
    ),
    RecordRendition: messageType('RecordRendition', rendition.extend({ at: time })),
    /** No longer sent: the last planned rendition completes the processing. Earlier releases have sent it. */
    CompleteProcessing: messageType('CompleteProcessing', z.object({ videoId, uploadId })),
    FailProcessing: messageType(
      'FailProcessing',
      z.object({ videoId, uploadId, reason: failureReason, detail: z.string().max(8_000) }),
    ),
  },
  events: {
    /**
     * A draft has its file, or a failed file is replaced. Also the first event of a video that was not drafted: only
     * then it has a `name`, derived from the file's.
     */
    VideoUploaded: messageType(
      'VideoUploaded',
      z.object({ videoId, ...uploaded, ...source, name: z.string().optional(), uploadedAt: time }),
    ),
    /** Older events have no owner. */
    ProcessingRetried: messageType('ProcessingRetried', z.object({ videoId, uploadId, ownerId: userId.optional() })),
    VideoProbed: messageType('VideoProbed', probe),
    /** A part of the file could not be decoded. The rest can be played. */
    DamageFound: messageType('DamageFound', z.object({ videoId, uploadId })),
    PosterMade: messageType('PosterMade', poster),
    /** Everything is known to make the renditions. Videos that were processed by earlier releases have no plan. */
    RenditionsPlanned: messageType('RenditionsPlanned', plan.extend({ ownerId: userId })),
    /** `percent` is of all renditions, and `rendition` the one whose progress was reported. */
    ProcessingProgressed: messageType('ProcessingProgressed', progress),
    /** One more quality can be played. The first one makes the video playable. */
    RenditionReady: messageType('RenditionReady', rendition.extend({ ownerId: userId.optional() })),
    VideoProcessed: messageType('VideoProcessed', z.object({ videoId, uploadId })),
    /** The file cannot become a video. Crashes and full disks do not lead to this: they are retried. */
    VideoPublishingFailed: messageType(
      'VideoPublishingFailed',
      z.object({ videoId, uploadId, reason: failureReason, detail: z.string() }),
    ),
    /** `uploadId` names a file that was not taken, and is deleted. */
    ProcessingRejected: rejectionFor('ProcessingRejected', ['in-progress', 'nothing-to-retry'], {
      uploadId: uploadId.optional(),
    }),
  },
};
