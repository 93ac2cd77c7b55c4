import type { FactOf, Statement } from '@/workers/runtime/src/projecting/aggregator';
import type { videoPublishing } from '@/workers/video-publishing/contract';
import { sorted } from '../upsert';
import type { Rendition } from './tables';

/** The renditions that each video's current file gained. Those of a file that was replaced are gone with it. */
export function renditionsByVideo(events: readonly FactOf<typeof videoPublishing>[]): Map<string, Rendition[]> {
  const renditions = new Map<string, Rendition[]>();
  for (const event of events) {
    const videoId = event.data.videoId.toLowerCase();
    if (event.type === 'VideoUploaded') renditions.delete(videoId);
    if (event.type !== 'RenditionReady') continue;
    const { height, width, bitsPerSecond } = event.data;
    renditions.set(videoId, [...(renditions.get(videoId) ?? []), { height, width, bitsPerSecond }]);
  }
  return renditions;
}

/** Adds renditions to rows that exist. One of a height that is there, made again by a retry, takes its place. */
export function addRenditions(renditions: ReadonlyMap<string, readonly Rendition[]>): Statement[] {
  if (renditions.size === 0) return [];
  const rows = sorted(renditions);
  return [
    {
      text: `
        UPDATE videos AS video SET renditions = (
          SELECT jsonb_agg(rendition ORDER BY rendition->'height')
          FROM (
            SELECT DISTINCT ON (rendition->'height') rendition
            FROM jsonb_array_elements(video.renditions || added.renditions::jsonb) WITH ORDINALITY AS every (rendition, ordinal)
            ORDER BY rendition->'height', ordinal DESC
          ) AS newest
        )
        FROM unnest($1::uuid[], $2::text[]) AS added (video_id, renditions)
        WHERE video.video_id = added.video_id`,
      values: [rows.map(([videoId]) => videoId), rows.map(([, added]) => JSON.stringify(added))],
    },
  ];
}
