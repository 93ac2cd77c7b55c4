import { Client, Pool, type ClientConfig } from 'pg';
import { beginSession, type ConnectionSettings } from './session.ts';
import { types } from './query.ts';

/** How long it takes at most to get a connection, in milliseconds. */
const CONNECT_MS = 10_000;
/** How long a query waits at most for one of a pool's connections: few are enough where a query may wait for the one before. */
const WAIT_MS = 60_000;
/** Idle connections are given back soon: a server has few of them, and a pool of sessions in front of it not more. */
const IDLE_MS = 10_000;

/**
 * How to connect. Nothing but the application's name is set by it, for PgBouncer passes on little of what a connection
 * starts with: the caller runs `beginSession` after connecting. `createPool` and `listen` do so by themselves.
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
 * A pool that outlives its server: a lost connection is dropped and the next query opens another. `onError` is called
 * when connections were lost while idle, once until another is made. One lost while it is lent out fails its next query,
 * and is dropped on release. One that was idle for ten seconds is closed.
 * @param settings `max` is how many connections it may open. Unset: 5.
 */
export function createPool(settings: ConnectionSettings & { max?: number; onError?: (error: Error) => void }): Pool {
  const pool = new Pool({
    ...connectionConfig(settings),
    // Of `pg`, one setting limits both how long to connect and how long to wait.
    connectionTimeoutMillis: WAIT_MS,
    Client: QuickToConnect,
    max: settings.max ?? 5,
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
    // The pool listens to idle connections only. A lent one, lost between two queries, would end the process.
    client.on('error', () => {});
  });
  return pool;
}
