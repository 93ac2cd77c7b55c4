import 'server-only';
import { addressFingerprint } from '@/personal-data/address';
import { queryPrimary } from '@/app/_lib/queries/database';

/** The id that an email address has in the log. Only the database can make it. */
export async function addressIdOf(address: string): Promise<string> {
  const [row] = await queryPrimary<{ id: string }>('SELECT personal.address_id($1) AS id', [
    addressFingerprint(address),
  ]);
  if (!row) throw new Error('The database has made no address id');
  return row.id;
}

/**
 * Keeps the key that a new person's data is sealed with. The application can read none.
 * @returns false for somebody who was forgotten, and for one who has another key: what is sealed with this one, nobody could open.
 */
export async function keepKey(userId: string, key: Buffer): Promise<boolean> {
  const [row] = await queryPrimary<{ kept: boolean }>('SELECT personal.keep_key($1, $2) AS kept', [userId, key]);
  return row?.kept === true;
}
