import 'server-only';
import { auditOf, type Audit } from './_queries/audit';
import { breakdownsOf, type Breakdowns } from './_queries/breakdowns';
import { sumsOf } from './_queries/sums';
import { watchingNow } from './_queries/watching-now';
import { QUARTER_MS } from '@/workers/aggregators/contract';
import { before, comparedWith, quarterOf, type Period } from './period';
import type { AnalyticsState } from './state';
import { shown, totalOf, type Sums } from './sums';

/** What was counted of a video or a channel over time. */
export interface OverTime {
  readonly state: AnalyticsState;
  readonly period: Period;
  /** Of each step of the period. */
  readonly sums: readonly Sums[];
  readonly total: Sums;
  /** The same of the period that it is compared with; the total is that up to the same time of it as now. */
  readonly compared: { readonly sums: readonly Sums[]; readonly total: Sums } | null;
}

/** Everything that a page of analytics shows of any subject. */
export interface Analytics extends OverTime {
  readonly breakdowns: Breakdowns;
  readonly audit: Audit;
  /** How many viewings are going on, whatever the period and the filter are. */
  readonly watchingNow: number;
}

/** Of what, and for whom, analytics are read. */
export interface Question {
  readonly userId: string;
  /** The id of a video, or of the user for their channel. Rows of subjects that the user may not see count as none. */
  readonly subjectId: string;
  readonly state: AnalyticsState;
  /** That of the state: `periodOf`. */
  readonly period: Period;
}

/** Reads what an address asks for. */
export async function readAnalytics(question: Question, now: number): Promise<Analytics> {
  const { userId, subjectId, state, period } = question;
  const { edges } = period;
  const whole = { from: edges[0]!, to: edges.at(-1)! };
  const [overTime, breakdowns, audit, watching] = await Promise.all([
    readOverTime(question, now),
    breakdownsOf(userId, subjectId, whole, state.filter),
    auditOf(userId, subjectId, whole),
    watchingNow(userId, subjectId, now),
  ]);
  return { ...overTime, breakdowns, audit, watchingNow: watching };
}

/** Reads only what is counted over time. @param now milliseconds since the epoch. */
export async function readOverTime({ userId, subjectId, state, period }: Question, now: number): Promise<OverTime> {
  const { compare, filter } = state;
  // The quarter of an hour that has begun counts whole.
  const until = Math.min(quarterOf(now) + QUARTER_MS, period.edges.at(-1)!);
  const [sums, compared] = await Promise.all([
    sumsOf(userId, subjectId, period.edges, filter),
    compare === 'none' ? null : readCompared(),
  ]);
  return { state, period, sums: sums.map(shown), total: shown(totalOf(sums)), compared };

  async function readCompared(): Promise<OverTime['compared']> {
    if (compare === 'none') return null;
    const edges = comparedWith(period, compare);
    const end = Math.max(edges[0]!, before(until, period, compare));
    const [earlier, [total]] = await Promise.all([
      sumsOf(userId, subjectId, edges, filter),
      sumsOf(userId, subjectId, [edges[0]!, end], filter),
    ]);
    return { sums: earlier.map(shown), total: shown(total!) };
  }
}
