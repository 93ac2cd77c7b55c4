import pg from 'pg';

export interface ConnectionSettings {
  connectionString: string;
  /** A role to assume for the whole connection. */
  role?: string;
  /** What pg_stat_activity calls it. */
  applicationName?: string;
}

const INT8 = 20;
const TIMESTAMP = 1114;

/** int8 as a number (positions stay far below 2^53), `timestamp` as UTC, which is how Message DB writes it. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === INT8) return Number;
    if (format !== 'binary' && oid === TIMESTAMP) return (value: string) => new Date(`${value.replace(' ', 'T')}Z`);
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/**
 * How to connect to a Message DB. The functions of Message DB are written with unqualified names, so the
 * search path is part of it; and so is `random_page_cost`, without which the planner walks past all messages
 * of busy categories to find those of a quiet one.
 */
export function connectionConfig(settings: ConnectionSettings): pg.ClientConfig {
  const parameters = ['search_path=message_store,public', 'random_page_cost=1.1'];
  if (settings.role) parameters.unshift(`role=${settings.role}`);
  return {
    connectionString: settings.connectionString,
    application_name: settings.applicationName,
    options: parameters.map((parameter) => `-c ${parameter}`).join(' '),
    keepAlive: true,
    types,
  };
}

/**
 * A pool that outlives its server: a lost connection is dropped and the next query opens another. `onError` hears
 * of connections lost while idle, which would otherwise end the process.
 */
export function createPool(
  settings: ConnectionSettings & { max?: number; onError?: (error: Error) => void },
): pg.Pool {
  const pool = new pg.Pool({
    ...connectionConfig(settings),
    max: settings.max ?? 5,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  pool.on('error', (error) => settings.onError?.(error));
  return pool;
}
