import { sql, type Expression } from 'kysely';
import { channelNameOf, handleOf } from '@/app/_lib/channels/channel-queries';
import type { Topic } from '@/workers/aggregators/contract';

/** The columns that a card shows, of a table of videos named `video`. */
export const CARD_COLUMNS = [
  'video.videoId',
  'video.ownerId',
  'video.name',
  'video.views',
  'video.publishedAt',
  'video.durationSeconds',
  'video.posterId',
  'video.posterWidths',
] as const;

/**
 * Shown while a creator's name is unknown. It arrives a moment later, because names and videos come from two
 * categories.
 */
const UNKNOWN_CREATOR = 'Unknown creator';

/**
 * The creator of a video, for a `select`: the name of their channel, or else of their account, and the handle of their
 * page; null until they have one.
 */
export function creatorOf(ownerId: Expression<string>, accountName: Expression<string | null>) {
  return [
    sql<string>`coalesce(${channelNameOf(ownerId)}, ${accountName}, ${UNKNOWN_CREATOR})`.as('creatorName'),
    handleOf(ownerId).as('creatorHandle'),
  ] as const;
}

/** The rows of some cards. */
type Rows = readonly { readonly videoId: string; readonly ownerId: string }[];

/** Returns what changes cards of the home page: one topic for all videos, and the creators' names. */
export function topicsOfHomeCards(rows: Rows): Topic[] {
  return ['home', ...rows.map(({ ownerId }) => `creator:${ownerId}` as const)];
}

/** Returns what changes a list on a watch page: which videos are public, their details, and the creators' names. */
export function topicsOfList(rows: Rows): Topic[] {
  return ['published', ...rows.flatMap(topicsOfVideo)];
}

/** Returns what changes one video on a watch page. */
export function topicsOfVideo({ videoId, ownerId }: Rows[number]): Topic[] {
  return [`video:${videoId}`, `creator:${ownerId}`];
}
