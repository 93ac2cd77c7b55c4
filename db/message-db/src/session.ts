import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Queryable } from './query.ts';

export interface ConnectionSettings {
  /** `postgres://user:password@host:port/database`; its own `options` are kept. */
  connectionString: string;
  /** A role to assume for the whole connection. */
  role?: string;
  /** What pg_stat_activity calls it. */
  applicationName?: string;
}

/** How the server treats a connection, unless the connection string sets it. */
const BEHAVIOUR = {
  // Without it the planner walks past all messages of busy categories to find those of a quiet one.
  random_page_cost: '1.1',
  // A process that is paused in the middle of a transaction holds its category's lock. Here none takes seconds.
  idle_in_transaction_session_timeout: '5s',
  // A machine that is gone is found out within half a minute. Where there is no TCP the server ignores it.
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '4',
};

/** A server that takes connections and then says nothing is given up, in milliseconds. */
const ANSWER_MS = 10_000;

/**
 * The first statement of a connection: how the server is to treat it, and the role that it assumes. A statement and not
 * the `options` of the start, which PgBouncer refuses. No search path is set: all names in this package are qualified.
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

/** The names of the settings in the `options` of a connection string: `-c name=value` and `--name=value`. */
function settingsIn(connectionString: string): Set<string> {
  const options = URL.canParse(connectionString) ? new URL(connectionString).searchParams.get('options') : null;
  const named = (options ?? '').matchAll(/(?:^|\s)(?:-c\s*|--)([\w.-]+)=/g);
  return new Set([...named].map(([, name]) => name!.replaceAll('-', '_').toLowerCase()));
}
