import type { EventOf } from '@message-db/client';
import { z } from 'zod';
import type { PastEvent, Snapshots } from '@message-db/runtime';
import type { videoPublishing } from './contract';

const schema = z
  .object({
    ownerId: z.string(),
    name: z.string(),
    description: z.string(),
    /** The current file: the first one, or the last replacement of a failed one. */
    uploadId: z.string(),
    processing: z.enum(['in-progress', 'done', 'failed']),
    /** The fields from here to `heights` are about the current file. */
    isProbed: z.boolean(),
    isDamaged: z.boolean(),
    hasPoster: z.boolean(),
    percent: z.number(),
    /** The heights of the renditions that can be played. */
    heights: z.array(z.number()).readonly(),
    publication: z.enum(['draft', 'requested', 'published', 'unpublished']),
    /** `publishAt` of the schedule, which identifies it. Null while the publication is `requested` or `published`. */
    scheduledAt: z.string().nullable(),
  })
  .readonly();

export type Video = z.output<typeof schema>;
/** The state of a video; null before its first event. */
export type VideoState = Video | null;

/** Raise the version with any change to `evolve`. */
export const snapshots: Snapshots<VideoState> = { version: 2, schema: schema.nullable() };

const NEW_FILE = {
  processing: 'in-progress',
  isProbed: false,
  isDamaged: false,
  hasPoster: false,
  percent: 0,
  heights: [],
} as const;
const NEW_VIDEO = { ...NEW_FILE, description: '', publication: 'draft', scheduledAt: null } as const;

/** The state of a video after an event. */
export function evolve(video: VideoState, event: PastEvent<EventOf<typeof videoPublishing>>): VideoState {
  if (event.type === 'VideoUploaded') {
    const { ownerId, uploadId, name = '' } = event.data;
    return video ? { ...video, ...NEW_FILE, uploadId } : { ...NEW_VIDEO, ownerId, uploadId, name };
  }
  if (!video) return video;
  switch (event.type) {
    case 'ProcessingRetried':
      return { ...video, ...NEW_FILE };
    case 'VideoProbed':
      return { ...video, isProbed: true };
    case 'DamageFound':
      return { ...video, isDamaged: true };
    case 'PosterMade':
      return { ...video, hasPoster: true };
    case 'ProcessingProgressed':
      return { ...video, percent: event.data.percent };
    case 'RenditionReady':
      return { ...video, heights: [...video.heights, event.data.height] };
    case 'VideoProcessed':
      return { ...video, processing: 'done' };
    case 'VideoPublishingFailed':
      return { ...video, processing: 'failed' };
    case 'PublicationRequested':
      return { ...video, publication: 'requested', scheduledAt: null };
    case 'VideoPublished':
      return { ...video, publication: 'published', scheduledAt: null };
    case 'VideoUnpublished':
      return { ...video, publication: 'unpublished' };
    case 'PublicationScheduled':
      return { ...video, scheduledAt: event.data.publishAt };
    case 'ScheduledPublicationCancelled':
      return { ...video, scheduledAt: null };
    case 'VideoNamed':
      return { ...video, name: event.data.name };
    case 'VideoDescribed':
      return { ...video, description: event.data.description };
    default:
      return video;
  }
}
