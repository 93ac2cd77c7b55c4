import { Client, Pool, type ClientConfig } from 'pg';
import { beginSession, type ConnectionSettings } from './session.ts';
import { types } from './query.ts';

/** The timeout for making a connection, in milliseconds. */
const CONNECT_MS = 10_000;
/** The timeout for a free connection of the pool, in milliseconds. It is long, so that a few connections are enough. */
const WAIT_MS = 60_000;
/** Idle connections are closed soon, because a server, or a session pooler in front of it, has few of them. */
const IDLE_MS = 10_000;

/**
 * The settings of a connection. They include only the application's name, because PgBouncer forwards few start
 * parameters: the caller runs `beginSession` after connecting. `createPool` and `listen` do so themselves.
 */
export function connectionConfig({ connectionString, applicationName }: ConnectionSettings): ClientConfig {
  return {
    connectionString,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types,
  };
}

class QuickToConnect extends Client {
  constructor(config?: ClientConfig) {
    super({ ...config, connectionTimeoutMillis: CONNECT_MS });
  }
}

/**
 * Creates a pool that survives its server: it drops a lost connection, and the next query opens another. `onError` is
 * called when idle connections are lost, once until another is made. A connection that is lost while lent fails its
 * next query, and is dropped on release. One that is idle for ten seconds is closed.
 * @param settings `max` is the largest number of connections. Unset: 5. With `pipeline`, a lent connection sends each
 *   query at once, without waiting for the answers of earlier ones.
 */
export function createPool(
  settings: ConnectionSettings & { max?: number; pipeline?: boolean; onError?: (error: Error) => void },
): Pool {
  const pool = new Pool({
    ...connectionConfig(settings),
    // `pg` has one timeout for both connecting and waiting.
    connectionTimeoutMillis: WAIT_MS,
    Client: QuickToConnect,
    max: settings.max ?? 5,
    pipeline: settings.pipeline ?? false,
    idleTimeoutMillis: IDLE_MS,
    onConnect: (client) => beginSession(client, settings),
  });
  let reported = false;
  pool.on('error', (error) => {
    if (!reported) settings.onError?.(error);
    reported = true;
  });
  pool.on('connect', (client) => {
    reported = false;
    // The pool handles errors of idle connections only. A lent one that is lost between two queries would end the
    // process.
    client.on('error', () => {});
  });
  return pool;
}
