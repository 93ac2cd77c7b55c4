import { escapeLiteral, type ClientBase } from 'pg';
import { nameOf, type Change } from './change';
import type { Access } from './access';

/** The names of services that differ from `runtime.service`. */
export async function compareNames(client: ClientBase, { services }: Access): Promise<Change[]> {
  const wanted = new Map(services.flatMap(({ role, names }) => (names === null ? [] : [[role, names] as const])));
  const { rows } = await client.query<{ role: string; names: string }>(
    'SELECT role, names FROM runtime.service ORDER BY 1',
  );
  const found = new Map(rows.map(({ role, names }) => [role, names]));
  return [
    ...[...found]
      .filter(([role, names]) => wanted.get(role) !== names)
      .map(([role, names]) => ({
        text: `- ${role} reads as ${names}`,
        sql: `DELETE FROM runtime.service WHERE role = ${escapeLiteral(role)}`,
      })),
    ...[...wanted]
      .filter(([role, names]) => found.get(role) !== names)
      .map(([role, names]) => ({
        text: `+ ${role} reads as ${names}`,
        sql: `INSERT INTO runtime.service VALUES (${escapeLiteral(role)}, ${escapeLiteral(names)})`,
      })),
  ];
}

/** Missing and surplus row rules, and tables on which row rules are not enabled. */
export async function compareRules(client: ClientBase, access: Access): Promise<Change[]> {
  const wanted = access.rules;
  const ruled = ruledBy(access);
  const rules = await readRules(client);
  const { rows } = await client.query<{ table: string }>(
    `SELECT relname AS table FROM pg_class WHERE relnamespace = 'runtime'::regnamespace AND relrowsecurity ORDER BY 1`,
  );
  const heeding = rows.map(({ table }) => `runtime.${nameOf(table)}`);
  const drop = (rule: string) => `DROP POLICY ${/^(.*? ON \S+) /.exec(rule)![1]}`;
  return [
    ...rules.filter((rule) => !wanted.includes(rule)).map((rule) => ({ text: `- rule ${rule}`, sql: drop(rule) })),
    ...ruled
      .filter((table) => !heeding.includes(table))
      .map((table) => ({
        text: `+ rules for rows of ${table}`,
        sql: `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
      })),
    ...heeding
      .filter((table) => !ruled.includes(table))
      .map((table) => ({
        text: `- rules for rows of ${table}`,
        sql: `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
      })),
    ...wanted
      .filter((rule) => !rules.includes(rule))
      .map((rule) => ({
        text: `+ rule ${rule}`,
        sql: `CREATE POLICY ${rule}`,
      })),
  ];
}

/** The tables with row rules. */
export function ruledBy({ rules }: Pick<Access, 'rules'>): string[] {
  return [...new Set(rules.map((rule) => / ON (\S+)/.exec(rule)![1]!))];
}

/** The existing rules, in the form of `Access.rules`. */
async function readRules(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; table: string; kind: string; roles: string; rest: string }>(
    READ_wanted,
  );
  return rows.map(
    ({ name, table, kind, roles, rest }) => `${nameOf(name)} ON runtime.${nameOf(table)}${kind} TO ${roles}${rest}`,
  );
}

const READ_wanted = `
  SELECT polname AS name, relname AS table,
    CASE WHEN polpermissive THEN '' ELSE ' AS RESTRICTIVE' END || ' FOR '
      || CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS kind,
    (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE role::regrole::text END, ', ' ORDER BY role::regrole::text) FROM unnest(polroles) AS role) AS roles,
    concat(' USING (' || pg_get_expr(polqual, polrelid) || ')', ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')') AS rest
  FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid WHERE relnamespace = 'runtime'::regnamespace ORDER BY 2, 1`;
