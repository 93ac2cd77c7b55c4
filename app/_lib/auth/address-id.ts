import 'server-only';
import { sql } from 'kysely';
import { addressFingerprint } from '@/personal-data/address';
import { externalIdentityFingerprint } from '@/personal-data/external-identity';
import { handleFingerprint } from '@/personal-data/handle';
import { queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

/** The id of an email address in messages. Only the database can compute it. */
export function addressIdOf(address: string): Promise<string> {
  return hiddenIdOf(addressFingerprint(address));
}

/** The id of a handle in messages, likewise. */
export function handleIdOf(handle: string): Promise<string> {
  return hiddenIdOf(handleFingerprint(handle));
}

/** The id of a person's identity at an OpenID Connect provider in messages, likewise. @param subject what the provider calls them. */
export function externalIdentityIdOf(issuer: string, subject: string): Promise<string> {
  return hiddenIdOf(externalIdentityFingerprint(issuer, subject));
}

async function hiddenIdOf(fingerprint: string): Promise<string> {
  const [row] = await queryPrimary(statement(sql<{ id: string }>`SELECT personal.address_id(${fingerprint}) AS id`));
  if (!row) throw new Error('The database returned no id');
  return row.id;
}
