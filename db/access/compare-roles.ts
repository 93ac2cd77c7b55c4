import { escapeLiteral, type ClientBase } from 'pg';
import { readMemberships, readRoles, type Role } from './catalog';
import { nameOf, type Change } from './change';
import { groupsOf, rolesOf, type Access } from './access';

/** Missing roles, and roles with attributes that no role of the site should have. */
export async function compareRoles(client: ClientBase, access: Access): Promise<Change[]> {
  const found = await readRoles(client, access);
  const groups = groupsOf(access);
  return rolesOf(access).flatMap((name) => {
    const login = !groups.includes(name);
    const role = found.get(name);
    return role ? compareRole(name, login, role) : [createRole(name, login ? 'LOGIN' : 'NOLOGIN')];
  });
}

/** Creates a role that set-up of another database on this server may create at the same time. */
function createRole(name: string, login: string): Change {
  return {
    text: `+ role ${name} ${login}`,
    sql: `DO $$ BEGIN CREATE ROLE ${name} ${login}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
  };
}

function compareRole(name: string, login: boolean, { login: canLogIn, extras, cures, settings }: Role): Change[] {
  // Only what differs, because only a superuser may write NOSUPERUSER.
  const wrong = login === canLogIn ? [] : [canLogIn ? 'LOGIN' : 'NOLOGIN'];
  const right = login === canLogIn ? [] : [login ? 'LOGIN' : 'NOLOGIN'];
  return [
    ...(wrong.length + extras.length === 0
      ? []
      : [
          {
            text: `~ role ${name} without ${[...wrong, ...extras].join(', ')}`,
            sql: `ALTER ROLE ${name} ${[...right, ...cures].join(' ')}`,
          },
        ]),
    ...settings.map((setting) => ({
      text: `- setting ${setting.name} of the role ${name}`,
      sql: `ALTER ROLE ${name} ${setting.place} RESET ${nameOf(setting.name)}`,
    })),
  ];
}

/** Surplus and missing memberships in groups. The administrator is a member of all roles. */
export async function compareMemberships(client: ClientBase, access: Access): Promise<Change[]> {
  const wanted = access.services.flatMap(({ role, group }) => (group === null ? [] : [`${group} TO ${role}`]));
  const found = (await readMemberships(client, access)).map((each) => ({
    ...each,
    plain: `${nameOf(each.group)} TO ${nameOf(each.member)}`,
  }));
  const own = await client.query<{ role: string }>(
    `SELECT role FROM unnest($1::text[]) AS role WHERE NOT pg_has_role(current_user, role, 'USAGE')`,
    [rolesOf(access)],
  );
  const missing = wanted.filter((each) => !found.some(({ plain }) => plain === each));
  const surplus = found.filter(({ plain }) => !wanted.includes(plain));
  const differing = found.filter(({ plain, options }) => wanted.includes(plain) && options !== '');
  return [
    ...own.rows.map(({ role }) => ({
      text: `+ membership ${role} TO the administrator`,
      sql: `GRANT ${role} TO CURRENT_USER`,
    })),
    ...missing.map((each) => ({ text: `+ membership ${each}`, sql: `GRANT ${each}` })),
    ...surplus.map(({ plain, options, revoke }) => ({ text: `- membership ${plain}${options}`, sql: revoke })),
    ...differing.map(({ plain, options, revoke }) => ({
      text: `~ membership ${plain}, not${options}`,
      sql: `${revoke}; GRANT ${plain}`,
    })),
  ];
}

/** A role's right to append to a category. */
interface Writer {
  readonly role: string;
  readonly category: string;
}

/** The owners of categories that differ from `message_store.writer`. */
export async function compareWriters(client: ClientBase, { services }: Access): Promise<Change[]> {
  const wanted = services.flatMap(({ role, writes }) => writes.map((category) => ({ role, category })));
  const { rows: found } = await client.query<Writer>('SELECT role, category FROM message_store.writer ORDER BY 1, 2');
  const isIn = (list: readonly Writer[], { role, category }: Writer) =>
    list.some((each) => each.role === role && each.category === category);
  const values = ({ role, category }: Writer) => `${escapeLiteral(role)}, ${escapeLiteral(category)}`;
  return [
    ...wanted
      .filter((each) => !isIn(found, each))
      .map((each) => ({
        text: `+ ${each.role} appends to ${each.category}`,
        sql: `INSERT INTO message_store.writer VALUES (${values(each)})`,
      })),
    ...found
      .filter((each) => !isIn(wanted, each))
      .map((each) => ({
        text: `- ${each.role} appends to ${each.category}`,
        sql: `DELETE FROM message_store.writer WHERE (role, category) = (${values(each)})`,
      })),
  ];
}
