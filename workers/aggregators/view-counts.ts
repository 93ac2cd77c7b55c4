import type { FactOf, Statement } from '@/workers/runtime/src/projecting/aggregator';
import type { viewCounting } from '@/workers/view-counting/contract';
import { sorted } from './upsert';

export type ViewingEvent = FactOf<typeof viewCounting>;

/** How many views each video got, by its id. */
export function viewsByVideo(events: readonly ViewingEvent[]): Map<string, number> {
  const views = new Map<string, number>();
  for (const event of events) {
    if (event.type !== 'VideoViewed') continue;
    const videoId = event.data.videoId.toLowerCase();
    views.set(videoId, (views.get(videoId) ?? 0) + 1);
  }
  return views;
}

/**
 * Adds views to a table of videos. A video that the table does not have yet gets a row with nothing but its views:
 * the categories are read independently, and the rest follows.
 */
export function addViews(table: string, views: ReadonlyMap<string, number>): Statement[] {
  if (views.size === 0) return [];
  const rows = sorted(views);
  return [
    {
      text: `
        INSERT INTO ${table} AS video (video_id, views)
        SELECT * FROM unnest($1::uuid[], $2::bigint[])
        ON CONFLICT (video_id) DO UPDATE SET views = video.views + excluded.views`,
      values: [rows.map(([videoId]) => videoId), rows.map(([, count]) => count)],
    },
  ];
}
