import type { FactOf, Statement } from '@message-db/runtime';
import type { viewCounting } from '@/workers/view-counting/contract';
import { addUp, sameCase, sorted } from './statements';
import type { Column, Table } from './table';

export type ViewingEvent = FactOf<typeof viewCounting>;

/** The number of new views of each video, by its id. */
export function viewsByVideo(events: readonly ViewingEvent[]): Map<string, number> {
  const views = new Map<string, number>();
  for (const event of events) {
    if (event.type !== 'VideoViewed') continue;
    const videoId = sameCase(event.data.videoId);
    views.set(videoId, (views.get(videoId) ?? 0) + 1);
  }
  return views;
}

/** A table that counts views by video. */
type ViewCounts = Table<
  string,
  { readonly videoId: Column<string, string>; readonly views: Column<number, number> },
  'videoId'
>;

/**
 * Adds views to a table of videos. A video that is not in the table yet gets a row with only its views: the categories
 * are read independently, and the other columns follow.
 */
export function addViews(videos: ViewCounts, views: ReadonlyMap<string, number>): Statement[] {
  const rows = sorted(views);
  return addUp(videos, { videoId: rows.map(([videoId]) => videoId), views: rows.map(([, count]) => count) });
}
