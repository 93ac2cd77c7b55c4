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
  if (!row) throw new Error('The database returned no address id');
  return row.id;
}
