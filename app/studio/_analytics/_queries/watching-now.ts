import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

/** Somebody watches now if they reported so many seconds ago or less. Players report every ten seconds. */
export const WATCHING_SECONDS = 30;
/** The clocks of several machines differ by less. */
const CLOCKS_MS = 10_000;

/**
 * Returns how many viewings of a subject are going on. Bots, and creators of a video, are not counted.
 * @param subjectId the id of a video, or of a user for their channel. @param now milliseconds since the epoch.
 */
export async function watchingNow(userId: string, subjectId: string, now: number): Promise<number> {
  const since = new Date(now - WATCHING_SECONDS * 1000).toISOString();
  const until = new Date(now + CLOCKS_MS).toISOString();
  const [row] = await queryAs(
    { userId },
    statement(sql<{ viewings: number }>`
      SELECT count(*)::integer AS viewings FROM view.analytics_watching
      WHERE last_at > ${since} AND last_at < ${until} AND subject_id IN (
        SELECT subject_id FROM view.analytics_subjects WHERE subject_id = ${subjectId} OR owner_id = ${subjectId}
      )`),
  );
  return row?.viewings ?? 0;
}
