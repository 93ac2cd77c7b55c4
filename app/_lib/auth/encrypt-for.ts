import 'server-only';
import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { encryptFields, KEY_BYTES } from '@/personal-data/encryption';
import type { Encrypted } from '@/personal-data/encrypted-text';

/**
 * Encrypts a person's words for one message. The application cannot read the person's key, so it stores a new one, which
 * belongs to the person and is deleted with theirs.
 * @returns the fields of the message: the words, and the id of their key.
 * @throws for a person who is forgotten.
 */
export async function encryptFor<Fields extends Record<string, string>>(
  userId: string,
  fields: Fields,
): Promise<{ keyId: string } & { [Name in keyof Fields]: Encrypted }> {
  const [keyId, key] = [randomUUID(), randomBytes(KEY_BYTES)];
  const [row] = await queryPrimary(
    statement(sql<{ kept: boolean }>`SELECT personal.keep_message_key(${keyId}, ${userId}, ${key}) AS kept`),
  );
  if (row?.kept !== true) throw new Error(`There is no person ${userId} to encrypt words for`);
  return { keyId, ...encryptFields(key, userId, fields) };
}
