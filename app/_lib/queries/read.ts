import 'server-only';
import type { Pool, QueryConfig, QueryResultRow } from 'pg';
import { ASKER_SETTINGS } from '@/roles';

/** The user for whom a page queries views. The rules of views compare with it. */
export interface Asker {
  readonly userId: string;
  /** Default false. */
  readonly isAdmin?: boolean;
}

/** One statement. After its `query_timeout`, in milliseconds, the connection is closed. */
export type Statement = QueryConfig & { query_timeout?: number };

/** Runs one statement as an asker, or as a visitor (null), who sees only rows that everybody may see. */
export async function read<Row extends QueryResultRow>(
  pool: Pool,
  asker: Asker | null,
  statement: Statement,
): Promise<Row[]> {
  return asker ? readAs<Row>(pool, asker, statement) : (await pool.query<Row>(statement)).rows;
}

/**
 * Runs the statement in a transaction of its own. At its end the database forgets the asker, so the next user of the
 * connection is a visitor again. This takes one more round trip.
 */
async function readAs<Row extends QueryResultRow>(
  pool: Pool,
  { userId, isAdmin = false }: Asker,
  statement: Statement,
): Promise<Row[]> {
  const client = await pool.connect();
  try {
    const limit = statement.query_timeout === undefined ? {} : { query_timeout: statement.query_timeout };
    const setting = (name: string, value: string) => `SET LOCAL ${name} = ${client.escapeLiteral(value)}`;
    const settings = [setting(ASKER_SETTINGS.userId, userId), setting(ASKER_SETTINGS.isAdmin, String(isAdmin))];
    await client.query({ text: ['BEGIN READ ONLY', ...settings].join('; '), ...limit });
    const { rows } = await client.query<Row>(statement);
    // Not awaited: the connection is released when it is done.
    client.query({ text: 'COMMIT', ...limit }).then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
    return rows;
  } catch (error) {
    // This closes the connection, and with it the transaction.
    client.release(error as Error);
    throw error;
  }
}
