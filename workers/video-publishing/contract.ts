import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { maxUnits } from '@/text/characters';

const videoId = z.uuid();
/** Who asks. Only the owner may. */
const userId = z.uuid();
/** Names one uploaded file: its folder under DATA_DIR/uploads and DATA_DIR/media/<videoId>. */
export const uploadId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** In characters, as `countCharacters` counts them. */
export const NAME_MAX = 120;
/** In characters, as `countCharacters` counts them. */
export const DESCRIPTION_MAX = 5_000;
/** In bytes. Larger uploads are refused before they begin. */
export const UPLOAD_MAX = 10 * 1000 ** 3;

const rejection = { reason: z.string(), field: z.string().optional(), videoId };

/** Why a file cannot become a video. The application has the sentence for each. */
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

const source = { uploadId, fileName: z.string().min(1).max(255), bytes: z.number().int().min(0) };
const time = z.iso.datetime();
const percent = z.number().min(0).max(100);
/** In pixels, as a person sees it: after rotation. */
const size = { width: z.number().int().positive(), height: z.number().int().positive() };

/** By what a quality is named: its shorter side in pixels, so 1080 (1080p) for 1920 × 1080 and for 1080 × 1920. */
export function qualityOf({ width, height }: { width: number; height: number }): number {
  return Math.min(width, height);
}

/** What a video goes without of its file. Not readable: this site knows no decoder for it, or it is broken. */
const leftOut = z.object({
  kind: z.enum(['picture', 'sound', 'subtitles', 'chapters', 'attachments', 'data']),
  isReadable: z.boolean(),
  count: z.number().int().positive(),
});
export type LeftOut = z.output<typeof leftOut>;

/** What there is to know of a file: found out once, reported and kept alike. Older ones do not say what was left out. */
const probe = z.object({
  videoId,
  uploadId,
  durationSeconds: z.number().positive(),
  ...size,
  leftOut: z.array(leftOut).optional(),
});
const progress = z.object({ videoId, uploadId, percent });
const rendition = z.object({ videoId, uploadId, ...size, bitsPerSecond: z.number().int().positive() });

/** From an uploaded file to a video that others can watch. An entity is one video. */
export const videoPublishing = defineContract({
  category: 'videoPublishing',
  commands: {
    /** An upload is complete: make it playable. Another file for the same video replaces one that failed. */
    ProcessVideo: messageType('ProcessVideo', z.object({ videoId, ownerId: userId, ...source, uploadedAt: time })),
    /** Try the same file again after a failure. */
    RetryProcessing: messageType('RetryProcessing', z.object({ videoId, userId })),
    /** Let others watch: now, or as soon as the first rendition can play. */
    PublishVideo: messageType('PublishVideo', z.object({ videoId, userId, requestedAt: time })),
    UnpublishVideo: messageType('UnpublishVideo', z.object({ videoId, userId })),
    /** Publish it at a later time, instead of any time that was set before. */
    SchedulePublication: messageType('SchedulePublication', z.object({ videoId, userId, publishAt: time })),
    CancelScheduledPublication: messageType('CancelScheduledPublication', z.object({ videoId, userId })),
    NameVideo: messageType('NameVideo', z.object({ videoId, userId, name: z.string().max(maxUnits(NAME_MAX)) })),
    DescribeVideo: messageType(
      'DescribeVideo',
      z.object({ videoId, userId, description: z.string().max(maxUnits(DESCRIPTION_MAX)) }),
    ),

    /** The time has come: the component's own timer asks. `publishAt` tells which schedule it was set for. */
    PublishAsScheduled: messageType('PublishAsScheduled', z.object({ videoId, publishAt: time })),

    // What the component's own ffmpeg work reports to itself. `uploadId` tells reports on a replaced file apart.
    RecordProbe: messageType('RecordProbe', probe),
    RecordDamage: messageType('RecordDamage', z.object({ videoId, uploadId })),
    RecordPoster: messageType('RecordPoster', z.object({ videoId, uploadId })),
    RecordProgress: messageType('RecordProgress', progress),
    RecordRendition: messageType('RecordRendition', rendition.extend({ at: time })),
    CompleteProcessing: messageType('CompleteProcessing', z.object({ videoId, uploadId })),
    FailProcessing: messageType(
      'FailProcessing',
      z.object({ videoId, uploadId, reason: failureReason, detail: z.string().max(8_000) }),
    ),
  },
  events: {
    /**
     * The first event of a video, or a replacement file. `name` is made from the file's name and is there only the
     * first time.
     */
    VideoUploaded: messageType(
      'VideoUploaded',
      z.object({ videoId, ownerId: userId, ...source, name: z.string().optional(), uploadedAt: time }),
    ),
    ProcessingRetried: messageType('ProcessingRetried', z.object({ videoId, uploadId })),
    VideoProbed: messageType('VideoProbed', probe),
    /** A part of the file could not be decoded. The rest plays. */
    DamageFound: messageType('DamageFound', z.object({ videoId, uploadId })),
    PosterMade: messageType('PosterMade', z.object({ videoId, uploadId })),
    ProcessingProgressed: messageType('ProcessingProgressed', progress),
    /** One more quality can play. The first makes the video playable. */
    RenditionReady: messageType('RenditionReady', rendition),
    VideoProcessed: messageType('VideoProcessed', z.object({ videoId, uploadId })),
    /** The file cannot become a video. Crashes and full disks are not this: they are tried again. */
    VideoPublishingFailed: messageType(
      'VideoPublishingFailed',
      z.object({ videoId, uploadId, reason: failureReason, detail: z.string() }),
    ),
    /** Asked for before anything can play. `VideoPublished` follows by itself. */
    PublicationRequested: messageType('PublicationRequested', z.object({ videoId })),
    VideoPublished: messageType('VideoPublished', z.object({ videoId, ownerId: userId, publishedAt: time })),
    VideoUnpublished: messageType('VideoUnpublished', z.object({ videoId })),
    /** Set, or moved, to this time. A publication, the wish for one, or cancelling ends it. */
    PublicationScheduled: messageType('PublicationScheduled', z.object({ videoId, publishAt: time })),
    ScheduledPublicationCancelled: messageType('ScheduledPublicationCancelled', z.object({ videoId })),
    VideoNamed: messageType('VideoNamed', z.object({ videoId, name: z.string().min(1).max(maxUnits(NAME_MAX)) })),
    VideoDescribed: messageType(
      'VideoDescribed',
      z.object({ videoId, description: z.string().max(maxUnits(DESCRIPTION_MAX)) }),
    ),
    // Reasons: `no-such-video`, `not-yours`, and those of the field: `empty`, `too-long`; for processing `in-progress`,
    // `nothing-to-retry`; for publishing `failed`: the file cannot be played; for scheduling that too, and `past` and
    // `published`.
    NamingRejected: messageType('NamingRejected', z.object(rejection)),
    DescribingRejected: messageType('DescribingRejected', z.object(rejection)),
    PublishingRejected: messageType('PublishingRejected', z.object(rejection)),
    UnpublishingRejected: messageType('UnpublishingRejected', z.object(rejection)),
    SchedulingRejected: messageType('SchedulingRejected', z.object(rejection)),
    CancellingRejected: messageType('CancellingRejected', z.object(rejection)),
    ProcessingRejected: messageType('ProcessingRejected', z.object(rejection)),
  },
});
