import { randomUUID } from 'node:crypto';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { nameOf } from '../change';
import { buildPrefix, rolesOf, type Access, type Grant, type Service, type SharedTable } from '../access';
import type { Relation, Routine, Subject } from './subject';

/** The expected outcome of an action. `own`: the role owns the object and may change it, so the action is not tried. */
export type Expected = 'refused' | 'allowed' | 'own';

/** An action that each service tries, by statements that leave no trace when their transaction rolls back. */
export interface Action {
  /** What it is about, for a summary: `functions`. */
  readonly kind: string;
  /** `insert into runtime.checkpoint`. */
  readonly name: string;
  /** The statements for a service: each must be refused for a missing right, or all must succeed. */
  tries(service: Service): readonly string[];
  expected(service: Service): Expected;
}

/**
 * All actions that services try, on their own and on each existing object. The expected outcomes follow from the
 * described rights, except what no description may allow (`Access.mayNever`).
 * @param grants all described grants.
 */
export function actionsOf(access: Access, subject: Subject, grants: readonly Grant[]): Action[] {
  const described = new Set(grants.map(({ privilege, object, role }) => `${privilege} ON ${object} TO ${role}`));
  const may = (service: Service, privilege: string, object: string) =>
    [service.role, service.group].some((role) => described.has(`${privilege} ON ${object} TO ${role}`));
  const kinds: Record<string, Described[]> = {
    'append messages': categories(access).map(appends),
    'tables and views': subject.relations.flatMap((relation) => onRelation(access, relation, may)),
    'rows of shared tables': access.shared.flatMap((table) => onRows(table, may)),
    functions: subject.routines.map((routine) => executes(access, routine, may)),
    schemas: [...subject.schemas, 'public', ...subject.builds].map((schema) => makesIn(access, schema, may)),
    'other roles': becomes(access, subject),
    'database and server': ofTheServer(subject, may),
  };
  return Object.entries(kinds).flatMap(([kind, actions]) =>
    actions.map(({ name, tries, owner, isAllowed }) => ({
      kind,
      name,
      tries,
      expected: (service: Service) => {
        if (service.name === owner) return 'own';
        return isAllowed(service) && !access.mayNever(service, name) ? 'allowed' : 'refused';
      },
    })),
  );
}

/** An action with its described outcome, before `Access.mayNever`. */
interface Described extends Pick<Action, 'name' | 'tries'> {
  readonly isAllowed: (service: Service) => boolean;
  /** The name of the service that owns the object. */
  readonly owner: string | null;
}

type May = (service: Service, privilege: string, object: string) => boolean;

const action = (
  name: string,
  tries: Action['tries'],
  isAllowed: (service: Service) => boolean,
  owner: string | null = null,
): Described => ({ name, tries, isAllowed, owner });

/** All categories that services write to, and one that none writes to. */
function categories({ services }: Access): string[] {
  return [...new Set([...services.flatMap(({ writes }) => writes), 'nobodys'])].sort();
}

function appends(category: string): Described {
  const stream = escapeLiteral(`${category}-${randomUUID()}`);
  const tries = [
    `SELECT message_store.write_message(gen_random_uuid()::text, ${stream}, 'Tried', '{}')`,
    `SELECT * FROM message_store.write_messages(ARRAY[${stream}], NULL, ARRAY[NULL::bigint], NULL, ARRAY[gen_random_uuid()], ARRAY['Tried'],
       ARRAY['{}'::jsonb], ARRAY['{}'::jsonb])`,
  ];
  return action(
    `append to ${category}`,
    () => tries,
    ({ writes }) => writes.includes(category),
  );
}

/** Postgres refuses these statements before it touches a row or a lock, or they touch no row. */
function onRelation(
  access: Access,
  { schema, name, isTable, columns, settable, isWritable }: Relation,
  may: May,
): Described[] {
  const object = `TABLE ${name}`;
  const owner = ownerOf(access, schema, name);
  const isOwner = (service: Service) => service.name === owner;
  const secret = hiddenOf(access, name);
  const shown = columns.filter((column) => !secret.includes(column));
  const reads = (some: readonly string[]) => (service: Service) =>
    isOwner(service) ||
    may(service, 'SELECT', object) ||
    some.every((column) => may(service, `SELECT (${column})`, object));
  // One column is enough to show a refusal; a success needs all columns.
  const read = (some: readonly string[]) => (service: Service) =>
    (reads(some)(service) ? [some.join(', ')] : some).map((what) => `SELECT ${what} FROM ${name} LIMIT 0`);
  const writes = (privilege: string) => (service: Service) => isOwner(service) || may(service, privilege, object);
  const update = (column: string) => `UPDATE ${name} SET ${column} = DEFAULT WHERE false`;
  const kind = isTable ? 'TABLE' : 'VIEW';
  return [
    action(`read ${name}`, read(shown), reads(shown)),
    ...secret.map((column) => action(`read ${name}.${column}`, read([column]), reads([column]))),
    ...(isWritable
      ? [
          action(`insert into ${name}`, () => [`INSERT INTO ${name} SELECT WHERE false`], writes('INSERT')),
          action(`update ${name}`, () => settable.map(update), writes('UPDATE')),
          action(`delete from ${name}`, () => [`DELETE FROM ${name} WHERE false`], writes('DELETE')),
        ]
      : []),
    ...(isTable ? [action(`truncate ${name}`, () => [`TRUNCATE ${name}`], writes('TRUNCATE'), owner)] : []),
    action(
      `alter or drop ${name}`,
      () => [`ALTER ${kind} ${name} RENAME TO tried`, `DROP ${kind} ${name}`],
      never,
      owner,
    ),
  ];
}

/** A service that may insert into a shared table may add only its own rows. */
function onRows({ table, own, others }: SharedTable, may: May): Described[] {
  return [
    action(`add its own row to ${table}`, own, (service) => may(service, 'INSERT', `TABLE ${table}`)),
    action(`add another's row to ${table}`, others, never),
  ];
}

function executes({ functions }: Access, { name, argumentTypes, isVariadic }: Routine, may: May): Described {
  // Postgres checks the right before the first row, and there is no row.
  const given = argumentTypes.map((type, index) => `NULL::${type} AS a${index}`);
  const last = argumentTypes.length - 1;
  const passed = argumentTypes.map((_, index) => (isVariadic && index === last ? `VARIADIC a${index}` : `a${index}`));
  const bare = name.replace(/\(.*/, '');
  const call = `SELECT ${bare}(${passed.join(', ')}) FROM (SELECT ${given.join(', ')} OFFSET 0) AS given LIMIT 0`;
  return action(
    `execute ${name}`,
    () => [call],
    (service) => may(service, 'EXECUTE', `FUNCTION ${name}`),
    functions[name] ?? null,
  );
}

function makesIn(access: Access, schema: string, may: May): Described {
  const owner = ownerOf(access, schema, '');
  return action(
    `make something in ${schema}`,
    () => [
      `CREATE TABLE ${schema}.tried ()`,
      `CREATE FUNCTION ${schema}.tried() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    ],
    (service) => may(service, 'CREATE', `SCHEMA ${schema}`) || service.name === owner,
  );
}

/** The aggregator that owns a schema or a view. */
function ownerOf({ aggregators }: Access, schema: string, name: string): string | null {
  const found = aggregators.find(
    ({ service, views }) =>
      views.some((view) => name === `view.${view.name}`) ||
      (/_v\d+(_b\d+)?$/.test(schema) && schema.replace(/\d+(_b\d+)?$/, '') === buildPrefix(service)),
  );
  return found?.service ?? null;
}

function hiddenOf({ aggregators }: Access, name: string): readonly string[] {
  const view = aggregators.flatMap(({ views }) => views).find((each) => name === `view.${each.name}`);
  return view?.hidden ?? [];
}

/** No service may become another role, except its group, whose rights it has anyway. */
function becomes(access: Access, { roles }: Subject): Described[] {
  const ours = rolesOf(access);
  const own = ({ role, group }: Service) => [role, ...(group === null ? [] : [group])];
  const each = (all: readonly string[], statement: (role: string, service: Service) => string) => (service: Service) =>
    all.filter((role) => !own(service).includes(role)).map((role) => statement(escapeIdentifier(role), service));
  // pg_database_owner cannot have members.
  const joinable = roles.filter((role) => role !== 'pg_database_owner');
  const assume = (role: string) => `SET LOCAL ROLE ${role}`;
  return [
    action('become another role of the site', each(ours, assume), never),
    action(
      'become any other role of the server',
      each(
        roles.filter((role) => !ours.includes(role)),
        assume,
      ),
      never,
    ),
    action(
      'log in as another',
      each(roles, (role) => `SET LOCAL SESSION AUTHORIZATION ${role}`),
      never,
    ),
    action(
      'make itself a member of another',
      each(joinable, (role, service) => `GRANT ${role} TO ${service.role}`),
      never,
    ),
  ];
}

const never = () => false;
/** Attributes that give a role more rights. */
const ATTRIBUTES = ['SUPERUSER', 'CREATEROLE', 'CREATEDB', 'REPLICATION', 'BYPASSRLS'];

function ofTheServer({ database }: Subject, may: May): Described[] {
  const name = escapeIdentifier(database);
  const readFile = 'SELECT pg_catalog.pg_read_file(name) FROM (SELECT NULL::text AS name OFFSET 0) AS given LIMIT 0';
  const watch = 'CREATE EVENT TRIGGER tried ON ddl_command_end EXECUTE FUNCTION tried()';
  return [
    action(
      'make a schema',
      () => ['CREATE SCHEMA tried'],
      (service) => may(service, 'CREATE', `DATABASE ${nameOf(database)}`),
    ),
    action('make a role', () => ['CREATE ROLE tried'], never),
    action('give itself more', ({ role }) => ATTRIBUTES.map((what) => `ALTER ROLE ${role} ${what}`), never),
    action('change the database', () => [`ALTER DATABASE ${name} SET search_path = tried`], never),
    action('read passwords of the server', () => ['SELECT FROM pg_catalog.pg_authid LIMIT 0'], never),
    action('read and write files of the server', () => [readFile, `COPY (SELECT 1) TO '/dev/null'`], never),
    // A program that reads its input, because an unread pipe sometimes fails.
    action('run programs on the server', () => [`COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'`], never),
    action('switch triggers and rules off', () => ['SET LOCAL session_replication_role = replica'], never),
    action('watch all that happens in the database', () => [watch], never),
  ];
}
