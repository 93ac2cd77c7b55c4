import type { Queryable } from '@message-db/client';
import { readHeads } from '../consuming/head';

/** The progress of one category of a build. */
export interface CategoryProgress {
  readonly category: string;
  /** The global position of the last projected message; 0 at the beginning. */
  readonly position: number;
  /** The global position of the category's newest message; 0 without messages. */
  readonly head: number;
}

/** Returns the progress of each category. @param schema a schema of existing tables; trusted. */
export async function progressOf(client: Queryable, schema: string): Promise<CategoryProgress[]> {
  const { rows } = await client.query<{ category: string; position: number }>(
    `SELECT category, position FROM ${schema}.checkpoint ORDER BY category`,
  );
  const heads = await readHeads(
    client,
    rows.map(({ category }) => category),
  );
  return rows.map(({ category, position }) => ({ category, position, head: heads.get(category) ?? 0 }));
}

/**
 * Returns the progress from 0 to 1. It is an estimate, because global positions are not evenly spread over categories.
 */
export function fractionOf(categories: readonly Pick<CategoryProgress, 'position' | 'head'>[]): number {
  const ends = categories.reduce((sum, { head }) => sum + head, 0);
  const done = categories.reduce((sum, { position, head }) => sum + Math.min(position, head), 0);
  return ends === 0 ? 1 : done / ends;
}

/** The progress of a requested rebuild. */
export interface RebuildProgress {
  readonly aggregator: string;
  readonly version: number;
  /** `live`: done. `retired`: abandoned, or replaced by a later build. */
  readonly state: 'building' | 'live' | 'retired';
  /** Empty until a worker has created the tables. */
  readonly categories: readonly CategoryProgress[];
  /** From 0 to 1; 1 only when pages show the build. */
  readonly fraction: number;
  /** The issues that stop it, at most one per category. */
  readonly issues: readonly string[];
}

/** @param schema from `requestRebuild`. @returns null if the build no longer exists. */
export async function rebuildProgress(client: Queryable, schema: string): Promise<RebuildProgress | null> {
  const { rows } = await client.query<
    Pick<RebuildProgress, 'aggregator' | 'version' | 'state' | 'issues'> & { made: boolean }
  >(
    `SELECT aggregator, version, state, to_regclass(format('%I.checkpoint', schema)) IS NOT NULL AS made,
       ARRAY(SELECT issue FROM runtime.consumer WHERE consumer = schema AND issue IS NOT NULL ORDER BY category) AS issues
     FROM runtime.build WHERE schema = $1`,
    [schema],
  );
  if (!rows[0]) return null;
  const { made, ...build } = rows[0];
  const categories = made ? await progressOf(client, schema) : [];
  return { ...build, categories, fraction: build.state === 'live' ? 1 : made ? fractionOf(categories) : 0 };
}
