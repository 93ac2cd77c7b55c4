import 'server-only';
import { sql } from 'kysely';
import { queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

/**
 * Stores the key that encrypts a new person's data. The application cannot read keys.
 * @returns false if the person is forgotten or has another key. Data encrypted with this key could not be decrypted
 *   then.
 */
export async function keepKey(userId: string, key: Buffer): Promise<boolean> {
  const [row] = await queryPrimary(
    statement(sql<{ kept: boolean }>`SELECT personal.keep_key(${userId}, ${key}) AS kept`),
  );
  return row?.kept === true;
}
