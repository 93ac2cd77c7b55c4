import 'server-only';
import { handleOf } from '@/app/_lib/channels/channel-queries';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** The most reports that the page shows, the newest. */
const SHOWN = 100;

/** Returns what a user has reported, and what became of it. */
export async function reportsOf(userId: string) {
  return queryAs(
    { userId },
    views
      .selectFrom('moderation_cases_reports as report')
      .where('report.reporterId', '=', userId)
      .orderBy('report.reportedAt', 'desc')
      .orderBy('report.reportId')
      .limit(SHOWN)
      .select(['report.reportId', 'report.subjectKind', 'report.title', 'report.reason', 'report.words'])
      .select(['report.reportedAt', 'report.outcome'])
      // The name of an account may be another than that of its channel.
      .select(({ ref }) => handleOf(ref('report.subjectId')).as('handle')),
  );
}
