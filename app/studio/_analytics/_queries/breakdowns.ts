import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { DIMENSIONS, type Dimension, type Filter } from '../state';
import type { Counted } from '../sums';
import { COLUMNS, matching, within } from './matching';
import type { Span } from './span';

/** The most values of one breakdown. */
const VALUES_MAX = 50;

/** What was counted for one value, such as the source `search` or the browser `Firefox`. */
export interface Share extends Counted {
  readonly value: string;
}

/** A share of searches with the same words, or of one site. */
export interface DetailShare extends Share {
  readonly source: string;
}

/** The dimensions that have a breakdown of their own. */
const BROKEN_DOWN = DIMENSIONS.filter((dimension) => dimension !== 'sourceDetail');
type ByDimension = Exclude<Dimension, 'sourceDetail'>;

/** The shares of a period, those with the most views first. */
export interface Breakdowns extends Readonly<Record<ByDimension, readonly Share[]>> {
  readonly details: readonly DetailShare[];
}

/** Returns where the viewers of a subject came from and what they watched with. The parameters are as of `sumsOf`. */
export async function breakdownsOf(
  userId: string,
  subjectId: string,
  { from, to }: Span,
  filter: Filter,
): Promise<Breakdowns> {
  const columns = BROKEN_DOWN.map((dimension) => COLUMNS[dimension]);
  const dimension = BROKEN_DOWN.map((name) => sql`WHEN grouping(${COLUMNS[name]}) = 0 THEN ${sql.lit(name)}`);
  const counted = sql`
    sum(views)::bigint AS views, greatest(0, sum(watched_milliseconds))::float8 / 1000 AS watched_seconds
    FROM view.analytics_counts
    WHERE subject_id = ${subjectId} AND ${within(from, to)} AND ${matching(filter)}`;
  const [shares, details] = await Promise.all([
    queryAs(
      { userId },
      statement(sql<Share & { dimension: ByDimension }>`
        SELECT * FROM (
          SELECT CASE ${sql.join(dimension, sql` `)} END AS dimension, coalesce(${sql.join(columns)}) AS value, ${counted}
          GROUP BY GROUPING SETS (${sql.join(columns.map((column) => sql`(${column})`))})
        ) AS share
        WHERE views > 0
        ORDER BY views DESC, watched_seconds DESC, value`),
    ),
    queryAs(
      { userId },
      statement(sql<DetailShare>`
        SELECT source, value, views, watched_seconds FROM (
          SELECT *, row_number() OVER (PARTITION BY source ORDER BY views DESC, watched_seconds DESC, value) AS place
          FROM (SELECT source, source_detail AS value, ${counted} AND source_detail <> '' GROUP BY source, source_detail)
            AS detail
          WHERE views > 0
        ) AS ranked
        WHERE place <= ${VALUES_MAX} ORDER BY views DESC, watched_seconds DESC, value`),
    ),
  ]);
  const of = (asked: ByDimension): readonly Share[] =>
    shares.filter((share) => share.dimension === asked).slice(0, VALUES_MAX);
  return {
    source: of('source'),
    audience: of('audience'),
    device: of('device'),
    browser: of('browser'),
    language: of('language'),
    country: of('country'),
    details,
  };
}
