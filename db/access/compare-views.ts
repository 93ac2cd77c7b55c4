import { escapeLiteral, type ClientBase } from 'pg';
import { serviceOf, type Access, type AggregatorViews } from './access';
import { readViews } from './catalog';
import type { Change } from './change';
import { viewGrants } from './view-grants';

/**
 * The views of aggregators that show other rows or columns of the live tables than described. Views on tables of
 * another version of the code are skipped: that version compares them.
 */
export async function compareViews(client: ClientBase, access: Access): Promise<Change[]> {
  const { rows: live } = await client.query<{ aggregator: string; version: number; schema: string }>(
    `SELECT aggregator, version, schema FROM runtime.build JOIN pg_namespace ON nspname = schema WHERE state = 'live'`,
  );
  const found = await readViews(client);
  const changes: Change[] = [];
  for (const aggregator of access.aggregators) {
    const { service, version, views } = aggregator;
    const build = live.find((each) => each.aggregator === service && each.version === version);
    // If one is missing, the worker makes them all.
    if (!build || !views.every(({ name }) => found.has(name))) continue;
    const drifted: string[] = [];
    for (const { name, query } of views)
      if (!(await equalsQuery(client, `view.${name}`, query(build.schema)))) drifted.push(`view.${name}`);
    // A view may read another one of the same aggregator.
    if (drifted.length > 0)
      changes.push({
        text: `~ view ${drifted.join(', ')}`,
        sql: remake(access, aggregator, build.schema, found),
      });
  }
  return changes;
}

function remake(
  access: Access,
  aggregator: AggregatorViews,
  schema: string,
  found: ReadonlyMap<string, readonly string[]>,
): string {
  const { role } = serviceOf(access, aggregator.service);
  return [
    `DROP VIEW ${aggregator.views.map(({ name }) => `view.${name}`).join(', ')}`,
    ...aggregator.views.flatMap(({ name, comment, query }) => [
      `CREATE VIEW view.${name} AS ${query(schema)}`,
      `COMMENT ON VIEW view.${name} IS ${escapeLiteral(comment)}`,
      `ALTER VIEW view.${name} OWNER TO ${role}`,
    ]),
    ...viewGrants(access, aggregator, found).map(
      (grant) => `GRANT ${grant.privilege} ON ${grant.object} TO ${grant.role}`,
    ),
  ].join('; ');
}

/** Whether a view equals one with this query. */
async function equalsQuery(client: ClientBase, view: string, query: string): Promise<boolean> {
  await client.query(`SAVEPOINT compared; CREATE TEMPORARY VIEW compared AS ${query}`);
  const { rows } = await client.query<{ same: boolean }>(
    `SELECT pg_get_viewdef($1::regclass) = pg_get_viewdef('pg_temp.compared'::regclass) AND NOT EXISTS (
       SELECT FROM pg_class, unnest(reloptions) AS option WHERE oid = $1::regclass AND option LIKE 'security%') AS same`,
    [view],
  );
  await client.query('ROLLBACK TO compared');
  return rows[0]!.same;
}
