import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import type { DiscountReason } from '@/workers/view-counting/contract';
import { touchedDays, type Span } from './span';

/** What became of the views of a period that are audited. */
export interface Audit {
  /** All of them. */
  readonly viewed: number;
  readonly confirmed: number;
  /** Those that do not count, by why, the most first. */
  readonly discounted: readonly { readonly reason: DiscountReason; readonly views: number }[];
}

/**
 * Returns what view auditing said of the views of a subject.
 * @param span Each UTC day that it touches is counted whole.
 */
export async function auditOf(userId: string, subjectId: string, span: Span): Promise<Audit> {
  const [firstDay, lastDay] = touchedDays(span);
  const rows = await queryAs(
    { userId },
    statement(sql<{ outcome: 'viewed' | 'confirmed' | DiscountReason; views: number }>`
      SELECT outcome, sum(views)::bigint AS views FROM view.analytics_audits
      WHERE subject_id = ${subjectId} AND day BETWEEN ${firstDay} AND ${lastDay}
      GROUP BY outcome HAVING sum(views) > 0 ORDER BY views DESC, outcome`),
  );
  const of = (asked: string) => rows.find(({ outcome }) => outcome === asked)?.views ?? 0;
  const discounted = rows.flatMap(({ outcome, views }) =>
    outcome === 'viewed' || outcome === 'confirmed' ? [] : [{ reason: outcome, views }],
  );
  return { viewed: of('viewed'), confirmed: of('confirmed'), discounted };
}
