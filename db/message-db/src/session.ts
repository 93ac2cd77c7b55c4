import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Queryable } from './query.ts';

export interface ConnectionSettings {
  /** `postgres://user:password@host:port/database`; its `options` are kept. */
  connectionString: string;
  /** The role to assume for the whole connection. */
  role?: string;
  /** The name in pg_stat_activity. */
  applicationName?: string;
}

/** Settings of a connection, unless the connection string sets them. */
const BEHAVIOUR = {
  // With the default, the planner scans all messages of busy categories to find those of a quiet one.
  random_page_cost: '1.1',
  // A process that is paused in a transaction holds its category's lock. Normal transactions take much less.
  idle_in_transaction_session_timeout: '5s',
  // Finds a lost machine within half a minute. Without TCP the server ignores these settings.
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '4',
};

/** The timeout for the first answer of a server that accepted the connection, in milliseconds. */
const ANSWER_MS = 10_000;

/**
 * Runs the first statement of a connection, which sets its settings and its role. It is a statement because PgBouncer
 * refuses the start parameter `options`. It sets no search path: all names in this package are qualified.
 */
export async function beginSession(client: Queryable, settings: ConnectionSettings): Promise<void> {
  const text = sessionSql(settings);
  await client.query({ text, query_timeout: ANSWER_MS } as { text: string });
}

export function sessionSql({ connectionString, role }: ConnectionSettings): string {
  const given = settingsIn(connectionString);
  const settings = Object.entries(BEHAVIOUR).filter(([name]) => !given.has(name));
  const statements = settings.map(([name, value]) => `SET ${name} = ${escapeLiteral(value)}`);
  if (role !== undefined) statements.push(`SET ROLE ${escapeIdentifier(role)}`);
  return statements.join('; ');
}

/** Returns the names of the settings in the `options` of a connection string: `-c name=value` and `--name=value`. */
function settingsIn(connectionString: string): Set<string> {
  const options = URL.canParse(connectionString) ? new URL(connectionString).searchParams.get('options') : null;
  const named = (options ?? '').matchAll(/(?:^|\s)(?:-c\s*|--)([\w.-]+)=/g);
  return new Set([...named].map(([, name]) => name!.replaceAll('-', '_').toLowerCase()));
}
