import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { maxUnits } from '@/text/characters';
import { LANGUAGES } from '@/text/languages';

const videoId = z.uuid();
/** The user who sent the command. Commands of others than the owner are rejected. */
const userId = z.uuid();
/**
 * The id of an uploaded file. It is the name of the file in DATA_DIR/uploads and of its folder in
 * DATA_DIR/media/<videoId>.
 */
export const uploadId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** In characters (`countCharacters`). */
export const NAME_MAX = 120;
/** In characters (`countCharacters`). */
export const DESCRIPTION_MAX = 5_000;
/** In bytes. Larger uploads are refused before they start. */
export const UPLOAD_MAX = 10 * 1000 ** 3;
/** The maximum number of days ahead for a scheduled publication: a year. A later time is almost always mistyped. */
export const SCHEDULE_DAYS_MAX = 366;

/** The reasons why any command of a user about a video can be rejected. */
const COMMON_REASONS = ['no-such-video', 'not-yours'] as const;

/** A rejection, for one of these reasons or of the common ones. */
function rejectionFor<const Type extends string, const Reason extends string>(type: Type, reasons: readonly Reason[]) {
  const reason = z.enum([...COMMON_REASONS, ...reasons]);
  return messageType(type, z.object({ reason, field: z.string().optional(), videoId }));
}

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

const source = { uploadId, fileName: z.string().min(1).max(255), bytes: z.number().int().min(0) };
const time = z.iso.datetime();
const percent = z.number().min(0).max(100);
/** In square pixels, after rotation. */
const size = { width: z.number().int().positive(), height: z.number().int().positive() };

/** The name of a quality: its shorter side in pixels. 1080 (1080p) for 1920 × 1080 and for 1080 × 1920. */
export function qualityOf({ width, height }: { width: number; height: number }): number {
  return Math.min(width, height);
}

/** Tracks of the file that the video does not have. `isReadable` is false for tracks that cannot be decoded. */
const leftOut = z.object({
  kind: z.enum(['picture', 'sound', 'subtitles', 'chapters', 'attachments', 'data']),
  isReadable: z.boolean(),
  count: z.number().int().positive(),
});
export type LeftOut = z.output<typeof leftOut>;

/** The result of the probe of a file. Older messages have no `leftOut`. */
const probe = z.object({
  videoId,
  uploadId,
  durationSeconds: z.number().positive(),
  ...size,
  leftOut: z.array(leftOut).optional(),
});
/**
 * The poster was made, and copies of it in these widths, in pixels, the smallest first. Older messages have no `widths`:
 * their poster has no copies.
 */
const poster = z.object({ videoId, uploadId, widths: z.array(z.number().int().positive()).optional() });
const progress = z.object({ videoId, uploadId, percent });
const rendition = z.object({ videoId, uploadId, ...size, bitsPerSecond: z.number().int().positive() });

/** Turns uploaded files into published videos. An entity is one video. */
export const videoPublishing = defineContract({
  category: 'videoPublishing',
  commands: {
    /** An upload is complete: process it. A new file for the same video replaces a file that failed. */
    ProcessVideo: messageType('ProcessVideo', z.object({ videoId, ownerId: userId, ...source, uploadedAt: time })),
    /** Process the same file again after a failure. */
    RetryProcessing: messageType('RetryProcessing', z.object({ videoId, userId })),
    /** Publish now, or as soon as the first rendition is ready. */
    PublishVideo: messageType('PublishVideo', z.object({ videoId, userId, requestedAt: time })),
    UnpublishVideo: messageType('UnpublishVideo', z.object({ videoId, userId })),
    /** Publish at a later time. Replaces an earlier schedule. */
    SchedulePublication: messageType('SchedulePublication', z.object({ videoId, userId, publishAt: time })),
    CancelScheduledPublication: messageType('CancelScheduledPublication', z.object({ videoId, userId })),
    NameVideo: messageType('NameVideo', z.object({ videoId, userId, name: z.string().max(maxUnits(NAME_MAX)) })),
    DescribeVideo: messageType(
      'DescribeVideo',
      z.object({ videoId, userId, description: z.string().max(maxUnits(DESCRIPTION_MAX)) }),
    ),
    /** Set the language of the tutorial, by its tag. An empty tag removes it. */
    ChooseLanguage: messageType('ChooseLanguage', z.object({ videoId, userId, language: z.string().max(100) })),

    /** Sent by the component's own timer when it is due. `publishAt` identifies its schedule. */
    PublishAsScheduled: messageType('PublishAsScheduled', z.object({ videoId, publishAt: time })),

    // Reports of the component's own processing. `uploadId` identifies the file, which may have been replaced since.
    RecordProbe: messageType('RecordProbe', probe),
    RecordDamage: messageType('RecordDamage', z.object({ videoId, uploadId })),
    RecordPoster: messageType('RecordPoster', poster),
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
     * The first event of a video, or the replacement of a failed file. `name` is derived from the file's name, and
     * present only the first time.
     */
    VideoUploaded: messageType(
      'VideoUploaded',
      z.object({ videoId, ownerId: userId, ...source, name: z.string().optional(), uploadedAt: time }),
    ),
    ProcessingRetried: messageType('ProcessingRetried', z.object({ videoId, uploadId })),
    VideoProbed: messageType('VideoProbed', probe),
    /** A part of the file could not be decoded. The rest can be played. */
    DamageFound: messageType('DamageFound', z.object({ videoId, uploadId })),
    PosterMade: messageType('PosterMade', poster),
    ProcessingProgressed: messageType('ProcessingProgressed', progress),
    /** One more quality can be played. The first one makes the video playable. */
    RenditionReady: messageType('RenditionReady', rendition),
    VideoProcessed: messageType('VideoProcessed', z.object({ videoId, uploadId })),
    /** The file cannot become a video. Crashes and full disks do not lead to this: they are retried. */
    VideoPublishingFailed: messageType(
      'VideoPublishingFailed',
      z.object({ videoId, uploadId, reason: failureReason, detail: z.string() }),
    ),
    /** Publication was requested before the video is playable. `VideoPublished` follows when it is. */
    PublicationRequested: messageType('PublicationRequested', z.object({ videoId })),
    VideoPublished: messageType('VideoPublished', z.object({ videoId, ownerId: userId, publishedAt: time })),
    VideoUnpublished: messageType('VideoUnpublished', z.object({ videoId })),
    /** Scheduled, or rescheduled, for this time. Ends with a publication, a request for one, or a cancellation. */
    PublicationScheduled: messageType('PublicationScheduled', z.object({ videoId, publishAt: time })),
    ScheduledPublicationCancelled: messageType('ScheduledPublicationCancelled', z.object({ videoId })),
    VideoNamed: messageType('VideoNamed', z.object({ videoId, name: z.string().min(1).max(maxUnits(NAME_MAX)) })),
    VideoDescribed: messageType(
      'VideoDescribed',
      z.object({ videoId, description: z.string().max(maxUnits(DESCRIPTION_MAX)) }),
    ),
    /** Null: the language was removed. */
    LanguageChosen: messageType('LanguageChosen', z.object({ videoId, language: z.enum(LANGUAGES).nullable() })),
    NamingRejected: rejectionFor('NamingRejected', ['empty', 'too-long']),
    DescribingRejected: rejectionFor('DescribingRejected', ['too-long']),
    LanguageRejected: rejectionFor('LanguageRejected', ['no-such-language']),
    /** `failed`: the file cannot become a video. */
    PublishingRejected: rejectionFor('PublishingRejected', ['failed']),
    UnpublishingRejected: rejectionFor('UnpublishingRejected', []),
    SchedulingRejected: rejectionFor('SchedulingRejected', ['failed', 'past', 'too-far', 'published']),
    CancellingRejected: rejectionFor('CancellingRejected', []),
    ProcessingRejected: rejectionFor('ProcessingRejected', ['in-progress', 'nothing-to-retry']),
  },
});

type Rejections = Pick<typeof videoPublishing.events, `${string}Rejected` & keyof typeof videoPublishing.events>;
export type Rejected = keyof Rejections;
/** The possible reasons of a rejection of this type. */
export type ReasonOf<Type extends Rejected> = ReturnType<Rejections[Type]>['data']['reason'];
