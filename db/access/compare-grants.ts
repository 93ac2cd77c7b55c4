import type { ClientBase } from 'pg';
import { nameOf, type Change } from './change';
import { readBuilds, readViews } from './catalog';
import { readDefaults, readGrants, type Found } from './grants-catalog';
import type { Access, Grant } from './access';
import { viewGrants } from './view-grants';

/** The existing schemas of the site's aggregators. */
export async function readBuildSchemas(client: ClientBase, access: Access): Promise<string[]> {
  return (await readBuilds(client, access))
    .filter(({ object }) => object.startsWith('SCHEMA '))
    .map(({ object }) => object.slice('SCHEMA '.length));
}

/**
 * All described grants on the existing objects, including those that workers made.
 * @param schemas the schemas of aggregators.
 */
export async function describeGrants(client: ClientBase, access: Access, schemas: readonly string[]): Promise<Grant[]> {
  const views = await readViews(client);
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  const database = `DATABASE ${nameOf(rows[0]!.name)}`;
  const { grants, aggregators, operator } = access;
  return [
    ...grants.map((grant) => (grant.object === 'DATABASE' ? { ...grant, object: database } : grant)),
    ...aggregators.flatMap((each) => viewGrants(access, each, views)),
    // Aggregators make a schema for each build, and operators read its progress there.
    ...schemas.flatMap((schema) => [
      { privilege: 'USAGE', object: `SCHEMA ${schema}`, role: operator },
      { privilege: 'SELECT', object: `TABLE ${schema}.checkpoint`, role: operator },
    ]),
  ];
}

/** The grants that are surplus or missing. */
export async function compareGrants(client: ClientBase, access: Access): Promise<Change[]> {
  const schemas = await readBuildSchemas(client, access);
  const wanted = await describeGrants(client, access, schemas);
  const found = await readGrants(client, access, schemas);
  const known = new Set(found.map(key));
  const described = new Set(wanted.map(key));
  const surplus = found.filter((grant) => grant.grantable || !described.has(key(grant)));
  return [
    ...lines(wanted.filter((grant) => !known.has(key(grant)))).map(({ what, role }) => ({
      text: `+ grant ${what} TO ${role}`,
      sql: `GRANT ${what} TO ${role}`,
    })),
    ...lines(surplus).map((line) => revokeSurplus(line, surplus, wanted)),
  ];
}

/** Revokes the surplus rights of a line, and keeps the described ones. */
function revokeSurplus({ what, object, role }: Line, surplus: readonly Found[], wanted: readonly Grant[]): Change {
  const isOfLine = (grant: Grant) => grant.object === object && nameOf(grant.role) === role;
  const option = surplus.some((grant) => grant.grantable && isOfLine(grant)) ? ' WITH GRANT OPTION' : '';
  const revoke = `REVOKE ${what} FROM ${role} CASCADE`;
  // REVOKE on a table also revokes the rights on its columns.
  const kept = lines(wanted.filter(isOfLine)).map((line) => `GRANT ${line.what} TO ${role}`);
  return {
    text: `- grant ${what} TO ${role}${option}`,
    sql: [revoke, ...kept].join('; '),
    ...(role === 'PUBLIC' &&
      !isOfTheSite(object) && {
        orNote: `Everybody may create objects in the ${object.toLowerCase()}, which can mislead the site: have its owner run ${revoke}.`,
      }),
  };
}

const isOfTheSite = (object: string) => !/^(DATABASE|SCHEMA public$)/.test(object);
const key = ({ privilege, object, role }: Grant | Found) => `${privilege} ON ${object} TO ${role}`;

/** The rights of one role on one object. */
interface Line {
  readonly what: string;
  readonly object: string;
  readonly role: string;
}

function lines(grants: readonly Grant[]): Line[] {
  const found = new Map<string, { object: string; role: string; privileges: string[] }>();
  for (const { privilege, object, role } of grants) {
    const line = found.get(`${object} ${role}`) ?? { object, role: nameOf(role), privileges: [] };
    line.privileges.push(privilege);
    found.set(`${object} ${role}`, line);
  }
  return [...found.values()].map(({ object, role, privileges }) => ({
    what: `${privileges.join(', ')} ON ${object}`,
    object,
    role,
  }));
}

/** The default privileges on later objects: no role gets any, and PUBLIC does not even get EXECUTE on functions. */
export async function compareDefaults(client: ClientBase, access: Access): Promise<Change[]> {
  const { rows } = await client.query<{ open: boolean }>(
    `SELECT NOT EXISTS (
       SELECT FROM pg_default_acl WHERE defaclrole = current_user::regrole AND defaclnamespace = 0 AND defaclobjtype = 'f') AS open`,
  );
  const close = {
    text: '- default EXECUTE ON FUNCTIONS TO PUBLIC',
    sql: 'ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC',
  };
  return [
    ...(rows[0]!.open ? [close] : []),
    ...(await readDefaults(client, access)).map(({ place, what, role }) => ({
      text: `- default ${what} TO ${nameOf(role)} ${place}`,
      sql: `ALTER DEFAULT PRIVILEGES ${place} REVOKE ${what} FROM ${nameOf(role)} CASCADE`,
    })),
  ];
}
