import 'server-only';
import { sql, type RawBuilder } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { HUNDREDTHS } from '@/workers/aggregators/contract';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { touchedDays, type Span } from './span';

/** How much of a video its viewers watched. */
export interface Retention {
  /** Viewings that began and told what they watched. */
  readonly starts: number;
  /** How often each hundredth was watched in a viewing, on average: 1 if everybody watched it once. */
  readonly parts: readonly number[];
}

/** Videos of a like length: from half as long to twice. */
const LIKE_LENGTH = 2;

/**
 * Returns the retention of a video's present length in a period, and that of the other videos of its owner of a like length: null if there
 * are no viewings of these.
 * @param span Each UTC day that it touches is counted whole.
 */
export async function retentionOf(
  userId: string,
  { videoId, ownerId, durationSeconds }: Pick<CreatorsVideo, 'videoId' | 'ownerId' | 'durationSeconds'>,
  span: Span,
): Promise<{ own: Retention; typical: Retention | null }> {
  const milliseconds = Math.round((durationSeconds ?? 0) * 1000);
  const [firstDay, lastDay] = touchedDays(span);
  const read = async (rows: RawBuilder<unknown>): Promise<Retention> => {
    const counted = await queryAs(
      { userId },
      statement(sql<{ plays: number }>`
        SELECT sum(part.plays)::float8 / 1000 AS plays
        FROM view.analytics_retention AS watched
          CROSS JOIN LATERAL unnest(watched.plays) WITH ORDINALITY AS part (plays, place)
        WHERE ${rows} AND watched.day BETWEEN ${firstDay} AND ${lastDay}
        GROUP BY part.place ORDER BY part.place`),
    );
    const [starts = 0, ...parts] = counted.map(({ plays }) => plays);
    return {
      starts,
      parts: Array.from({ length: HUNDREDTHS }, (_, part) => (starts > 0 ? (parts[part] ?? 0) / starts : 0)),
    };
  };
  const [own, typical] = await Promise.all([
    read(sql`watched.subject_id = ${videoId} AND watched.duration_milliseconds = ${milliseconds}`),
    read(sql`
      watched.duration_milliseconds BETWEEN ${Math.round(milliseconds / LIKE_LENGTH)} AND ${milliseconds * LIKE_LENGTH}
      AND watched.subject_id IN (
        SELECT other.video_id FROM view.creators_videos AS other
        WHERE other.owner_id = ${ownerId} AND other.video_id <> ${videoId} AND other.deleted_at IS NULL
      )`),
  ]);
  return { own, typical: typical.starts > 0 ? typical : null };
}
