import type { ClientBase } from 'pg';
import { rolesOf, type Access, type Grant } from './access';
import { named } from './named';

/**
 * All grants to any role in the schemas of the site and its aggregators, and all grants to the site's roles elsewhere.
 * An owner's rights are not grants.
 * @param schemas the schemas of aggregators.
 */
export async function readGrants(client: ClientBase, access: Access, schemas: readonly string[]): Promise<Found[]> {
  const { rows } = await client.query<Found>(READ_GRANTS, [[...access.schemas, ...schemas], rolesOf(access)]);
  return rows;
}

/** An existing grant. */
export interface Found extends Grant {
  /** Whether its role may grant it to others. */
  readonly grantable: boolean;
}

/** On the site's objects all rights, including Postgres's defaults; on other objects explicit grants only. */
const READ_GRANTS = `
  WITH space AS (
    SELECT *, nspname = ANY ($1) AS ours FROM pg_namespace),
  object AS (
    SELECT 'SCHEMA ' || ${named('nspname')} AS object, nspowner AS owner,
           CASE WHEN ours THEN coalesce(nspacl, acldefault('n', nspowner)) ELSE nspacl END AS acl, NULL AS part, ours
    FROM space
    UNION ALL
    SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || ${named('nspname', 'relname')}, relowner,
           CASE WHEN ours THEN coalesce(relacl, acldefault((CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", relowner)) ELSE relacl END,
           NULL, ours
    FROM pg_class JOIN space ON space.oid = relnamespace WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT 'TABLE ' || ${named('nspname', 'relname')}, relowner, attacl, ${named('attname')}, ours
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN space ON space.oid = relnamespace
    WHERE attacl IS NOT NULL AND NOT attisdropped
    UNION ALL
    SELECT CASE prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || ${named('nspname', 'proname')}
           || CASE WHEN NOT ours OR count(*) OVER (PARTITION BY pronamespace, proname) > 1
                   THEN format('(%s)', pg_get_function_identity_arguments(pg_proc.oid)) ELSE '' END,
           proowner, CASE WHEN ours THEN coalesce(proacl, acldefault('f', proowner)) ELSE proacl END, NULL, ours
    FROM pg_proc JOIN space ON space.oid = pronamespace WHERE ours OR proacl IS NOT NULL
    UNION ALL
    SELECT 'DATABASE ' || ${named('datname')}, datdba, coalesce(datacl, acldefault('d', datdba)), NULL, false
    FROM pg_database WHERE datname = current_database()
    UNION ALL SELECT 'LANGUAGE ' || ${named('lanname')}, lanowner, lanacl, NULL, false FROM pg_language
    UNION ALL SELECT 'FOREIGN DATA WRAPPER ' || ${named('fdwname')}, fdwowner, fdwacl, NULL, false FROM pg_foreign_data_wrapper
    UNION ALL SELECT 'FOREIGN SERVER ' || ${named('srvname')}, srvowner, srvacl, NULL, false FROM pg_foreign_server
    UNION ALL SELECT 'PARAMETER ' || parname, 0::oid, paracl, NULL, false FROM pg_parameter_acl
  )
  SELECT privilege_type || coalesce(' (' || part || ')', '') AS privilege, object,
         CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee)::text END AS role, bool_or(is_grantable) AS grantable
  FROM object, aclexplode(acl)
  WHERE grantee <> owner AND (
    ours OR pg_get_userbyid(grantee) = ANY ($2)
    -- PUBLIC must not create objects, because others could be made to use them.
    OR grantee = 0 AND privilege_type = 'CREATE' AND (object LIKE 'DATABASE %' OR object = 'SCHEMA public'))
  GROUP BY privilege_type, part, object, grantee
  ORDER BY object, role, privilege`;

/** A default privilege on all later objects of a role. */
export interface Default {
  /** As in ALTER DEFAULT PRIVILEGES: `FOR ROLE x IN SCHEMA y`. */
  readonly place: string;
  readonly what: string;
  readonly role: string;
}

/** The default privileges on later objects of the site's roles, or of the administrator in the site's schemas. */
export async function readDefaults(client: ClientBase, access: Access): Promise<Default[]> {
  const { rows } = await client.query<Default>(
    `SELECT format('FOR ROLE %I', pg_get_userbyid(defaclrole)) || coalesce(' IN SCHEMA ' || quote_ident(nspname), '') AS place,
       privilege_type || ' ON ' || CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
         WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS what,
       CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee)::text END AS role
     FROM pg_default_acl LEFT JOIN pg_namespace ON pg_namespace.oid = defaclnamespace, aclexplode(defaclacl)
     WHERE grantee <> defaclrole
       AND (pg_get_userbyid(defaclrole) = ANY ($2) OR defaclrole = current_user::regrole AND (nspname IS NULL OR nspname = ANY ($1)))
       -- Postgres's default: PUBLIC may use new types and functions.
       AND NOT (grantee = 0 AND nspname IS NULL AND (defaclobjtype = 'T' OR defaclobjtype = 'f' AND defaclrole <> current_user::regrole))
     ORDER BY 1, 2, 3`,
    [access.schemas, rolesOf(access)],
  );
  return rows;
}
