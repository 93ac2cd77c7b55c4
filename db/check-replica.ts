import pg from 'pg';
import { explainDatabaseError, isAway } from './explain-database-error';
import { OperatorError } from './operator-error';
import { requireSessions } from './require-sessions';

interface Server {
  isReplica: boolean;
  /** The system identifier, which a primary shares with its replicas. Null without the right to read it. */
  system: string | null;
}

/**
 * Checks the replica from which pages read.
 * @returns null if it is usable, or the reason if it is temporarily not; the site starts without it then.
 * @throws {OperatorError} if the setting is wrong: the login is refused, the server is not a replica of the database, or a pooler in
 * front of it does not keep sessions.
 */
export async function checkReplica(databaseUrl: string, replicaUrl: string): Promise<string | null> {
  let replica: Server;
  try {
    replica = await inspect(replicaUrl);
    await requireSessions(replicaUrl, 'DATABASE_REPLICA_URL');
  } catch (error) {
    const explained = explainDatabaseError(error, replicaUrl, { setting: 'DATABASE_REPLICA_URL' });
    if (explained instanceof OperatorError && !isAway(error)) throw explained;
    return (explained as Error).message;
  }
  const { host } = new URL(replicaUrl);
  if (!replica.isReplica) {
    throw new OperatorError(
      `The server at ${host} is not a replica: DATABASE_REPLICA_URL must name a streaming replica, or be left out.`,
    );
  }
  const primary = await inspect(databaseUrl);
  if (primary.system !== null && replica.system !== null && primary.system !== replica.system) {
    throw new OperatorError(
      `The server at ${host} is a replica of a different server from the one in DATABASE_URL: correct DATABASE_REPLICA_URL.`,
    );
  }
  return null;
}

async function inspect(connectionString: string): Promise<Server> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, application_name: 'set-up' });
  client.on('error', () => {}); // The running query fails too.
  try {
    await client.connect();
    const { rows } = await client.query<{ isReplica: boolean }>('SELECT pg_is_in_recovery() AS "isReplica"');
    const known = await client
      .query<{ system: string }>('SELECT system_identifier::text AS system FROM pg_control_system()')
      .catch(() => null);
    return { isReplica: rows[0]!.isReplica, system: known?.rows[0]?.system ?? null };
  } finally {
    await client.end().catch(() => {});
  }
}
