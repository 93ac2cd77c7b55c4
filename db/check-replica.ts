import pg from 'pg';
import { explainDatabaseError, isAway } from './explain-database-error';
import { OperatorError } from './operator-error';
import { requireSessions } from './require-sessions';

interface Server {
  isReplica: boolean;
  /** What a primary and all its replicas have in common. Null where we may not know. */
  system: string | null;
}

/**
 * Looks at the replica that pages are to read from.
 * @returns what keeps it from being read just now, where that may pass: the site starts without it.
 * @throws {OperatorError} where its address is wrong: it refuses us, is no replica of that database, or a pooler without sessions.
 */
export async function checkReplica(databaseUrl: string, replicaUrl: string): Promise<string | null> {
  let replica: Server;
  try {
    replica = await lookAt(replicaUrl);
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
  const primary = await lookAt(databaseUrl);
  if (primary.system !== null && replica.system !== null && primary.system !== replica.system) {
    throw new OperatorError(
      `The server at ${host} is a replica of a different server from the one in DATABASE_URL: correct DATABASE_REPLICA_URL.`,
    );
  }
  return null;
}

async function lookAt(connectionString: string): Promise<Server> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, application_name: 'set-up' });
  client.on('error', () => {}); // The query in hand fails too, and tells.
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
