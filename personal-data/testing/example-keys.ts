import { createHash } from 'node:crypto';
import { createPool } from '@message-db/client';
import { encryptFields } from '../encryption';

/** The key of a person in examples and tests: the same each time. */
export function exampleKey(userId: string): Buffer {
  return createHash('sha256').update(`example ${userId}`).digest();
}

/** Fields of a person in examples and tests, sealed. */
export function encryptExample<Fields extends Record<string, string>>(userId: string, fields: Fields) {
  return encryptFields(exampleKey(userId), userId, fields);
}

/** Keeps the example keys of these people in a test database, as if they had registered. */
export async function keepExampleKeys(databaseUrl: string, userIds: readonly string[]): Promise<void> {
  const pool = createPool({ connectionString: databaseUrl, max: 1 });
  try {
    for (const userId of userIds) await pool.query('SELECT personal.keep_key($1, $2)', [userId, exampleKey(userId)]);
  } finally {
    await pool.end();
  }
}
