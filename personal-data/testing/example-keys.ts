import { createHash } from 'node:crypto';
import { createPool } from '@message-db/client';
import { encryptFields } from '../encryption';

/** Returns a person's key in examples and tests: the same each time. */
export function exampleKey(userId: string): Buffer {
  return createHash('sha256').update(`example ${userId}`).digest();
}

/** Encrypts a person's fields with their example key. */
export function encryptExample<Fields extends Record<string, string>>(userId: string, fields: Fields) {
  return encryptFields(exampleKey(userId), userId, fields);
}

/** Stores the example keys of these people in a test database, as their registration would. */
export async function storeExampleKeys(databaseUrl: string, userIds: readonly string[]): Promise<void> {
  const pool = createPool({ connectionString: databaseUrl, max: 1 });
  try {
    for (const userId of userIds) await pool.query('SELECT personal.keep_key($1, $2)', [userId, exampleKey(userId)]);
  } finally {
    await pool.end();
  }
}
