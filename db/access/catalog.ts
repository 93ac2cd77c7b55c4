import { escapeLiteral, type ClientBase } from 'pg';
import { buildPrefix, rolesOf, serviceOf, type Access } from './access';

/**
 * Attributes that no role of the site may have: the condition in pg_roles, the name, and the words of ALTER ROLE that
 * remove it.
 */
const EXTRAS: readonly [condition: string, extra: string, cure: string][] = [
  ['rolsuper', 'SUPERUSER', 'NOSUPERUSER'],
  ['rolcreaterole', 'CREATEROLE', 'NOCREATEROLE'],
  ['rolcreatedb', 'CREATEDB', 'NOCREATEDB'],
  ['rolreplication', 'REPLICATION', 'NOREPLICATION'],
  ['rolbypassrls', 'BYPASSRLS', 'NOBYPASSRLS'],
  ['NOT rolinherit', 'NOINHERIT', 'INHERIT'],
  ['rolconnlimit >= 0', 'CONNECTION LIMIT', 'CONNECTION LIMIT -1'],
  [`rolvaliduntil < 'infinity'`, 'VALID UNTIL', `VALID UNTIL 'infinity'`],
];

function extras(word: 1 | 2): string {
  const found = EXTRAS.map((extra) => `CASE WHEN ${extra[0]} THEN ${escapeLiteral(extra[word])} END`);
  return `array_remove(ARRAY[${found.join(', ')}], NULL)`;
}

/** An existing role of the site. */
export interface Role {
  readonly login: boolean;
  /** Its attributes that it should not have: `SUPERUSER`. */
  readonly extras: readonly string[];
  /** The words of ALTER ROLE that remove them. */
  readonly cures: readonly string[];
  /** Settings at the start of its sessions, such as `search_path`, each with its scope: empty, or `IN DATABASE x`. */
  readonly settings: readonly { readonly name: string; readonly place: string }[];
}

/** The site's existing roles, by name. */
export async function readRoles(client: ClientBase, access: Access): Promise<Map<string, Role>> {
  const { rows } = await client.query<Role & { role: string }>(
    `SELECT rolname AS role, rolcanlogin AS login, ${extras(1)} AS extras, ${extras(2)} AS cures,
       (SELECT coalesce(json_agg(json_build_object('name', split_part(setting, '=', 1),
                 'place', coalesce('IN DATABASE ' || quote_ident(datname), ''))), '[]')
        FROM pg_db_role_setting LEFT JOIN pg_database ON pg_database.oid = setdatabase, unnest(setconfig) AS setting
        WHERE setrole = pg_roles.oid AND (setdatabase = 0 OR datname = current_database())) AS settings
     FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1`,
    [rolesOf(access)],
  );
  return new Map(rows.map(({ role, ...rest }) => [role, rest]));
}

/** A role's membership in another, with its options: ` WITH ADMIN OPTION`. */
export interface Membership {
  readonly group: string;
  readonly member: string;
  readonly options: string;
  /** The statements that revoke it from every grantor. */
  readonly revoke: string;
}

/**
 * Memberships in which one of the two roles is the site's, without those of administrators, who are members of all
 * roles.
 */
export async function readMemberships(client: ClientBase, access: Access): Promise<Membership[]> {
  // From Postgres 16 on each grantor has a separate membership, which can be without inheritance.
  const { rows } = await client.query<Membership>(
    `SELECT groups.rolname AS group, members.rolname AS member,
       CASE WHEN bool_or(admin_option) THEN ' WITH ADMIN OPTION' ELSE '' END
         || CASE WHEN bool_and(to_jsonb(granted)->>'inherit_option' = 'false') THEN ' WITH INHERIT FALSE' ELSE '' END AS options,
       string_agg(format('REVOKE %I FROM %I', groups.rolname, members.rolname)
         || CASE WHEN current_setting('server_version_num')::int < 160000 THEN '' ELSE format(' GRANTED BY %I', pg_get_userbyid(grantor)) END
         || ' CASCADE', '; ') AS revoke
     FROM pg_auth_members AS granted
     JOIN pg_roles AS members ON members.oid = member JOIN pg_roles AS groups ON groups.oid = roleid
     WHERE (groups.rolname = ANY ($1) AND NOT members.rolsuper AND NOT members.rolcreaterole) OR members.rolname = ANY ($1)
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [rolesOf(access)],
  );
  return rows;
}

/** The existing views of aggregators, each with its columns. */
export async function readViews(client: ClientBase): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ view: string; columns: string[] }>(
    `SELECT relname AS view, array_agg(attname::text ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
     WHERE relnamespace = to_regnamespace('view') AND relkind = 'v' GROUP BY 1`,
  );
  return new Map(rows.map(({ view, columns }) => [view, columns]));
}

/** An object of an aggregator, with its owner and its intended owner. */
export interface Built {
  readonly object: string;
  readonly owner: string;
  readonly role: string;
}

/**
 * Schemas, tables, views and functions of the site's aggregators. Workers write the rows of `runtime.build`, so a row
 * counts only if its schema has the aggregator's prefix.
 */
export async function readBuilds(client: ClientBase, access: Access): Promise<Built[]> {
  const { aggregators, functions } = access;
  const owned = [
    ...aggregators.flatMap(({ service, views }) => views.map(({ name }) => ['v', service, name])),
    ...Object.entries(functions).map(([name, service]) => ['f', service, name.replace(/^view\./, '')]),
  ];
  const { rows } = await client.query<{ object: string; owner: string; aggregator: string }>(
    `WITH prefix AS (SELECT * FROM unnest($4::text[], $5::text[]) AS prefix (aggregator, prefix)),
     build AS (
       SELECT aggregator, schema FROM runtime.build JOIN prefix USING (aggregator) WHERE schema ~ ('^' || prefix || '[0-9]+(_b[0-9]+)?$')),
     owned AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS owned (kind, aggregator, name))
     SELECT 'SCHEMA ' || quote_ident(nspname) AS object, pg_get_userbyid(nspowner) AS owner, aggregator
     FROM build JOIN pg_namespace ON nspname = schema
     UNION ALL
     SELECT 'TABLE ' || format('%I.%I', nspname, relname), pg_get_userbyid(relowner), aggregator
     FROM build JOIN pg_namespace ON nspname = schema JOIN pg_class ON relnamespace = pg_namespace.oid AND relkind = 'r'
     UNION ALL
     SELECT 'VIEW ' || format('view.%I', relname), pg_get_userbyid(relowner), aggregator
     FROM owned JOIN pg_class ON relname = name AND relnamespace = to_regnamespace('view') AND relkind = 'v' WHERE kind = 'v'
     UNION ALL
     SELECT 'FUNCTION ' || pg_proc.oid::regprocedure, pg_get_userbyid(proowner), aggregator
     FROM owned JOIN pg_proc ON proname = name AND pronamespace = to_regnamespace('view') WHERE kind = 'f'
     ORDER BY 1`,
    [
      ...[0, 1, 2].map((column) => owned.map((each) => each[column])),
      aggregators.map(({ service }) => service),
      aggregators.map(({ service }) => buildPrefix(service)),
    ],
  );
  return rows.map(({ object, owner, aggregator }) => ({ object, owner, role: serviceOf(access, aggregator).role }));
}
