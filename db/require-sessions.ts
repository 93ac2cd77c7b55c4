import pg from 'pg';
import { isAway } from './explain-database-error';
import { OperatorError } from './operator-error';

/** The timeout for a connection and for a query, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Checks that each connection has its own session of the server, because locks, LISTEN, roles and prepared statements belong to the
 * session. A pooler in transaction or statement mode gives each transaction any free session.
 *
 * Opens one idle connection and two in transactions. Three different, stable backends prove that no pooler shares them.
 * @param setting the name of the setting with the URL.
 * @throws {OperatorError} if connections share sessions, or three connections are not possible.
 */
export async function requireSessions(connectionString: string, setting = 'DATABASE_URL'): Promise<void> {
  const clients = [1, 2, 3].map(
    () =>
      new pg.Client({
        connectionString,
        connectionTimeoutMillis: TIMEOUT_MS,
        query_timeout: TIMEOUT_MS,
        application_name: 'set-up',
      }),
  );
  const [idle, ...others] = clients as [pg.Client, ...pg.Client[]];
  const { host } = new URL(connectionString);
  try {
    const session = await connect(idle);
    for (const other of others) {
      const otherSession = await connect(other, 'BEGIN');
      if (otherSession === session || (await sessionOf(idle)) !== session) throw new SharedSessionError();
    }
  } catch (error) {
    if (error instanceof SharedSessionError || isStatementMode(error)) {
      throw new OperatorError(
        `The pooler at ${host} gives each transaction another session, and the site needs its own: set pool_mode = session in pgbouncer.ini, or have ${setting} name Postgres itself.`,
      );
    }
    if (isAway(error) || /query_wait_timeout/.test((error as Error).message)) {
      throw new OperatorError(
        `The server at ${host} answers one connection of ${setting}, but not three at a time: give its pooler a larger default_pool_size, or the server more connections.`,
      );
    }
    throw error;
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => {})));
  }
}

class SharedSessionError extends Error {}

async function connect(client: pg.Client, ...statements: string[]): Promise<number> {
  client.on('error', () => {}); // The running query fails too.
  await client.connect();
  for (const statement of statements) await client.query(statement);
  return sessionOf(client);
}

async function sessionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]!.pid;
}

/** PgBouncer in statement mode refuses the first transaction. */
function isStatementMode(error: unknown): boolean {
  return /statement pooling mode/i.test((error as Error).message);
}
