import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { views } from '@/app/_lib/queries/views';
import type { ReportReason } from '@/text/report-reasons';

/** The most cases of each list. */
const SHOWN = 100;

/** Returns the subjects with open reports, the longest waiting first. */
export async function reportedSubjects(moderator: Asker) {
  return queryAs(
    moderator,
    views
      .selectFrom('moderation_cases_reports as report')
      .leftJoin('channels_names as owner', 'owner.userId', 'report.ownerId')
      .where('report.outcome', 'is', null)
      .groupBy(['report.subjectId', 'report.subjectKind', 'report.ownerId', 'owner.name'])
      .orderBy(({ fn }) => fn.min('report.reportedAt'))
      .orderBy('report.subjectId')
      .limit(SHOWN)
      .select(['report.subjectId', 'report.subjectKind', 'report.ownerId', 'owner.name as ownerName'])
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min<Date>('report.reportedAt').as('since')])
      .select(sql<string>`(array_agg(report.title ORDER BY report.reported_at DESC))[1]`.as('title'))
      .select(sql<ReportReason[]>`array_agg(DISTINCT report.reason)`.as('reasons')),
  );
}

/** Returns the restrictions that hold. Those with an open appeal come first, the longest waiting at the top. */
export async function restrictedSubjects(moderator: Asker) {
  return queryAs(
    moderator,
    views
      .selectFrom('moderation_cases_restrictions as restriction')
      .leftJoin('channels_names as owner', 'owner.userId', 'restriction.ownerId')
      .where('restriction.liftedAt', 'is', null)
      .orderBy(sql`restriction.appealed_at IS NOT NULL AND restriction.denied_at IS NULL`, 'desc')
      .orderBy(sql`CASE WHEN restriction.denied_at IS NULL THEN restriction.appealed_at END`)
      .orderBy('restriction.restrictedAt', 'desc')
      .orderBy('restriction.decisionId')
      .limit(SHOWN)
      .select(['restriction.subjectId', 'restriction.subjectKind', 'restriction.ownerId', 'restriction.title'])
      .select(['restriction.reason', 'restriction.restrictedAt', 'restriction.appealedAt', 'restriction.deniedAt'])
      .select('owner.name as ownerName'),
  );
}

/** Returns the reports of a subject, the open ones first, each time the newest first, with the number of open ones. */
export async function reportsAbout(moderator: Asker, subjectId: string) {
  return queryAs(
    moderator,
    views
      .selectFrom('moderation_cases_reports as report')
      .leftJoin('channels_names as reporter', 'reporter.userId', 'report.reporterId')
      .where('report.subjectId', '=', subjectId)
      .orderBy(sql`report.outcome IS NOT NULL`)
      .orderBy('report.reportedAt', 'desc')
      .orderBy('report.reportId')
      .limit(SHOWN)
      .selectAll('report')
      .select(sql<number>`count(*) FILTER (WHERE report.outcome IS NULL) OVER ()`.as('openCount'))
      .select('reporter.name as reporterName'),
  );
}

/** Returns the restrictions of a subject, the newest first. Only the first one may hold. */
export async function restrictionsOf(moderator: Asker, subjectId: string) {
  return queryAs(
    moderator,
    views
      .selectFrom('moderation_cases_restrictions')
      .where('subjectId', '=', subjectId)
      .orderBy('restrictedAt', 'desc')
      .orderBy('decisionId')
      .limit(SHOWN)
      .selectAll(),
  );
}

/** Returns who decided what about a subject, the newest first. */
export async function decisionsAbout(moderator: Asker, subjectId: string) {
  return queryAs(
    moderator,
    views
      .selectFrom('moderation_cases_decisions as decided')
      .leftJoin('channels_names as moderator', 'moderator.userId', 'decided.moderatorId')
      .where('decided.subjectId', '=', subjectId)
      .orderBy('decided.position', 'desc')
      .limit(SHOWN)
      .select(['decided.position', 'decided.decision', 'decided.decidedAt', 'moderator.name as moderatorName']),
  );
}
