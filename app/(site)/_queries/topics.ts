import type { Topic } from '@/workers/aggregators/contract';

/** The rows of some cards. */
type Rows = readonly { readonly videoId: string; readonly ownerId: string }[];

/** Returns what changes cards of the home page: one topic for all videos, and the creators' names. */
export function topicsOfHomeCards(rows: Rows): Topic[] {
  return ['home', ...rows.map(({ ownerId }) => `creator:${ownerId}` as const)];
}

/** Returns what changes a list of videos on a watch or creator page. */
export function topicsOfList(rows: Rows): Topic[] {
  return ['published', ...rows.flatMap(topicsOfVideo)];
}

/** Returns what changes one video on a watch page. */
export function topicsOfVideo({ videoId, ownerId }: Rows[number]): Topic[] {
  return [`video:${videoId}`, `creator:${ownerId}`];
}
