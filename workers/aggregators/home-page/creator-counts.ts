import type { Statement } from '@message-db/runtime';
import { sameCase } from '../statements';
import { bigint, table, timestamptz, uuid, type Table } from '../table';

/** The columns of videos that are counted. */
type Videos = Table & {
  readonly names: Readonly<Record<'videoId' | 'ownerId' | 'isListed' | 'isPlayable' | 'publishedAt', string>>;
};

/** Defines the table of people who have videos that everybody can watch, with how many. */
export function creatorCountsTable() {
  return table(
    'home_page_creator_counts',
    {
      userId: uuid('NOT NULL'),
      videos: bigint('NOT NULL DEFAULT 0'),
      /** When the newest of these videos was published. Null without one. */
      lastPublishedAt: timestamptz(),
    },
    {
      key: ['userId'],
      rule: ({ videos }) => `${videos} > 0`,
      indexes: ({ userId, videos, lastPublishedAt }) => [`(${lastPublishedAt} DESC, ${userId}) WHERE ${videos} > 0`],
    },
  );
}

type CreatorCounts = ReturnType<typeof creatorCountsTable>;

/**
 * Counts the videos of the owners of changed videos. It first locks the owners' rows, so that a transaction which
 * changes other videos of theirs comes before the count or after it.
 * @param ownerIds of events that name them: the row of a purged video does not.
 */
export function countVideos(
  counts: CreatorCounts,
  videos: Videos,
  ownerIds: readonly string[],
  videoIds: Iterable<string>,
): Statement[] {
  const ids = [...videoIds].sort();
  if (ids.length === 0) return [];
  const named = [...new Set(ownerIds.map(sameCase))].sort();
  const { userId, videos: count, lastPublishedAt } = counts.names;
  const { videoId, ownerId, isListed, isPlayable, publishedAt } = videos.names;
  const owners = `
    SELECT ${ownerId} AS id FROM ${videos.name} WHERE ${videoId} = ANY($1::uuid[]) AND ${ownerId} IS NOT NULL
    UNION SELECT unnest($2::uuid[])`;
  return [
    {
      text: `
        INSERT INTO ${counts.name} (${userId}) SELECT id FROM (${owners}) AS owner ORDER BY id
        ON CONFLICT (${userId}) DO UPDATE SET ${userId} = excluded.${userId}`,
      values: [ids, named],
    },
    {
      text: `
        UPDATE ${counts.name} AS counts SET ${count} = counted.videos, ${lastPublishedAt} = counted.newest
        FROM (${owners}) AS owner CROSS JOIN LATERAL (
          SELECT count(*) AS videos, max(${publishedAt}) AS newest FROM ${videos.name} AS video
          WHERE video.${ownerId} = owner.id AND video.${isListed} AND video.${isPlayable}
        ) AS counted
        WHERE counts.${userId} = owner.id`,
      values: [ids, named],
    },
    {
      text: `DELETE FROM ${counts.name} AS counts USING (${owners}) AS owner WHERE counts.${userId} = owner.id AND ${count} = 0`,
      values: [ids, named],
    },
  ];
}
