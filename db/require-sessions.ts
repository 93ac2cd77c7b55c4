import pg from 'pg';
import { isAway } from './explain-database-error';
import { OperatorError } from './operator-error';

/** How long a connection or an answer may take, in milliseconds. */
const ANSWER_MS = 10_000;

/**
 * Sees that a connection is one session of the server for as long as it lasts: locks, LISTEN, roles and prepared
 * statements are the session's. A pooler in transaction or statement mode gives each transaction any session that is free.
 *
 * Opens one idle connection and two in transactions. Three different, stable backends prove that no pooler shares them.
 * @param setting what the URL is the value of.
 * @throws {OperatorError} where it is not so.
 */
export async function requireSessions(connectionString: string, setting = 'DATABASE_URL'): Promise<void> {
  const clients = [1, 2, 3].map(
    () =>
      new pg.Client({
        connectionString,
        connectionTimeoutMillis: ANSWER_MS,
        query_timeout: ANSWER_MS,
        application_name: 'set-up',
      }),
  );
  const [idle, ...others] = clients as [pg.Client, ...pg.Client[]];
  const { host } = new URL(connectionString);
  try {
    const session = await connect(idle);
    for (const other of others) {
      const its = await connect(other, 'BEGIN');
      if (its === session || (await sessionOf(idle)) !== session) throw new SharedSession();
    }
  } catch (error) {
    if (error instanceof SharedSession || isStatementMode(error)) {
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

class SharedSession extends Error {}

async function connect(client: pg.Client, ...statements: string[]): Promise<number> {
  client.on('error', () => {}); // The query in hand fails too, and tells.
  await client.connect();
  for (const statement of statements) await client.query(statement);
  return sessionOf(client);
}

async function sessionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]!.pid;
}

/** PgBouncer says so at the first transaction. */
function isStatementMode(error: unknown): boolean {
  return /statement pooling mode/i.test((error as Error).message);
}
