import { announceAll, type Queryable } from '@message-db/client';
import type pg from 'pg';
import { rulesOf, type Aggregator } from './aggregator';
import { lockBuilds } from './aggregator-tables';
import { PARTITIONS_CHANNEL } from '../base/channels';
import { connected, LEASE_MS } from '../partitions/lease-queries';
import { inTransaction } from '../base/transaction';

/** One build of an aggregator's tables, as read from the database. */
export interface Build {
  readonly schema: string;
  readonly version: number;
  readonly state: 'building' | 'live' | 'retired';
  /**
   * A number that identifies its tables, and changes when they are recreated. Null if a table is missing, or, for the
   * live build, if a view is missing or has another rule.
   */
  readonly tables: number | null;
  /** Whether a live process projects into it. */
  readonly used: boolean;
  /** Whether it was retired long ago, and no process projects into it. */
  readonly expired: boolean;
}

/** Reads all builds of an aggregator. @param keptMs how long a retired build is kept. */
export async function readBuilds(client: Queryable, aggregator: Aggregator, keptMs: number): Promise<Build[]> {
  const { rows } = await client.query<Build>({
    name: 'read-builds',
    text: READ_BUILDS,
    values: [aggregator.name, ...columnsOf(rulesOf(aggregator)), keptMs],
  });
  return rows;
}

function columnsOf(rules: readonly [table: string, rule: string][]): [tables: string[], rules: string[]] {
  return [rules.map(([table]) => table), rules.map(([, rule]) => rule)];
}

const READ_BUILDS = `
  SELECT schema, version, state,
    CASE WHEN NOT EXISTS (
      SELECT FROM unnest($2::text[], $3::text[]) AS wanted (name, rule)
      WHERE to_regclass(format('%I.%I', schema, name)) IS NULL
         OR state = 'live' AND obj_description(to_regclass(format('view.%I', name)), 'pg_class') IS DISTINCT FROM rule
    ) THEN to_regclass(format('%I.checkpoint', schema))::oid::bigint END AS tables,
    used,
    state = 'retired' AND NOT used AND retired_at < now() - $4 * interval '1 millisecond' AS expired
  FROM runtime.build
  CROSS JOIN LATERAL (SELECT EXISTS (
    SELECT FROM runtime.process
    WHERE seen_at > now() - interval '${LEASE_MS} milliseconds'
      AND EXISTS (SELECT FROM unnest(consumers) AS consumer WHERE starts_with(consumer, schema || ' ')) AND ${connected}
  ) AS used) AS known
  WHERE aggregator = $1
  ORDER BY requested_at`;

/** The next steps of a process with one version of the aggregator. */
export interface Plan {
  /** A newer live version that this process must not replace: it stands by. */
  readonly newer: number | null;
  /** Whether to start a build: no build is live, or this version has none that could go live. */
  readonly begin: boolean;
  /** The builds to project into. */
  readonly run: readonly Build[];
  /** The builds whose tables must be repaired before projecting into them. */
  readonly repair: readonly Build[];
  /** The builds to abandon. */
  readonly abandonBuild: readonly Build[];
  readonly drop: readonly Build[];
}

/**
 * Plans the next steps. A process with a higher version than the live one builds its version beside it. If no process
 * has had the live version for some time, the code was rolled back, and an older version replaces it.
 */
export function planBuilds(version: number, builds: readonly Build[], newerIsGone: boolean): Plan {
  const live = builds.find(({ state }) => state === 'live');
  const own = builds.filter((build) => build.version === version && build.state !== 'retired');
  if (live && live.version > version && !newerIsGone) {
    return { newer: live.version, begin: false, run: [], repair: [], abandonBuild: own, drop: [] };
  }
  return {
    newer: null,
    begin: !live || own.length === 0,
    run: own.filter(({ tables }) => tables !== null),
    repair: own.filter(({ tables }) => tables === null),
    abandonBuild: [],
    drop: builds.filter(({ expired }) => expired),
  };
}

/** Returns whether a live process has a newer version than this. */
export function isNewerAlive(version: number, builds: readonly Build[]): boolean {
  return builds.some((build) => build.version > version && build.used);
}

/** No aggregator has this name. */
export class NoSuchAggregatorError extends Error {
  override name = 'NoSuchAggregatorError';
}

/**
 * Requests a rebuild of the live version's tables. The aggregator's worker builds new tables beside the live ones, and
 * swaps them when they have caught up. Another request meanwhile returns the same build.
 * @returns the schema of the build, for `rebuildProgress`.
 * @throws {NoSuchAggregatorError}
 */
export async function requestRebuild(pool: pg.Pool, aggregator: string): Promise<string> {
  const schema = await inTransaction(pool, async (client) => {
    await lockBuilds(client, aggregator);
    const { rows } = await client.query<Pick<Build, 'schema' | 'version' | 'state'>>(
      'SELECT schema, version, state FROM runtime.build WHERE aggregator = $1',
      [aggregator],
    );
    const live = rows.find(({ state }) => state === 'live');
    if (!live) throw new NoSuchAggregatorError(`There is no aggregator ${aggregator} with live tables`);
    const own = rows.filter(({ version }) => version === live.version);
    const underWay = own.find(({ state }) => state === 'building');
    if (underWay) return underWay.schema;
    const next = schemaAfter(own.map((build) => build.schema));
    await client.query(
      `INSERT INTO runtime.build (schema, aggregator, version, state) VALUES ($1, $2, $3, 'building')`,
      [next, aggregator, live.version],
    );
    return next;
  });
  await announceAll(pool, { [PARTITIONS_CHANNEL]: [aggregator] });
  return schema;
}

/**
 * Returns the schema of the next build: `home_page_v1_b2` after `home_page_v1`.
 * @param schemas one or more, of one version.
 */
export function schemaAfter(schemas: readonly string[]): string {
  const [, base] = /^(.*?)(?:_b\d+)?$/.exec(schemas[0]!)!;
  const numbers = schemas.map((schema) => Number(/_b(\d+)$/.exec(schema)?.[1] ?? 1));
  return `${base}_b${Math.max(...numbers) + 1}`;
}
