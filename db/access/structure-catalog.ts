import type { ClientBase } from 'pg';
import type { Access } from './access';
import { named } from './named';

/**
 * The structure of the site's schemas, a line for each part of it, so that two can be compared: what is of a table begins
 * with the table's own line and a dot. Indexes, triggers, rules and policies are told by the statement that makes them.
 * Rules for rows of the runtime's tables are described by `Access.rules`, and not here.
 * @param client in a transaction, whose search path becomes that of the system alone.
 */
export async function readStructure(client: ClientBase, schemas: readonly string[]): Promise<string[]> {
  // So that names are written out whatever the path was.
  await client.query('SET LOCAL search_path = pg_catalog');
  const { rows } = await client.query<{ line: string }>(READ_STRUCTURE, [schemas]);
  return rows.map(({ line }) => line);
}

const READ_STRUCTURE = `
  WITH space AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = ANY ($1)),
  class AS (
    SELECT pg_class.*, format('%I.%I', nspname, relname) AS relation, format('table %I.%I', nspname, relname) AS name
    FROM pg_class JOIN space ON space.oid = relnamespace WHERE relkind IN ('r', 'p') AND nspname <> 'view')
  SELECT format('schema %I', nspname) AS line FROM space
  UNION ALL SELECT name FROM class
  UNION ALL SELECT format('%s.row security', name) FROM class WHERE relrowsecurity AND relation NOT LIKE 'runtime.%'
  UNION ALL
  SELECT format('%s.column %I %s%s%s', name, attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN ' NOT NULL' END,
    (SELECT ' DEFAULT ' || pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum))
  FROM class JOIN pg_attribute ON attrelid = class.oid AND attnum > 0 AND NOT attisdropped
  UNION ALL SELECT format('%s.constraint %s', name, pg_get_constraintdef(pg_constraint.oid))
  FROM class JOIN pg_constraint ON conrelid = class.oid AND contype IN ('c', 'p', 'u', 'f')
  UNION ALL SELECT format('%s.%s', name, pg_get_indexdef(indexrelid)) FROM class JOIN pg_index ON indrelid = class.oid
  UNION ALL SELECT format('%s.%s', name, pg_get_triggerdef(pg_trigger.oid)) FROM class JOIN pg_trigger ON tgrelid = class.oid AND NOT tgisinternal
  UNION ALL SELECT format('%s.%s', name, pg_get_ruledef(pg_rewrite.oid)) FROM class JOIN pg_rewrite ON ev_class = class.oid
  UNION ALL
  SELECT format('%s.CREATE POLICY %I ON %s AS %s FOR %s TO %s', name, polname, relation,
      CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
      CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
      (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ' ORDER BY pg_get_userbyid(role))
       FROM unnest(polroles) AS role))
    || coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', '')
    || coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '')
  FROM class JOIN pg_policy ON polrelid = class.oid WHERE relation NOT LIKE 'runtime.%'
  UNION ALL
  SELECT format('function %s: %s', pg_proc.oid::regprocedure, left(md5(pg_get_functiondef(pg_proc.oid)), 8))
  FROM pg_proc JOIN space ON space.oid = pronamespace
  WHERE prokind IN ('f', 'p') AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
  UNION ALL SELECT format('extension %I', extname) FROM pg_extension JOIN space ON space.oid = extnamespace
  ORDER BY 1`;

/** What is in the schemas that set-up makes and belongs to somebody else than the administrator or the database's owner. */
export async function readForeign(
  client: ClientBase,
  { schemas }: Access,
): Promise<{ object: string; owner: string }[]> {
  // A sequence follows its table. The views of aggregators are theirs, and what reads them.
  const { rows } = await client.query<{ object: string; owner: string }>(
    `WITH space AS (SELECT * FROM pg_namespace WHERE nspname = ANY ($1))
     SELECT object, pg_get_userbyid(owner) AS owner FROM (
       SELECT 1 AS place, 'SCHEMA ' || ${named('nspname')} AS object, nspowner AS owner FROM space
       UNION ALL
       SELECT 2, CASE relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'f' THEN 'FOREIGN TABLE ' ELSE 'TABLE ' END
                 || ${named('nspname', 'relname')}, relowner
       FROM pg_class JOIN space ON space.oid = relnamespace
       WHERE relkind IN ('r', 'p', 'm', 'f') OR relkind = 'v' AND nspname <> 'view'
       UNION ALL
       SELECT 3, 'ROUTINE ' || pg_proc.oid::regprocedure, proowner FROM pg_proc JOIN space ON space.oid = pronamespace WHERE prokind <> 'a' AND nspname <> 'view'
     ) AS found
     WHERE owner <> current_user::regrole AND owner <> (SELECT datdba FROM pg_database WHERE datname = current_database())
     ORDER BY place, object`,
    [schemas],
  );
  return rows;
}
