import 'server-only';
import type { Pool, QueryConfig, QueryResultRow } from 'pg';
import { ASKER_SETTINGS } from '@/roles';

/** The user for whom a page queries views. The rules of views compare with it. */
export interface Asker {
  readonly userId: string;
  /** Default false. */
  readonly isAdmin?: boolean;
}

/** One statement; with a limit, in milliseconds, after which its connection is given up. */
export type Statement = QueryConfig & { query_timeout?: number };

/** Runs one statement as somebody, or as a visitor (null), who sees what everybody may. */
export async function read<Row extends QueryResultRow>(
  pool: Pool,
  asker: Asker | null,
  statement: Statement,
): Promise<Row[]> {
  return asker ? readAs<Row>(pool, asker, statement) : (await pool.query<Row>(statement)).rows;
}

/**
 * In a transaction of its own, with which the database forgets who asks: the next user of the connection is a visitor
 * again. It takes one round trip more.
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
    // Not awaited: the connection is free when it is done.
    client.query({ text: 'COMMIT', ...limit }).then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
    return rows;
  } catch (error) {
    // The connection is closed, and with it the transaction.
    client.release(error as Error);
    throw error;
  }
}
