import type { ClientBase } from 'pg';
import { readBuildSchemas } from '../compare-grants';
import type { Access } from '../access';
import { named } from '../named';

/** An existing table or view. */
export interface Relation {
  readonly schema: string;
  /** Its name with its schema, quoted if necessary. */
  readonly name: string;
  readonly isTable: boolean;
  readonly columns: readonly string[];
  /** The columns that are not generated. */
  readonly settable: readonly string[];
  /** Whether rows can be written. A view with aggregates is not writable. */
  readonly isWritable: boolean;
}

/** An existing function. */
export interface Routine {
  /** Its name with its schema, and with its arguments if several functions have that name. */
  readonly name: string;
  readonly argumentTypes: readonly string[];
  readonly isVariadic: boolean;
}

/** The objects of a database on which services try their rights. */
export interface Subject {
  readonly schemas: readonly string[];
  /** The schemas of aggregators' tables. */
  readonly builds: readonly string[];
  readonly relations: readonly Relation[];
  readonly routines: readonly Routine[];
  /** All roles of the server. */
  readonly roles: readonly string[];
  readonly database: string;
}

/** Reads the catalogs. @param client in a transaction. */
export async function readSubject(client: ClientBase, access: Access): Promise<Subject> {
  await client.query('SET LOCAL search_path = pg_catalog');
  const builds = await readBuildSchemas(client, access);
  const relations = await client.query<Relation>(READ_RELATIONS, [[...access.schemas, ...builds]]);
  const routines = await client.query<Routine>(READ_ROUTINES, [access.schemas]);
  const { rows } = await client.query<{ roles: string[]; database: string; schemas: string[] }>(
    `SELECT current_database() AS database, array(SELECT rolname::text FROM pg_roles ORDER BY 1) AS roles,
       array(SELECT nspname::text FROM pg_namespace WHERE nspname = ANY ($1) ORDER BY 1) AS schemas`,
    [access.schemas],
  );
  return { ...rows[0]!, builds, relations: relations.rows, routines: routines.rows };
}

const READ_RELATIONS = `
  SELECT nspname AS schema, ${named('nspname', 'relname')} AS name, relkind IN ('r', 'p') AS "isTable",
    array(SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns,
    array(SELECT quote_ident(attname) FROM pg_attribute AS own WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
          AND NOT EXISTS ( -- A column that a view takes from its table.
            SELECT FROM pg_rewrite JOIN pg_depend ON objid = pg_rewrite.oid AND classid = 'pg_rewrite'::regclass
            JOIN pg_attribute AS shown ON shown.attrelid = refobjid AND shown.attnum = refobjsubid
            WHERE ev_class = pg_class.oid AND shown.attname = own.attname AND shown.attgenerated <> '')
          ORDER BY attnum) AS settable,
    relkind IN ('r', 'p') OR pg_relation_is_updatable(pg_class.oid, true) & 8 = 8 AS "isWritable"
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE nspname = ANY ($1) AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 2`;

const READ_ROUTINES = `
  SELECT ${named('nspname', 'proname')}
           || CASE WHEN count(*) OVER (PARTITION BY pronamespace, proname) > 1
                   THEN format('(%s)', pg_get_function_identity_arguments(pg_proc.oid)) ELSE '' END AS name,
    array(SELECT format_type(type, NULL) FROM unnest(proargtypes) WITH ORDINALITY AS argument (type, place) ORDER BY place) AS "argumentTypes",
    provariadic <> 0 AS "isVariadic"
  FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
  WHERE nspname = ANY ($1) AND prokind = 'f' AND prorettype <> 'trigger'::regtype ORDER BY 1`;
