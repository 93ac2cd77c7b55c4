import 'server-only';
import { sql } from 'kysely';
import { addressFingerprint } from '@/personal-data/address';
import { queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

/** The id of an email address in messages. Only the database can compute it. */
export async function addressIdOf(address: string): Promise<string> {
  const [row] = await queryPrimary(
    statement(sql<{ id: string }>`SELECT personal.address_id(${addressFingerprint(address)}) AS id`),
  );
  if (!row) throw new Error('The database has made no address id');
  return row.id;
}

/**
 * Stores the key that encrypts a new person's data. The application cannot read keys.
 * @returns false where the person is forgotten or has another key: what is encrypted with this key could not be decrypted.
 */
export async function keepKey(userId: string, key: Buffer): Promise<boolean> {
  const [row] = await queryPrimary(
    statement(sql<{ kept: boolean }>`SELECT personal.keep_key(${userId}, ${key}) AS kept`),
  );
  return row?.kept === true;
}
