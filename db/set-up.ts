import { readFile } from 'node:fs/promises';
import { installWithin } from '@message-db/client';
import pg from 'pg';
import { sealHistory } from '@/personal-data/seal-history';
import { explainDatabaseError } from './explain-database-error';
import { OperatorError } from './operator-error';
import { readStructure } from './roles/catalog';
import { compareNames, compareRules } from './roles/compare-rules';
import {
  compareBuilds, compareDatabase, compareGrants, compareMemberships, compareRoles, compareWriters, make, type Change,
} from './roles/reconcile';
import { findRefused, setPasswords } from './roles/passwords';
import { roleOf } from './roles/services';
import { keepSecrets, readSecrets } from './roles/secrets';
import { lostBy, structureChanges } from './structure';

const OLDEST_SERVER = 150000;
/** The same for all machines that set up this database, whatever version they run. */
const LOCK = 7_264_518_033;

/**
 * Prepares a database for the site: Message DB, the runtime's tables, the keys of personal data, the roles and what each may
 * do. All or nothing, and nothing where all is in place; several machines may do so at once.
 * @param databaseUrl of a user who owns the database and has CREATEROLE.
 * @param dataDir where the services' passwords are kept, or will be. Unset: nobody gets one.
 * @returns what it changed, a line each.
 * @throws {OperatorError} saying in a sentence what the database or its user lacks.
 */
export function setUpDatabase(databaseUrl: string, dataDir?: string): Promise<string[]> {
  return withAdministrator(databaseUrl, async (client) => {
    const secrets = dataDir === undefined ? null : await keepSecrets(dataDir);
    const refused = secrets ? await findRefused(databaseUrl, secrets) : [];
    const changes = await change(client, 'COMMIT', (roles) => setPasswords(roles, refused, secrets!, dataDir!));
    const still = refused.length > 0 ? await findRefused(databaseUrl, secrets!) : [];
    if (still[0]) throw new OperatorError(`The server does not let ${roleOf(still[0])} log in with its password: allow it in pg_hba.conf.`);
    return [...changes, ...refused.map(passwordOf)];
  });
}

/**
 * What `setUpDatabase` would change, a line each; nothing is changed. Where all is in place, there are none.
 * @param dataDir as there.
 */
export function planDatabase(databaseUrl: string, dataDir?: string): Promise<string[]> {
  return withAdministrator(databaseUrl, async (client) => {
    const refused = dataDir === undefined ? [] : await findRefused(databaseUrl, await readSecrets(dataDir));
    return [...(await change(client, 'ROLLBACK')), ...refused.map(passwordOf)];
  });
}

const passwordOf = (service: string) => `~ password of ${roleOf(service)}`;

/** Does something on one connection of the user of DATABASE_URL. @throws {OperatorError} where the operator can do something. */
export async function withAdministrator<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000, application_name: 'set-up' });
  client.on('error', () => {}); // The query in hand fails too, and tells.
  try {
    await client.connect();
    await requireServer(client);
    return await work(client);
  } catch (error) {
    throw explainDatabaseError(error, databaseUrl);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Makes all as it is described, in one transaction, by comparing with the catalogs. What a plan says is what was done and
 * then undone, so that it cannot say anything else.
 */
async function change(
  client: pg.Client, end: 'COMMIT' | 'ROLLBACK', withRoles: (client: pg.Client) => Promise<void> = async () => {},
): Promise<string[]> {
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  // Aggregators make schemas: none of theirs is to stand in for what is meant here.
  await client.query(`SET LOCAL client_min_messages = error; SET LOCAL search_path = pg_catalog, pg_temp`);
  const before = await readStructure(client);
  await requireOwner(client);
  const roles = await make(client, await compareRoles(client));
  const members = await make(client, await compareMemberships(client));
  await withRoles(client);
  await installWithin(client);
  for (const file of ['../workers/runtime/schema.sql', 'personal.sql', 'roles/functions.sql']) await client.query(await sql(file));
  const sealed = await sealHistory(client);
  const rest: Change[] = [];
  for (const compare of [compareDatabase, compareWriters, compareNames, compareRules, compareGrants, compareBuilds]) {
    rest.push(...(await make(client, await compare(client))));
  }
  // A view that has another owner by now has other grants too.
  rest.push(...(await make(client, await compareGrants(client))));
  const structure = structureChanges(before, await readStructure(client));
  const lost = lostBy(structure);
  if (lost) throw new OperatorError(`Setting up would drop the ${lost}, and what is in it: nothing was changed.`);
  await client.query(end);
  const history = sealed > 0 ? [`~ personal data sealed in messages of an earlier release: ${sealed}`] : [];
  return [...roles.map(({ text }) => text), ...members.map(({ text }) => text), ...structure, ...history, ...rest.map(({ text }) => text)];
}

async function requireServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  );
  requireVersion(rows[0]!);
}

/** @param server its `server_version_num`, as 150004, and `server_version`. */
export function requireVersion(server: { number: number; version: string }): void {
  if (server.number >= OLDEST_SERVER) return;
  throw new OperatorError(`The database server is Postgres ${server.version}, but Postgres 15 or newer is needed.`);
}

/** A user who may create, but does not own the database, would give the aggregators nothing, and Postgres only warn. */
async function requireOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ owns: boolean; makes: boolean; user: string; name: string }>(
    `SELECT pg_has_role(current_user, datdba, 'USAGE') AS owns, current_user AS user, datname AS name,
            (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS makes
     FROM pg_database WHERE datname = current_database()`,
  );
  const { owns, makes, user, name } = rows[0]!;
  if (!makes) throw new OperatorError(`The user ${user} of DATABASE_URL may not make the site's roles: it must own the database ${name} and have CREATEROLE.`);
  if (!owns) throw new OperatorError(`The user ${user} of DATABASE_URL does not own the database ${name}: have its owner run ALTER DATABASE "${name}" OWNER TO "${user}".`);
}

function sql(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), 'utf8');
}
