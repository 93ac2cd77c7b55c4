import type { Queryable } from '@message-db/client';
import { readHeads } from '../consuming/head';

/** How far one category is read into a build. */
export interface CategoryProgress {
  readonly category: string;
  /** The global position of the last message that is projected; 0 at the beginning. */
  readonly position: number;
  /** The global position of the category's newest message; 0 when there is none. */
  readonly head: number;
}

/** How far each category is read. @param schema of tables that are there; trusted. */
export async function progressOf(client: Queryable, schema: string): Promise<CategoryProgress[]> {
  const { rows } = await client.query<{ category: string; position: number }>(
    `SELECT category, position FROM ${schema}.position ORDER BY category`,
  );
  const heads = await readHeads(
    client,
    rows.map(({ category }) => category),
  );
  return rows.map(({ category, position }) => ({ category, position, head: heads.get(category) ?? 0 }));
}

/** From 0 to 1, in global positions, of which categories have more in some places than in others. */
export function fractionOf(categories: readonly Pick<CategoryProgress, 'position' | 'head'>[]): number {
  const ends = categories.reduce((sum, { head }) => sum + head, 0);
  const done = categories.reduce((sum, { position, head }) => sum + Math.min(position, head), 0);
  return ends === 0 ? 1 : done / ends;
}

/** How a rebuild that was asked for is getting on. */
export interface RebuildProgress {
  readonly aggregator: string;
  readonly version: number;
  /** `live`: it is done. `retired`: given up for another, or replaced by a later one. */
  readonly state: 'building' | 'live' | 'retired';
  /** Empty until a worker has made the tables. */
  readonly categories: readonly CategoryProgress[];
  /** From 0 to 1, which it is when pages show it. */
  readonly fraction: number;
  /** What keeps it from going on, one a category that has some. */
  readonly problems: readonly string[];
}

/** @param schema from `requestRebuild`. @returns null when it is not there any more. */
export async function rebuildProgress(client: Queryable, schema: string): Promise<RebuildProgress | null> {
  const { rows } = await client.query<
    Pick<RebuildProgress, 'aggregator' | 'version' | 'state' | 'problems'> & { made: boolean }
  >(
    `SELECT aggregator, version, state, to_regclass(format('%I.position', schema)) IS NOT NULL AS made,
       ARRAY(SELECT problem FROM runtime.consumer WHERE consumer = schema AND problem IS NOT NULL ORDER BY category) AS problems
     FROM runtime.build WHERE schema = $1`,
    [schema],
  );
  if (!rows[0]) return null;
  const { made, ...build } = rows[0];
  const categories = made ? await progressOf(client, schema) : [];
  return { ...build, categories, fraction: build.state === 'live' ? 1 : made ? fractionOf(categories) : 0 };
}
