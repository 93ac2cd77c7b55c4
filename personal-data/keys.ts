import type { Queryable } from '@message-db/client';
import { isEncrypted } from './encrypted-text';

/**
 * Keys by their ids in lower case: the id of a person, or of a message's own key. Without an entry, the person is
 * forgotten.
 */
export type Keys = ReadonlyMap<string, Buffer>;

export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Returns the id of the key of a message's encrypted data: that of its own key (`keyId`), or of the person (`userId`).
 * Undefined for a message without encrypted data. Pure.
 */
export function keyIdOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { keyId, userId } = data as { keyId?: unknown; userId?: unknown };
  const id = keyId ?? userId;
  return typeof id === 'string' && UUID.test(id) && Object.values(data).some(isEncrypted)
    ? id.toLowerCase()
    : undefined;
}

/** Returns the ids of the keys of these messages' encrypted data. Pure. */
export function keyIdsIn(messages: readonly { data: unknown }[]): string[] {
  return [...new Set(messages.flatMap(({ data }) => keyIdOf(data) ?? []))];
}

/** Returns the keys with these ids. Those of forgotten people are missing. */
export async function readKeys(client: Queryable, ids: readonly string[]): Promise<Keys> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; key: Buffer }>(
    `SELECT person_id::text AS id, key FROM personal.key WHERE person_id = ANY($1::uuid[]) AND key IS NOT NULL
     UNION ALL SELECT key_id::text, key FROM personal.message_key WHERE key_id = ANY($1::uuid[])`,
    [[...ids]],
  );
  return new Map(rows.map(({ id, key }) => [id, key]));
}

/** Returns a person's key; undefined for a person who is forgotten. */
export async function readKey(client: Queryable, person: string): Promise<Buffer | undefined> {
  return (await readKeys(client, [person])).get(person.toLowerCase());
}

/**
 * Deletes a person's key, and the keys of messages about them, for good (crypto-shredding): no other key can be stored
 * for them. Idempotent.
 */
export async function forgetPerson(client: Queryable, person: string): Promise<void> {
  await client.query('SELECT personal.forget($1)', [person]);
}

/** Deletes the key of a message for good, though its person is not forgotten. Idempotent. */
export async function forgetMessageKey(client: Queryable, keyId: string): Promise<void> {
  await client.query('SELECT personal.forget_message_key($1)', [keyId]);
}
