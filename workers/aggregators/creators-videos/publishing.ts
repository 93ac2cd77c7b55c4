import type { FactOf, Statement } from '@/workers/runtime/src/projecting/aggregator';
import { qualityOf, type videoPublishing } from '@/workers/video-publishing/contract';
import { foldPatches, upsert, type Patch } from '../upsert';
import type { CreatorsVideo } from './tables';

export type VideoEvent = FactOf<typeof videoPublishing>;

const videos = {
  name: 'creators_videos',
  key: 'video_id',
  columns: [
    'owner_id',
    'name',
    'description',
    'file_name',
    'bytes',
    'upload_id',
    'processing',
    'publication',
    'is_playable',
    'percent',
    'failure_reason',
    'failure_detail',
    'duration_seconds',
    'width',
    'height',
    'left_out',
    'is_damaged',
    'has_poster',
    'qualities',
    'uploaded_at',
    'published_at',
    'scheduled_at',
  ],
} as const;

/** Processing from its beginning. */
const waiting = {
  processing: 'waiting',
  percent: 0,
  failure_reason: null,
  failure_detail: null,
  left_out: [],
  is_damaged: false,
} as const;

/** All that was known of the file before this one. */
const newFile = {
  ...waiting,
  is_playable: false,
  duration_seconds: null,
  width: null,
  height: null,
  has_poster: false,
  qualities: [],
};

/** What an event says of its video, but for the renditions, which add up. */
export function patchOf(event: VideoEvent): Patch<CreatorsVideo> | null {
  switch (event.type) {
    case 'VideoUploaded': {
      const { ownerId, uploadId, fileName, bytes, name, uploadedAt } = event.data;
      const first = name !== undefined && { name, description: '', publication: 'draft' as const };
      const source = { upload_id: uploadId, file_name: fileName, bytes, uploaded_at: uploadedAt };
      return { owner_id: ownerId, ...source, ...newFile, ...first };
    }
    case 'ProcessingRetried':
      return waiting;
    case 'VideoProbed': {
      const { durationSeconds, width, height, leftOut = [] } = event.data;
      return { processing: 'running', duration_seconds: durationSeconds, width, height, left_out: leftOut };
    }
    case 'DamageFound':
      return { is_damaged: true };
    case 'PosterMade':
      return { has_poster: true };
    case 'ProcessingProgressed':
      return { processing: 'running', percent: event.data.percent };
    case 'RenditionReady':
      return { is_playable: true };
    case 'VideoProcessed':
      return { processing: 'done', percent: 100 };
    case 'VideoPublishingFailed':
      return { processing: 'failed', failure_reason: event.data.reason, failure_detail: event.data.detail };
    case 'PublicationRequested':
      return { publication: 'requested', scheduled_at: null };
    case 'VideoPublished':
      return { publication: 'published', published_at: event.data.publishedAt, scheduled_at: null };
    case 'VideoUnpublished':
      return { publication: 'unpublished' };
    case 'PublicationScheduled':
      return { scheduled_at: event.data.publishAt };
    case 'ScheduledPublicationCancelled':
      return { scheduled_at: null };
    case 'VideoNamed':
      return { name: event.data.name };
    case 'VideoDescribed':
      return { description: event.data.description };
    default:
      return null;
  }
}

/** The qualities that each video's current file gained, one row each. Those of a replaced file are gone with it. */
function addQualities(events: readonly VideoEvent[]): Statement[] {
  let ready: { videoId: string; quality: number }[] = [];
  for (const { type, data } of events) {
    if (type === 'VideoUploaded') ready = ready.filter(({ videoId }) => videoId !== data.videoId);
    if (type === 'RenditionReady') ready.push({ videoId: data.videoId, quality: qualityOf(data) });
  }
  if (ready.length === 0) return [];
  return [
    {
      text: `
        UPDATE creators_videos AS video
        SET qualities = ARRAY(
          SELECT DISTINCT quality FROM unnest(video.qualities || added.qualities) AS quality ORDER BY quality
        )
        FROM (
          SELECT video_id, array_agg(quality) AS qualities
          FROM unnest($1::uuid[], $2::integer[]) AS ready (video_id, quality) GROUP BY video_id
        ) AS added
        WHERE video.video_id = added.video_id`,
      values: [ready.map(({ videoId }) => videoId), ready.map(({ quality }) => quality)],
    },
  ];
}

/** The creators' videos after these events. */
export function projectPublishing(events: readonly VideoEvent[]): Statement[] {
  const patches = foldPatches(events, ({ data }) => data.videoId, patchOf);
  return [...upsert<CreatorsVideo>(videos, patches), ...addQualities(events)];
}
