import type { ClientBase } from 'pg';
import { nameOf, type Change } from './change';
import type { Access } from './access';

/** Returns missing and surplus row policies, and tables where row-level security is off, or on without a policy. */
export async function comparePolicies(client: ClientBase, access: Access): Promise<Change[]> {
  const wanted = access.policies;
  const tables = tablesWithPolicies(access);
  const found = await readPolicies(client);
  const { rows } = await client.query<{ table: string }>(
    `SELECT relname AS table FROM pg_class WHERE relnamespace = 'runtime'::regnamespace AND relrowsecurity ORDER BY 1`,
  );
  const enabled = rows.map(({ table }) => `runtime.${nameOf(table)}`);
  const drop = (policy: string) => `DROP POLICY ${/^(.*? ON \S+) /.exec(policy)![1]}`;
  return [
    ...found
      .filter((policy) => !wanted.includes(policy))
      .map((policy) => ({ text: `- policy ${policy}`, sql: drop(policy) })),
    ...tables
      .filter((table) => !enabled.includes(table))
      .map((table) => ({
        text: `+ row-level security of ${table}`,
        sql: `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
      })),
    ...enabled
      .filter((table) => !tables.includes(table))
      .map((table) => ({
        text: `- row-level security of ${table}`,
        sql: `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
      })),
    ...wanted
      .filter((policy) => !found.includes(policy))
      .map((policy) => ({ text: `+ policy ${policy}`, sql: `CREATE POLICY ${policy}` })),
  ];
}

/** Returns the tables with row policies: `runtime.lease`. */
export function tablesWithPolicies({ policies }: Pick<Access, 'policies'>): string[] {
  return [...new Set(policies.map((policy) => / ON (\S+)/.exec(policy)![1]!))];
}

/** Returns the existing policies, in the form of `Access.policies`. */
async function readPolicies(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; table: string; kind: string; roles: string; rest: string }>(
    READ_POLICIES,
  );
  return rows.map(
    ({ name, table, kind, roles, rest }) => `${nameOf(name)} ON runtime.${nameOf(table)}${kind} TO ${roles}${rest}`,
  );
}

const READ_POLICIES = `
  SELECT polname AS name, relname AS table,
    CASE WHEN polpermissive THEN '' ELSE ' AS RESTRICTIVE' END || ' FOR '
      || CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS kind,
    (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE role::regrole::text END, ', ' ORDER BY role::regrole::text) FROM unnest(polroles) AS role) AS roles,
    concat(' USING (' || pg_get_expr(polqual, polrelid) || ')', ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')') AS rest
  FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid WHERE relnamespace = 'runtime'::regnamespace ORDER BY 2, 1`;
