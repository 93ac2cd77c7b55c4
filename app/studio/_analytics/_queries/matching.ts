import 'server-only';
import { sql, type RawBuilder } from 'kysely';
import { coverOf } from '../cover';
import type { Dimension, Filter } from '../state';

/** The columns of the dimensions. */
export const COLUMNS: Readonly<Record<Dimension, RawBuilder<unknown>>> = {
  source: sql`source`,
  sourceDetail: sql`source_detail`,
  audience: sql`audience`,
  device: sql`device`,
  browser: sql`browser`,
  language: sql`language`,
  country: sql`country`,
};

/** Returns the condition for counts that a filter includes. */
export function matching(filter: Filter): RawBuilder<boolean> {
  const conditions = Object.entries(filter).map(
    ([dimension, value]) => sql`${COLUMNS[dimension as Dimension]} = ${value}`,
  );
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` AND `)}`;
}

/**
 * Returns the condition for the counts that make up a period.
 * @param from and `to` begin a quarter of an hour, in milliseconds since the epoch; `to` is not part of it.
 */
export function within(from: number, to: number): RawBuilder<boolean> {
  const parts = coverOf(from, to).map(
    ({ grain, ...part }) => sql`
      (grain = ${grain} AND starts_at >= ${new Date(part.from).toISOString()}
        AND starts_at < ${new Date(part.to).toISOString()})`,
  );
  // A day that a time zone left out has none.
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` OR `)})`;
}
