import { createMessageStore, createPool, type ConnectionSettings, type MessageStore } from '@message-db/client';
import type { Pool } from 'pg';
import { embeddedUrl } from '@/db/embedded/url';
import { explainDatabaseError, isAway } from '@/db/explain-database-error';
import { OperatorError } from '@/db/operator-error';
import { serviceOf } from '@/db/access/access';
import { loginUrl, readSecrets } from '@/db/access/secrets';
import type { Environment } from '@/environment';
import { ACCESS } from '@/workers/services/site-database';

/** The site's database, with the rights of its owner or of the operator, who may only read. */
export interface Database {
  readonly pool: Pool;
  /** Always with the rights of the operator. */
  readonly reading: Pool;
  readonly store: MessageStore;
  /** The settings for a connection that listens. */
  readonly connection: ConnectionSettings;
}

/**
 * Runs `work` on the site's database: that of DATABASE_URL, otherwise the embedded one of DATA_DIR, if it runs. Starts
 * nothing.
 * @param as the rights of `pool`. Views are read with the rights of the operator in any case (`reading`).
 * @throws {OperatorError} if there is none, or no site has ever started on it.
 */
export async function withDatabase<T>(
  environment: Environment,
  as: 'operator' | 'owner',
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { DATABASE_URL, DATA_DIR } = environment;
  const connectionString = DATABASE_URL ?? (await embeddedUrl(DATA_DIR));
  const notRunning = new OperatorError(
    `No site runs on ${DATA_DIR}: start it with npm start, or set DATA_DIR or DATABASE_URL to where it runs.`,
  );
  if (connectionString === null) throw notRunning;
  const owner: ConnectionSettings = { connectionString, applicationName: 'ctl' };
  try {
    await withPool(owner, assertSetUp);
    const operator = await asOperator(owner, environment);
    const connection = as === 'owner' ? owner : operator;
    return await withPool(operator, (reading) =>
      withPool(connection, (pool) => work({ pool, reading, store: createMessageStore(pool), connection })),
    );
  } catch (error) {
    if (DATABASE_URL) throw explainDatabaseError(error, DATABASE_URL);
    // Another server may have the port of the stopped embedded one.
    const { code } = error as { code?: string };
    throw isAway(error) || ['28P01', '28000', '3D000', '57P01', '57P03'].includes(code ?? '') ? notRunning : error;
  }
}

async function withPool<T>(connection: ConnectionSettings, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool({ ...connection, max: 3 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** Uses the operator's own login if the data folder has it. Otherwise the owner assumes the operator's role. */
async function asOperator(
  owner: ConnectionSettings,
  { DATABASE_URL, DATA_DIR }: Environment,
): Promise<ConnectionSettings> {
  const secrets = DATABASE_URL ? {} : await readSecrets(DATA_DIR);
  const operator = serviceOf(ACCESS, 'operator');
  if (!secrets[operator.name]) return { ...owner, role: operator.role };
  return { ...owner, connectionString: loginUrl(owner.connectionString, operator, secrets) };
}

async function assertSetUp(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ runtime: boolean; current: boolean }>(
    `SELECT to_regnamespace('runtime') IS NOT NULL AS runtime, to_regclass('runtime.checkpoint') IS NOT NULL AS current`,
  );
  const { runtime, current } = rows[0]!;
  if (current) return;
  throw new OperatorError(
    runtime
      ? 'An earlier release set this database up: start the site with this one first.'
      : 'No site has ever started on this database, so there is nothing to see yet.',
  );
}
