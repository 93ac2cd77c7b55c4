import 'server-only';
import { sql } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import type { Filter } from '../state';
import type { Counted } from '../sums';
import { matching, within } from './matching';

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

/** The shares of a period, those with the most views first. */
export interface Breakdowns {
  readonly source: readonly Share[];
  readonly device: readonly Share[];
  readonly browser: readonly Share[];
  readonly language: readonly Share[];
  readonly details: readonly DetailShare[];
}

type ByDimension = Exclude<keyof Breakdowns, 'details'>;

/** Returns where the viewers of a subject came from and what they watched with. The parameters are as of `sumsOf`. */
export async function breakdownsOf(
  userId: string,
  subjectId: string,
  { from, to }: { readonly from: number; readonly to: number },
  filter: Filter,
): Promise<Breakdowns> {
  const counted = sql`
    sum(views)::bigint AS views, greatest(0, sum(watched_milliseconds))::float8 / 1000 AS watched_seconds
    FROM view.analytics_counts
    WHERE subject_id = ${subjectId} AND ${within(from, to)} AND ${matching(filter)}`;
  const [shares, details] = await Promise.all([
    queryAs(
      { userId },
      statement(sql<Share & { dimension: ByDimension }>`
        SELECT * FROM (
          SELECT CASE WHEN grouping(source) = 0 THEN 'source' WHEN grouping(device) = 0 THEN 'device'
              WHEN grouping(browser) = 0 THEN 'browser' ELSE 'language' END AS dimension,
            coalesce(source, device, browser, language) AS value, ${counted}
          GROUP BY GROUPING SETS ((source), (device), (browser), (language))
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
  const of = (dimension: ByDimension) => shares.filter((share) => share.dimension === dimension).slice(0, VALUES_MAX);
  return { source: of('source'), device: of('device'), browser: of('browser'), language: of('language'), details };
}
