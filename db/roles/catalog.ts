import type { ClientBase } from 'pg';
import { AGGREGATORS, ROLES } from './services';
import type { Grant } from './rights';

/** The schemas that set-up makes. Those of aggregators are made by their workers. */
const SCHEMAS = ['message_store', 'runtime', 'personal', 'view'];

/** What a role may do beyond the rights that it is granted, and never should. */
const ATTRIBUTES = `concat_ws(' ', CASE WHEN rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END, CASE WHEN rolsuper THEN 'SUPERUSER' END,
  CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
  CASE WHEN rolreplication THEN 'REPLICATION' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END)`;

/** The site's roles that there are, each with its attributes: `LOGIN`, or `LOGIN SUPERUSER`. */
export async function readRoles(client: ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ role: string; attributes: string }>(
    `SELECT rolname AS role, ${ATTRIBUTES} AS attributes FROM pg_roles WHERE rolname = ANY ($1)`, [ROLES],
  );
  return new Map(rows.map(({ role, attributes }) => [role, attributes]));
}

/** Who is a member of whom, where one of the two is the site's. Administrators are members of all, and not among these. */
export async function readMemberships(client: ClientBase): Promise<{ group: string; member: string }[]> {
  const { rows } = await client.query<{ group: string; member: string }>(
    `SELECT DISTINCT pg_get_userbyid(roleid) AS group, member.rolname AS member
     FROM pg_auth_members JOIN pg_roles AS member ON member.oid = member
     WHERE (pg_get_userbyid(roleid) = ANY ($1) AND NOT member.rolsuper AND NOT member.rolcreaterole) OR member.rolname = ANY ($1)
     ORDER BY 1, 2`, [ROLES],
  );
  return rows;
}

/** All that is granted in the site's schemas, to whomever; an owner's own rights are not grants. */
export async function readGrants(client: ClientBase): Promise<Grant[]> {
  const { rows } = await client.query<Grant>(READ_GRANTS, [SCHEMAS]);
  return rows;
}

/** A name as one writes it: quoted only where it must be, in contrast to quote_ident, which quotes `position` too. */
const named = (...parts: string[]) =>
  parts.map((part) => `CASE WHEN ${part} ~ '^[a-z_][a-z0-9_]*$' THEN ${part}::text ELSE quote_ident(${part}) END`).join(` || '.' || `);

const READ_GRANTS = `
  WITH object AS (
    SELECT 'SCHEMA ' || ${named('nspname')} AS object, nspowner AS owner, coalesce(nspacl, acldefault('n', nspowner)) AS acl, NULL AS part
    FROM pg_namespace WHERE nspname = ANY ($1)
    UNION ALL
    SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || ${named('nspname', 'relname')}, relowner,
           coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, relowner)), NULL
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = ANY ($1) AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT 'TABLE ' || ${named('nspname', 'relname')}, relowner, attacl, ${named('attname')}
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = ANY ($1) AND attacl IS NOT NULL AND NOT attisdropped
    UNION ALL
    SELECT 'FUNCTION ' || ${named('nspname', 'proname')}, proowner, coalesce(proacl, acldefault('f', proowner)), NULL
    FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace WHERE nspname = ANY ($1)
  )
  SELECT DISTINCT privilege_type || coalesce(' (' || part || ')', '') AS privilege, object,
         CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee)::text END AS role
  FROM object, aclexplode(acl) WHERE grantee <> owner
  ORDER BY object, role, privilege`;

/** What is shown of an aggregator's tables: the views that there are, each with its columns. */
export async function readViews(client: ClientBase): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ view: string; columns: string[] }>(
    `SELECT relname AS view, array_agg(attname::text ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
     WHERE relnamespace = to_regnamespace('view') AND relkind = 'v' GROUP BY 1`,
  );
  return new Map(rows.map(({ view, columns }) => [view, columns]));
}

/**
 * Schemas, tables, views and functions of aggregators, each with its owner and with the aggregator that it is of. What
 * `runtime.build` says is a worker's word: it counts for schemas that have the aggregator's name.
 */
export async function readBuilds(client: ClientBase): Promise<{ object: string; owner: string; aggregator: string }[]> {
  const names = AGGREGATORS.flatMap(({ name, tables }) => Object.keys(tables).map((table) => [name, table]));
  const { rows } = await client.query<{ object: string; owner: string; aggregator: string }>(
    `WITH build AS (
       SELECT aggregator, schema FROM runtime.build WHERE schema ~ ('^' || replace(aggregator, '-', '_') || '_v[0-9]+(_b[0-9]+)?$'))
     SELECT 'SCHEMA ' || quote_ident(nspname) AS object, pg_get_userbyid(nspowner) AS owner, aggregator
     FROM build JOIN pg_namespace ON nspname = schema
     UNION ALL
     SELECT 'TABLE ' || format('%I.%I', nspname, relname), pg_get_userbyid(relowner), aggregator
     FROM build JOIN pg_namespace ON nspname = schema JOIN pg_class ON relnamespace = pg_namespace.oid AND relkind = 'r'
     UNION ALL
     SELECT 'VIEW ' || format('view.%I', relname), pg_get_userbyid(relowner), aggregator
     FROM unnest($1::text[], $2::text[]) AS shown (aggregator, name)
     JOIN pg_class ON relname = name AND relnamespace = to_regnamespace('view') AND relkind = 'v'
     UNION ALL
     SELECT 'FUNCTION ' || pg_proc.oid::regprocedure, pg_get_userbyid(proowner), 'user-credentials'
     FROM pg_proc WHERE pronamespace = to_regnamespace('view') AND proname = 'password_of'
     ORDER BY 1`,
    [names.map(([name]) => name), names.map(([, table]) => table)],
  );
  return rows;
}

/**
 * The structure of the site's schemas, a line for each part of it, so that two moments can be compared: what is of a
 * table begins with the table's own line and a dot.
 */
export async function readStructure(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(READ_STRUCTURE, [SCHEMAS]);
  return rows.map(({ line }) => line);
}

const READ_STRUCTURE = `
  WITH space AS (SELECT oid, nspname, nspowner FROM pg_namespace WHERE nspname = ANY ($1)),
  class AS (
    SELECT pg_class.*, format('table %I.%I', nspname, relname) AS name
    FROM pg_class JOIN space ON space.oid = relnamespace WHERE relkind IN ('r', 'p') AND nspname <> 'view')
  SELECT format('schema %I of %s', nspname, pg_get_userbyid(nspowner)) AS line FROM space
  UNION ALL SELECT name FROM class
  UNION ALL SELECT format('%s.owner %s', name, pg_get_userbyid(relowner)) FROM class
  UNION ALL
  SELECT format('%s.column %I %s%s%s', name, attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN ' NOT NULL' END,
    (SELECT ' DEFAULT ' || pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum))
  FROM class JOIN pg_attribute ON attrelid = class.oid AND attnum > 0 AND NOT attisdropped
  UNION ALL SELECT format('%s.constraint %s', name, pg_get_constraintdef(pg_constraint.oid))
  FROM class JOIN pg_constraint ON conrelid = class.oid AND contype IN ('c', 'p', 'u', 'f')
  UNION ALL SELECT format('%s.index %s', name, pg_get_indexdef(indexrelid)) FROM class JOIN pg_index ON indrelid = class.oid
  UNION ALL SELECT format('%s.trigger %s', name, pg_get_triggerdef(pg_trigger.oid)) FROM class JOIN pg_trigger ON tgrelid = class.oid AND NOT tgisinternal
  UNION ALL
  SELECT format('function %s of %s (%s)', pg_proc.oid::regprocedure, pg_get_userbyid(proowner), left(md5(pg_get_functiondef(pg_proc.oid)), 8))
  FROM pg_proc JOIN space ON space.oid = pronamespace WHERE prokind = 'f'
  UNION ALL SELECT format('extension %I', extname) FROM pg_extension JOIN space ON space.oid = extnamespace
  ORDER BY 1`;
