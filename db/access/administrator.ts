import pg from 'pg';
import { explainDatabaseError } from '../explain-database-error';
import { OperatorError } from '../operator-error';
import { requireSessions } from '../require-sessions';

const OLDEST_SERVER = 150000;

/**
 * Runs work on one connection of the user of DATABASE_URL.
 * @param options.roles the roles that are set up, for the text of an error.
 * @throws {OperatorError} if the operator can correct the cause.
 */
export async function withAdministrator<T>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<T>,
  { signal, roles }: { signal?: AbortSignal; roles?: readonly string[] } = {},
): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'set-up',
  });
  client.on('error', () => {}); // The query in progress fails too, and reports it.
  const stop = () => void client.end().catch(() => {});
  signal?.addEventListener('abort', stop);
  try {
    await client.connect();
    await requireServer(client);
    await requireSessions(databaseUrl);
    return await work(client);
  } catch (error) {
    throw explainDatabaseError(error, databaseUrl, { roles });
  } finally {
    signal?.removeEventListener('abort', stop);
    await client.end().catch(() => {});
  }
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

/**
 * Checks that the user owns the database. A user with only CREATE could grant the aggregators nothing, and Postgres
 * would only warn.
 */
export async function requireOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ owns: boolean; makes: boolean; user: string; name: string }>(
    `SELECT pg_has_role(current_user, datdba, 'USAGE') AS owns, current_user AS user, datname AS name,
            (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS makes
     FROM pg_database WHERE datname = current_database()`,
  );
  const { owns, makes, user, name } = rows[0]!;
  if (!makes)
    throw new OperatorError(
      `The user ${user} of DATABASE_URL may not make the site's roles: it must own the database ${name} and have CREATEROLE.`,
    );
  if (!owns)
    throw new OperatorError(
      `The user ${user} of DATABASE_URL does not own the database ${name}: have its owner run ALTER DATABASE "${name}" OWNER TO "${user}".`,
    );
}
