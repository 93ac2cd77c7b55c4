import { escapeLiteral, type ClientBase } from 'pg';
import { rulesOf, type Aggregator } from '@/workers/runtime/src/projecting/aggregator';
import { viewOf } from '@/workers/runtime/src/projecting/aggregator-tables';
import { readViews } from './catalog';
import type { Change } from './change';
import { AGGREGATORS, roleOf } from './services';
import { viewGrants } from './views';

/**
 * The views of aggregators that show other rows or columns of the live tables than described. Those of tables that another
 * version of the code made are its own to judge.
 */
export async function compareViews(client: ClientBase): Promise<Change[]> {
  const { rows: live } = await client.query<{ aggregator: string; version: number; schema: string }>(
    `SELECT aggregator, version, schema FROM runtime.build JOIN pg_namespace ON nspname = schema WHERE state = 'live'`,
  );
  const views = await readViews(client);
  const changes: Change[] = [];
  for (const aggregator of AGGREGATORS) {
    const build = live.find(
      ({ aggregator: name, version }) => name === aggregator.name && version === aggregator.version,
    );
    const rules = rulesOf(aggregator);
    // Where one is missing, its worker makes them all.
    if (!build || !rules.every(([table]) => views.has(table))) continue;
    const otherwise: string[] = [];
    for (const [table, rule] of rules) {
      if (!(await isAs(client, `view.${table}`, viewOf(build.schema, table, rule)))) otherwise.push(`view.${table}`);
    }
    // One may read another of the same aggregator.
    if (otherwise.length > 0)
      changes.push({ text: `~ view ${otherwise.join(', ')}`, sql: remake(aggregator, build.schema, views) });
  }
  return changes;
}

function remake(aggregator: Aggregator, schema: string, views: ReadonlyMap<string, readonly string[]>): string {
  const rules = rulesOf(aggregator);
  return [
    `DROP VIEW ${rules.map(([table]) => `view.${table}`).join(', ')}`,
    ...rules.flatMap(([table, rule]) => [
      `CREATE VIEW view.${table} AS ${viewOf(schema, table, rule)}`,
      `COMMENT ON VIEW view.${table} IS ${escapeLiteral(rule)}`,
      `ALTER VIEW view.${table} OWNER TO ${roleOf(aggregator.name)}`,
    ]),
    ...viewGrants(aggregator, views).map(({ privilege, object, role }) => `GRANT ${privilege} ON ${object} TO ${role}`),
  ].join('; ');
}

/** Whether a view is what one with this query would be. */
async function isAs(client: ClientBase, view: string, query: string): Promise<boolean> {
  await client.query(`SAVEPOINT compared; CREATE TEMPORARY VIEW compared AS ${query}`);
  const { rows } = await client.query<{ same: boolean }>(
    `SELECT pg_get_viewdef($1::regclass) = pg_get_viewdef('pg_temp.compared'::regclass) AND NOT EXISTS (
       SELECT FROM pg_class, unnest(reloptions) AS option WHERE oid = $1::regclass AND option LIKE 'security%') AS same`,
    [view],
  );
  await client.query('ROLLBACK TO compared');
  return rows[0]!.same;
}
