import type { ClientBase } from 'pg';

/** A part of the structure of a database: a table, a column, an index, a function. */
export interface Part {
  /**
   * Unique, with its kind: `index timer_due of runtime.timer`. For columns and constraints it is the whole definition.
   */
  readonly name: string;
  /** A different definition is drift. Empty if the name is the whole definition. */
  readonly definition: string;
  /** The table that it belongs to. */
  readonly table: string | null;
  /** The statement that makes it. Null for parts that hold data. */
  readonly make: string | null;
  /** The statement that removes it. Null for parts that hold data. */
  readonly remove: string | null;
  /** Whether it runs in the site's name, so that a foreign one is removed. An index does not run. */
  readonly isCode: boolean;
}

/**
 * The parts of the site's schemas, without views and row policies, which other files compare.
 * @param client in a transaction. Its search path becomes `pg_catalog`.
 */
export async function readStructure(client: ClientBase, schemas: readonly string[]): Promise<Part[]> {
  // So that Postgres prints names with their schemas.
  await client.query('SET LOCAL search_path = pg_catalog');
  const { rows } = await client.query<Part>(READ_STRUCTURE, [schemas]);
  return rows;
}

/** In the order in which parts can be removed: callers before the function that they call. */
const READ_STRUCTURE = `
  WITH space AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = ANY ($1)),
  class AS (
    SELECT pg_class.*, format('%I.%I', nspname, relname) AS relation
    FROM pg_class JOIN space ON space.oid = relnamespace WHERE relkind IN ('r', 'p') AND nspname <> 'view'),
  part AS (
    SELECT 1 AS rank, format('table %s', relation) AS name, '' AS definition, NULL AS "table", NULL AS make, NULL AS remove, false AS "isCode"
    FROM class
    UNION ALL
    SELECT 2, format('column %I of %s, %s%s%s', attname, relation, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN ' NOT NULL' END,
        (SELECT ' DEFAULT ' || pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum)),
      '', relation, NULL, NULL, false
    FROM class JOIN pg_attribute ON attrelid = class.oid AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT 3, format('constraint %s of %s', pg_get_constraintdef(pg_constraint.oid), relation), '', relation, NULL, NULL, false
    FROM class JOIN pg_constraint ON conrelid = class.oid AND contype IN ('c', 'p', 'u', 'f')
    UNION ALL
    SELECT 4, format('index %I of %s', indexes.relname, relation), pg_get_indexdef(indexrelid), relation,
      pg_get_indexdef(indexrelid), format('DROP INDEX %s', indexrelid::regclass), false
    FROM class JOIN pg_index ON indrelid = class.oid JOIN pg_class AS indexes ON indexes.oid = indexrelid
    UNION ALL
    SELECT 5, format('row security of %s', relation), '', relation,
      format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation), format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', relation), true
    FROM class WHERE relrowsecurity AND relation NOT LIKE 'runtime.%'
    UNION ALL
    SELECT 6, format('policy %I of %s', polname, relation), policy.sql, relation, policy.sql, format('DROP POLICY %I ON %s', polname, relation), true
    FROM class JOIN pg_policy ON polrelid = class.oid,
      LATERAL (SELECT format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', polname, relation,
          CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
          CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
          (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ' ORDER BY pg_get_userbyid(role))
           FROM unnest(polroles) AS role))
        || coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', '')
        || coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '') AS sql) AS policy
    WHERE relation NOT LIKE 'runtime.%'
    UNION ALL
    SELECT 7, format('trigger %I of %s', tgname, relation), pg_get_triggerdef(pg_trigger.oid), relation,
      pg_get_triggerdef(pg_trigger.oid), format('DROP TRIGGER %I ON %s', tgname, relation), true
    FROM class JOIN pg_trigger ON tgrelid = class.oid AND NOT tgisinternal
    UNION ALL
    SELECT 8, format('rule %I of %s', rulename, relation), pg_get_ruledef(pg_rewrite.oid), relation,
      pg_get_ruledef(pg_rewrite.oid), format('DROP RULE %I ON %s', rulename, relation), true
    FROM class JOIN pg_rewrite ON ev_class = class.oid
    UNION ALL
    SELECT 9, format('function %s', pg_proc.oid::regprocedure), pg_get_functiondef(pg_proc.oid), NULL,
      pg_get_functiondef(pg_proc.oid), format('DROP ROUTINE %s', pg_proc.oid::regprocedure), true
    FROM pg_proc JOIN space ON space.oid = pronamespace
    WHERE prokind IN ('f', 'p') AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
    UNION ALL
    SELECT 10, format('extension %I', extname), '', NULL, NULL, format('DROP EXTENSION %I', extname), true
    FROM pg_extension JOIN space ON space.oid = extnamespace)
  SELECT name, definition, "table", make, remove, "isCode" FROM part ORDER BY rank, name`;
