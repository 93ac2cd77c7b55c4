import 'server-only';
import { popularVideos, type BrowsedVideo } from '../videos/_queries/browse-videos';
import type { ListState } from '../videos/list-state';

export interface Popular {
  readonly period: ListState['period'];
  readonly videos: readonly BrowsedVideo[];
}

/** A list of fewer says little. */
const FEW = 3;

const PERIODS = ['week', 'month', 'year', 'all'] as const;

/**
 * Returns the most viewed videos of this week. On a Monday morning, and on a small site, few videos have views yet: then
 * those of this month, of this year, or of all time. All are asked for at once, in one round trip.
 */
export async function popularNow(limit: number): Promise<Popular> {
  const lists = await Promise.all(PERIODS.map((period) => popularVideos(period, limit)));
  const found = PERIODS.map((period, index) => ({ period, videos: lists[index]!.filter(({ views }) => views > 0) }));
  return found.find(({ videos }) => videos.length >= FEW) ?? found.at(-1)!;
}
