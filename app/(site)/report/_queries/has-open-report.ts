import 'server-only';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** Returns whether a user has reported a subject, and nobody has decided about it. */
export async function hasOpenReport({ userId }: { userId: string }, subjectId: string): Promise<boolean> {
  const rows = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('moderation_cases_reports')
      .where('reporterId', '=', userId)
      .where('subjectId', '=', subjectId)
      .where('outcome', 'is', null)
      .limit(1)
      .select('reportId'),
  );
  return rows.length > 0;
}
