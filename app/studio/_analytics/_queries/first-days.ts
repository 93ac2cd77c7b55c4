import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import type { PublishedVideo } from '../first-day';

/** What is typical is that of so many videos, the ones that were published last before the video. */
const OTHERS_MAX = 20;

interface Row {
  readonly videoId: string;
  readonly publishedAt: Date;
  readonly day: string | null;
  readonly views: readonly number[] | null;
}

/**
 * Returns the first day of a video that was published, and those of the user's own that were published before it with the same
 * visibility. A collaborator gets no others: they do not see all videos of its owner.
 */
export async function firstDays(
  userId: string,
  {
    videoId,
    ownerId,
    visibility,
    publishedAt,
  }: Pick<CreatorsVideo, 'videoId' | 'ownerId' | 'visibility'> & { readonly publishedAt: Date },
): Promise<{ video: PublishedVideo; others: PublishedVideo[] }> {
  const rows = await queryAs(
    { userId },
    statement(sql<Row>`
      SELECT video.video_id, video.published_at, counted.day::text AS day, counted.views
      FROM (
        (SELECT video_id, published_at FROM view.creators_videos WHERE video_id = ${videoId})
        UNION ALL
        (SELECT video_id, published_at FROM view.creators_videos
          WHERE owner_id = ${userId} AND owner_id = ${ownerId} AND video_id <> ${videoId} AND deleted_at IS NULL
            AND publication = 'published' AND visibility = ${visibility} AND published_at < ${publishedAt.toISOString()}
          ORDER BY published_at DESC LIMIT ${OTHERS_MAX})
      ) AS video
      LEFT JOIN view.analytics_days AS counted
        ON counted.subject_id = video.video_id
        AND counted.day BETWEEN (video.published_at AT TIME ZONE 'UTC')::date
          AND ((video.published_at + interval '1 day') AT TIME ZONE 'UTC')::date`),
  );
  const found = new Map<string, { publishedAt: number; days: Map<string, readonly number[]> }>();
  for (const row of rows) {
    const video = found.get(row.videoId) ?? { publishedAt: row.publishedAt.getTime(), days: new Map() };
    found.set(row.videoId, video);
    if (row.day !== null) video.days.set(row.day, row.views ?? []);
  }
  const { [videoId]: video = { publishedAt: publishedAt.getTime(), days: new Map() }, ...others } =
    Object.fromEntries(found);
  return { video, others: Object.values(others) };
}
