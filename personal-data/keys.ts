import type { Queryable } from '@message-db/client';
import { isEncrypted } from './encrypted-text';

/** People's keys by user id in lower case. A person without an entry is forgotten. */
export type Keys = ReadonlyMap<string, Buffer>;

export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Returns the ids of the people whose encrypted data these messages hold, from their `userId`. Pure. */
export function personsIn(messages: readonly { data: unknown }[]): string[] {
  const persons = new Set<string>();
  for (const { data } of messages) {
    if (typeof data !== 'object' || data === null || !('userId' in data)) continue;
    const { userId } = data;
    if (typeof userId === 'string' && UUID.test(userId) && Object.values(data).some(isEncrypted))
      persons.add(userId.toLowerCase());
  }
  return [...persons];
}

/** Returns the keys of these people. Forgotten people have none. */
export async function readKeys(client: Queryable, persons: readonly string[]): Promise<Keys> {
  if (persons.length === 0) return new Map();
  const { rows } = await client.query<{ personId: string; key: Buffer }>(
    `SELECT person_id::text AS "personId", key FROM personal.key WHERE person_id = ANY($1::uuid[]) AND key IS NOT NULL`,
    [[...persons]],
  );
  return new Map(rows.map(({ personId, key }) => [personId, key]));
}

/** Returns a person's key; undefined for a person who is forgotten. */
export async function readKey(client: Queryable, person: string): Promise<Buffer | undefined> {
  return (await readKeys(client, [person])).get(person.toLowerCase());
}

/** Deletes a person's key for good (crypto-shredding): no other key can be stored for them. Idempotent. */
export async function forgetPerson(client: Queryable, person: string): Promise<void> {
  await client.query('SELECT personal.forget($1)', [person]);
}
