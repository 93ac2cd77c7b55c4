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
