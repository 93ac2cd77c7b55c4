import 'server-only';
import { sql } from 'kysely';
import { queryShared } from '@/app/_lib/queries/database';
import { statement, views } from '@/app/_lib/queries/views';

export interface CountedTag {
  readonly tagKey: string;
  /** As it is typed for the newest of its videos. */
  readonly tag: string;
  /** How many public videos have it. */
  readonly videos: number;
}

/** Of how many of the newest videos the tags are looked at. */
const NEWEST = 500;

/** Returns the tags that the newest public videos have most often, the most frequent first. */
export function tagsOfNewestVideos(limit: number): Promise<CountedTag[]> {
  return queryShared(
    statement(sql<CountedTag>`
      SELECT used.tag_key AS "tagKey", used.tag, counted.videos
      FROM (
        SELECT tag.tag_key, (array_agg(tag.tag ORDER BY tag.published_at DESC, tag.video_id))[1] AS tag, count(*) AS times
        FROM (
          SELECT video_id FROM view.home_page_videos WHERE is_playable ORDER BY published_at DESC, video_id LIMIT ${NEWEST}
        ) AS newest
        JOIN view.home_page_tags AS tag ON tag.video_id = newest.video_id
        GROUP BY tag.tag_key ORDER BY times DESC, tag.tag_key LIMIT ${limit}
      ) AS used
      CROSS JOIN LATERAL (
        SELECT count(*) AS videos FROM view.home_page_tags AS tag WHERE tag.tag_key = used.tag_key
      ) AS counted
      ORDER BY used.times DESC, used.tag_key`),
    () => ['home'],
  );
}

/**
 * Returns the tags that public videos have, those of the most videos first, and how many tags there are. The index leads
 * from each tag to the next one, so the time grows with the tags and the rows of the largest: see decision 284.
 */
export async function allTags(limit: number): Promise<{ readonly tags: CountedTag[]; readonly total: number }> {
  const rows = await queryShared(
    statement(sql<CountedTag & { total: number }>`
      WITH RECURSIVE used (tag_key, tag) AS (
        (SELECT tag_key, tag FROM view.home_page_tags ORDER BY tag_key, published_at DESC, video_id LIMIT 1)
        UNION ALL
        SELECT next.tag_key, next.tag FROM used CROSS JOIN LATERAL (
          SELECT tag.tag_key, tag.tag FROM view.home_page_tags AS tag WHERE tag.tag_key > used.tag_key
          ORDER BY tag.tag_key, tag.published_at DESC, tag.video_id LIMIT 1
        ) AS next
      )
      SELECT used.tag_key AS "tagKey", used.tag, counted.videos, count(*) OVER () AS total
      FROM used
      CROSS JOIN LATERAL (
        SELECT count(*) AS videos FROM view.home_page_tags AS tag WHERE tag.tag_key = used.tag_key
      ) AS counted
      ORDER BY counted.videos DESC, used.tag_key LIMIT ${limit}`),
    () => ['home'],
  );
  return { tags: rows, total: rows[0]?.total ?? 0 };
}

/** Returns a tag as it is typed for the newest of its videos; null if no public video has it. */
export async function tagOfVideos(tagKey: string): Promise<string | null> {
  const [row] = await queryShared(
    views
      .selectFrom('home_page_tags')
      .where('tagKey', '=', tagKey)
      .orderBy('publishedAt', 'desc')
      .orderBy('videoId')
      .limit(1)
      .select('tag'),
    () => ['home'],
  );
  return row?.tag ?? null;
}
