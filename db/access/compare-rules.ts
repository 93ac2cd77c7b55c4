import { escapeLiteral, type ClientBase } from 'pg';
import { roleOf } from '@/workers/runtime/src/base/contract';
import { nameOf, type Change } from './change';
import { RULED, RULES } from './rows';
import { GROUPS, SERVICES } from './services';

/** Which names are a service's own, where the table says otherwise. */
export async function compareNames(client: ClientBase): Promise<Change[]> {
  const wanted = new Map(
    SERVICES.filter(({ kind }) => GROUPS.includes(kind)).map(({ name, names }) => [roleOf(name), names]),
  );
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

/** The rules for rows that lack, or should not be there, and tables that do not heed theirs. */
export async function compareRules(client: ClientBase): Promise<Change[]> {
  const rules = await readRules(client);
  const { rows } = await client.query<{ table: string }>(
    `SELECT relname AS table FROM pg_class WHERE relnamespace = 'runtime'::regnamespace AND relrowsecurity ORDER BY 1`,
  );
  const heeding = rows.map(({ table }) => `runtime.${nameOf(table)}`);
  const drop = (rule: string) => `DROP POLICY ${/^(.*? ON \S+) /.exec(rule)![1]}`;
  return [
    ...rules.filter((rule) => !RULES.includes(rule)).map((rule) => ({ text: `- rule ${rule}`, sql: drop(rule) })),
    ...RULED.filter((table) => !heeding.includes(table)).map((table) => ({
      text: `+ rules for rows of ${table}`,
      sql: `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    })),
    ...heeding
      .filter((table) => !RULED.includes(table))
      .map((table) => ({
        text: `- rules for rows of ${table}`,
        sql: `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
      })),
    ...RULES.filter((rule) => !rules.includes(rule)).map((rule) => ({
      text: `+ rule ${rule}`,
      sql: `CREATE POLICY ${rule}`,
    })),
  ];
}

/** Each rule that is there, as rows.ts has them. */
async function readRules(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; table: string; kind: string; roles: string; rest: string }>(
    READ_RULES,
  );
  return rows.map(
    ({ name, table, kind, roles, rest }) => `${nameOf(name)} ON runtime.${nameOf(table)}${kind} TO ${roles}${rest}`,
  );
}

const READ_RULES = `
  SELECT polname AS name, relname AS table,
    CASE WHEN polpermissive THEN '' ELSE ' AS RESTRICTIVE' END || ' FOR '
      || CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS kind,
    (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE role::regrole::text END, ', ' ORDER BY role::regrole::text) FROM unnest(polroles) AS role) AS roles,
    concat(' USING (' || pg_get_expr(polqual, polrelid) || ')', ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')') AS rest
  FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid WHERE relnamespace = 'runtime'::regnamespace ORDER BY 2, 1`;
