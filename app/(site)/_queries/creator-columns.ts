import { sql, type Expression } from 'kysely';
import { channelNameOf, handleOf } from '@/app/_lib/channels/channel-queries';

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
