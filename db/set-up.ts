import { readFile } from 'node:fs/promises';
import { install } from '@message-db/client';
import pg from 'pg';
import { OperatorError } from './operator-error';
import { explainDatabaseError } from './explain-database-error';

/** The aggregator is first: the application's default privileges name it. */
const ROLES = ['aggregator', 'application', 'component'];
const OLDEST_SERVER = 150000;
/** The same for all machines that set up this database, whatever version they run. */
const LOCK = 7_264_518_033;

/**
 * Prepares a database for the site: Message DB, the runtime's tables, the roles and what each may do.
 * Changes nothing where all is in place, and may run on several machines at once.
 * @param databaseUrl of a user who owns the database and has CREATEROLE.
 * @throws {OperatorError} saying in a sentence what the database or its user lacks.
 */
export async function setUpDatabase(databaseUrl: string, log: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000, application_name: 'set-up' });
  client.on('error', () => {}); // The query in hand fails too, and tells.
  try {
    await client.connect();
    await requireServer(client);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    if (await install(client)) log('Message DB installed');
    await client.query(await sql('../workers/runtime/schema.sql'));
    await grantRoles(client);
    await requireOwner(client);
  } catch (error) {
    throw explainDatabaseError(error, databaseUrl);
  } finally {
    await client.end().catch(() => {}); // Ends the lock too.
  }
}

/** Creates the roles of db/roles and grants them their rights in this database. In one transaction: no moment is without them. */
export async function grantRoles(client: pg.Client): Promise<void> {
  const files = await Promise.all(ROLES.map((role) => sql(`roles/${role}.sql`)));
  await client.query(`BEGIN;\n${files.join('\n')}\nCOMMIT;`);
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

/** A user who may create, but does not own the database, gives the aggregators nothing, and Postgres only warns. */
async function requireOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ granted: boolean; user: string; name: string }>(
    `SELECT has_database_privilege('video_tutorials_aggregator', current_database(), 'CREATE') AS granted,
            current_user AS user, current_database() AS name`,
  );
  const { granted, user, name } = rows[0]!;
  if (!granted) throw new OperatorError(`The user ${user} of DATABASE_URL does not own the database ${name}: have its owner run ALTER DATABASE "${name}" OWNER TO "${user}".`);
}

function sql(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), 'utf8');
}
