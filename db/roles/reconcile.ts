import { escapeIdentifier, escapeLiteral, type ClientBase } from 'pg';
import { roleOf } from '@/workers/runtime/contract';
import { readBuilds, readGrants, readMemberships, readRoles, readViews } from './catalog';
import { viewGrants } from './views';
import { GRANTS, type Grant } from './rights';
import { AGGREGATORS, GROUPS, ROLES, SERVICES } from './services';

/** Something that is otherwise than described: what is said of it, and the statement that puts it right. */
export interface Change {
  readonly text: string;
  readonly sql: string;
}

/** Makes the changes, one statement after the other. */
export async function make(client: ClientBase, changes: readonly Change[]): Promise<readonly Change[]> {
  for (const { sql } of changes) await client.query(sql);
  return changes;
}

/** The roles that lack, or have a right that no role of the site should have. */
export async function compareRoles(client: ClientBase): Promise<Change[]> {
  const found = await readRoles(client);
  return ROLES.flatMap((role) => {
    const wanted = GROUPS.some((group) => roleOf(group) === role) ? 'NOLOGIN' : 'LOGIN';
    const attributes = found.get(role);
    if (attributes === undefined) return [{ text: `+ role ${role} ${wanted}`, sql: createRole(role, wanted) }];
    if (attributes === wanted) return [];
    // Only what is otherwise: who is no superuser may not say NOSUPERUSER either.
    const wrong = attributes.split(' ').slice(1).map((attribute) => `NO${attribute}`);
    return [{ text: `~ role ${role} ${wanted}, not ${attributes}`, sql: `ALTER ROLE ${role} ${[wanted, ...wrong].join(' ')}` }];
  });
}

/** Another database of the server may be making it at the same time. */
function createRole(role: string, login: string): string {
  return `DO $$ BEGIN CREATE ROLE ${role} ${login}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;
}

/** Who is a member of a group and should not be, or the other way round. The administrator is a member of all roles. */
export async function compareMemberships(client: ClientBase): Promise<Change[]> {
  const wanted = SERVICES.flatMap(({ name, kind }) => (GROUPS.includes(kind) ? [`${roleOf(kind)} TO ${roleOf(name)}`] : []));
  const found = (await readMemberships(client)).map(({ group, member }) => `${escapeIfNeeded(group)} TO ${escapeIfNeeded(member)}`);
  const own = await client.query<{ role: string }>(
    `SELECT role FROM unnest($1::text[]) AS role WHERE NOT pg_has_role(current_user, role, 'USAGE')`, [ROLES],
  );
  return [
    ...own.rows.map(({ role }) => ({ text: `+ membership ${role} TO the administrator`, sql: `GRANT ${role} TO CURRENT_USER` })),
    ...wanted.filter((each) => !found.includes(each)).map((each) => ({ text: `+ membership ${each}`, sql: `GRANT ${each}` })),
    ...found.filter((each) => !wanted.includes(each)).map((each) => ({
      text: `- membership ${each}`, sql: `REVOKE ${each.replace(' TO ', ' FROM ')}`,
    })),
  ];
}

/** What is granted and should not be, or the other way round. */
export async function compareGrants(client: ClientBase): Promise<Change[]> {
  const views = await readViews(client);
  const wanted = [...GRANTS, ...AGGREGATORS.flatMap((aggregator) => viewGrants(aggregator, views))];
  const found = await readGrants(client);
  return [
    ...together(without(wanted, found)).map(({ what, role }) => ({ text: `+ grant ${what} TO ${role}`, sql: `GRANT ${what} TO ${role}` })),
    ...together(without(found, wanted)).map(({ what, role }) => ({
      text: `- grant ${what} TO ${role}`, sql: `REVOKE ${what} FROM ${role} CASCADE`,
    })),
  ];
}

function without(grants: readonly Grant[], others: readonly Grant[]): Grant[] {
  const key = ({ privilege, object, role }: Grant) => `${privilege} ON ${object} TO ${role}`;
  const known = new Set(others.map(key));
  return grants.filter((grant) => !known.has(key(grant)));
}

/** The rights of one role on one object in one line. */
function together(grants: readonly Grant[]): { what: string; role: string }[] {
  const lines = new Map<string, { object: string; role: string; privileges: string[] }>();
  for (const { privilege, object, role } of grants) {
    const line = lines.get(`${object} ${role}`) ?? { object, role: escapeIfNeeded(role), privileges: [] };
    line.privileges.push(privilege);
    lines.set(`${object} ${role}`, line);
  }
  return [...lines.values()].map(({ object, role, privileges }) => ({ what: `${privileges.join(', ')} ON ${object}`, role }));
}

export function escapeIfNeeded(role: string): string {
  return role === 'PUBLIC' || /^[a-z_][a-z0-9_]*$/.test(role) ? role : escapeIdentifier(role);
}

/** Rights on the database, on what is made later, and who has what of the schemas: each where it is otherwise. */
export async function compareDatabase(client: ClientBase): Promise<Change[]> {
  const { rows } = await client.query<{ name: string; creates: boolean; open: boolean; owner: boolean; extension: boolean }>(
    `SELECT current_database() AS name,
       EXISTS (SELECT FROM pg_database, aclexplode(datacl) WHERE datname = current_database()
               AND grantee = to_regrole($1) AND privilege_type = 'CREATE') AS creates,
       NOT EXISTS (SELECT FROM pg_default_acl WHERE defaclrole = current_user::regrole AND defaclnamespace = 0 AND defaclobjtype = 'f') AS open,
       EXISTS (SELECT FROM pg_namespace WHERE nspname = 'view' AND pg_get_userbyid(nspowner) <> ALL ($2)) AS owner,
       EXISTS (SELECT FROM pg_extension WHERE extname = 'pgcrypto' AND extnamespace = to_regnamespace('message_store')) AS extension`,
    [roleOf('aggregator'), ROLES],
  );
  const { name, creates, open, owner, extension } = rows[0]!;
  const database = escapeIdentifier(name);
  return [
    ...(creates ? [] : [{ text: `+ grant CREATE ON DATABASE ${database} TO ${roleOf('aggregator')}`, sql: `GRANT CREATE ON DATABASE ${database} TO ${roleOf('aggregator')}` }]),
    ...(open ? [{ text: '- default EXECUTE ON FUNCTIONS TO PUBLIC', sql: 'ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC' }] : []),
    ...(owner ? [] : [{ text: '~ schema view of the administrator', sql: 'ALTER SCHEMA view OWNER TO CURRENT_USER' }]),
    // Message DB installs it for a function that Postgres has by itself by now.
    ...(extension ? [{ text: '- extension pgcrypto', sql: 'DROP EXTENSION pgcrypto' }] : []),
  ];
}

/**
 * What is an aggregator's and not its own role's: as an earlier release made it, or set-up itself. Operators see how far
 * a build is.
 */
export async function compareBuilds(client: ClientBase): Promise<Change[]> {
  const known = new Set(AGGREGATORS.map(({ name }) => name));
  const builds = await readBuilds(client);
  return builds.filter(({ owner, aggregator }) => known.has(aggregator) && owner !== roleOf(aggregator)).map(({ object, owner, aggregator }) => ({
    text: `~ ${object.toLowerCase()} of ${roleOf(aggregator)}, not ${owner}`,
    sql: `ALTER ${object} OWNER TO ${roleOf(aggregator)}${forOperators(object)}`,
  }));
}

function forOperators(object: string): string {
  if (object.startsWith('SCHEMA ')) return `; GRANT USAGE ON ${object} TO ${roleOf('operator')}`;
  return /^TABLE .*\."?position"?$/.test(object) ? `; GRANT SELECT ON ${object} TO ${roleOf('operator')}` : '';
}

/** Who owns which category, where the table says otherwise. */
export async function compareWriters(client: ClientBase): Promise<Change[]> {
  const wanted = SERVICES.flatMap(({ name, writes }) => writes.map((category) => ({ role: roleOf(name), category })));
  const { rows: found } = await client.query<{ role: string; category: string }>('SELECT role, category FROM message_store.writer ORDER BY 1, 2');
  const isIn = (list: readonly { role: string; category: string }[], { role, category }: { role: string; category: string }) =>
    list.some((each) => each.role === role && each.category === category);
  const values = ({ role, category }: { role: string; category: string }) => `${escapeLiteral(role)}, ${escapeLiteral(category)}`;
  return [
    ...wanted.filter((each) => !isIn(found, each)).map((each) => ({
      text: `+ ${each.role} appends to ${each.category}`, sql: `INSERT INTO message_store.writer VALUES (${values(each)})`,
    })),
    ...found.filter((each) => !isIn(wanted, each)).map((each) => ({
      text: `- ${each.role} appends to ${each.category}`, sql: `DELETE FROM message_store.writer WHERE (role, category) = (${values(each)})`,
    })),
  ];
}
