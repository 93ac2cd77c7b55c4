import type { Statement } from '@message-db/runtime';
import { addUp, sorted } from './statements';
import type { Column, Table } from './table';
import { factsOf, type ViewingEvent } from '@/workers/view-counting/contract';

/** The number of new views of each video, by its id. It is negative where more were withdrawn. */
export function viewsByVideo(events: readonly ViewingEvent[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { videoId, views } of factsOf(events))
    if (views !== 0) counted.set(videoId, (counted.get(videoId) ?? 0) + views);
  return counted;
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
