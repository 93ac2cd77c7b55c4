import { Pool, type ClientConfig } from 'pg';
import { types } from './query';

export interface ConnectionSettings {
  /** `postgres://user:password@host:port/database`; its own `options` are kept. */
  connectionString: string;
  /** A role to assume for the whole connection. */
  role?: string;
  /** What pg_stat_activity calls it. */
  applicationName?: string;
}

/** What the server is to do with our connections, where the user does not say otherwise. */
const BEHAVIOUR = [
  parameter('random_page_cost', '1.1'),
  // A process that is paused in the middle of a transaction holds its category's lock. Here none takes seconds.
  parameter('idle_in_transaction_session_timeout', '5s'),
  // A machine that is gone is found out within half a minute. Where there is no TCP the server ignores it.
  parameter('tcp_keepalives_idle', '10'),
  parameter('tcp_keepalives_interval', '5'),
  parameter('tcp_keepalives_count', '4'),
];

/**
 * How to connect to a Message DB. The functions of Message DB are written with unqualified names, so the
 * search path is part of it; and so is `random_page_cost`, without which the planner walks past all messages
 * of busy categories to find those of a quiet one.
 */
export function connectionConfig(settings: ConnectionSettings): ClientConfig {
  const { connectionString, options } = takeOptions(settings.connectionString);
  // Where a parameter is named twice the server takes the last: the user may overrule what comes first, but not the path.
  const parameters = [...BEHAVIOUR, options, parameter('search_path', 'message_store,public')];
  if (settings.role !== undefined) parameters.push(parameter('role', settings.role));
  return {
    connectionString,
    application_name: settings.applicationName,
    options: parameters.filter(Boolean).join(' '),
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types,
  };
}

/**
 * A pool that outlives its server: a lost connection is dropped and the next query opens another. `onError` hears
 * that connections were lost while idle, once until another is made. One lost while it is lent out fails its next query, and is dropped on release.
 * @param settings `max` is how many connections it may open, 5 unless told.
 */
export function createPool(
  settings: ConnectionSettings & { max?: number; onError?: (error: Error) => void },
): Pool {
  const pool = new Pool({
    ...connectionConfig(settings),
    max: settings.max ?? 5,
    idleTimeoutMillis: 60_000,
  });
  let told = false;
  pool.on('error', (error) => {
    if (!told) settings.onError?.(error);
    told = true;
  });
  pool.on('connect', (client) => {
    told = false;
    // The pool listens to idle connections only. A lent one, lost between two queries, would end the process.
    client.on('error', () => {});
  });
  return pool;
}

/** One `-c name=value` of the `options` start-up parameter, in which white space separates and a backslash escapes. */
function parameter(name: string, value: string): string {
  return `-c ${name}=${value.replace(/[\s\\]/g, String.raw`\$&`)}`;
}

/** `pg` lets the `options` of a connection string replace all others, so they are taken out to be joined with ours. */
function takeOptions(connectionString: string): { connectionString: string; options: string } {
  const url = URL.canParse(connectionString) ? new URL(connectionString) : null;
  const options = url?.searchParams.get('options');
  if (!url || !options) return { connectionString, options: '' };
  url.searchParams.delete('options');
  return { connectionString: url.href, options };
}
