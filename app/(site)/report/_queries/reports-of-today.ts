import 'server-only';
import { sql } from 'kysely';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** Returns how many reports a user has sent in the last 24 hours. */
export async function reportsOfToday({ userId }: { userId: string }): Promise<number> {
  const [row] = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('moderation_cases_reports')
      .where('reporterId', '=', userId)
      .where('reportedAt', '>', sql<Date>`now() - interval '24 hours'`)
      .select(({ fn }) => fn.countAll<number>().as('count')),
  );
  return Number(row?.count ?? 0);
}
