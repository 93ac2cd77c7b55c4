import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Queryable } from '@message-db/client';
import { addressFingerprint } from './address';
import { readKey, UUID } from './keys';
import { KEY_BYTES, encryptFields } from './encryption';

/** A message of an earlier release, which holds personal data in clear text. */
interface Old {
  globalPosition: string | number;
  type: string;
  /** What it should be, if it kept its contract. */
  data: Readonly<Record<string, unknown>>;
  /** The stream of what led to it. */
  cause: string | null;
}

const BATCH = 1_000;
/** What is in clear text there. */
const FIELDS: Record<string, readonly string[]> = {
  Register: ['email', 'name', 'passwordHash'],
  Registered: ['email', 'name', 'passwordHash'],
  Send: ['to', 'text', 'html'],
};

/**
 * Seals what earlier releases wrote of persons in clear text, where it stands, and gives their addresses ids that cannot
 * be guessed: the one time that messages are changed, since those who delete their account must be forgotten there too.
 * What has been looked through is not looked through again.
 * @param client in a transaction, as the owner of the message store.
 * @returns how many messages it sealed.
 */
export async function encryptHistory(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ isOld: boolean }>(`SELECT ${IS_ANY_OLD} AS "isOld"`);
  const sealed = rows[0]?.isOld ? await sealOld(client) : 0;
  // With a margin for what somebody is writing at this moment.
  await client.query(
    `UPDATE personal.sealed SET position =
       greatest(position, (SELECT coalesce(max(global_position), 0) - 10000 FROM message_store.messages))`,
  );
  return sealed;
}

/** Those that hold clear text, from the position on up to which all was looked through. */
const OLD = `
  message_store.category(stream_name) IN ('identity', 'identity:command', 'sendEmail:command')
  AND global_position > (SELECT position FROM personal.sealed)
  AND type IN ('Register', 'Registered', 'Send') AND jsonb_typeof(data) = 'object' AND coalesce(metadata->>'schemaVersion', '1') = '1'`;
const IS_ANY_OLD = `
  EXISTS (SELECT FROM message_store.messages WHERE ${OLD}) OR EXISTS (
    SELECT FROM message_store.messages
    WHERE message_store.category(stream_name) IN ('identity', 'identity:command')
      AND global_position > (SELECT position FROM personal.sealed)
      AND type IN ('RecordSignInFailure', 'SignInFailed') AND data->>'addressId' ~ '^.{14}5')`;

async function sealOld(client: Queryable): Promise<number> {
  await client.query(await readFile(new URL('encrypt-history.sql', import.meta.url), 'utf8'));
  let sealed = 0;
  for (;;) {
    const { rows } = await client.query<Old>(
      `SELECT global_position AS "globalPosition", type, data, metadata->>'causationMessageStreamName' AS cause
       FROM message_store.messages WHERE ${OLD} ORDER BY global_position LIMIT ${BATCH}`,
    );
    for (const old of rows) await seal(client, old);
    sealed += rows.length;
    if (rows.length < BATCH) break;
  }
  await client.query(
    `SELECT personal.forget((data->>'userId')::uuid) FROM message_store.messages AS rejection
     WHERE message_store.category(stream_name) = 'identity' AND type = 'RegistrationRejected' AND data->>'userId' ~* $1 AND NOT EXISTS (
       SELECT FROM message_store.messages WHERE stream_name = 'identity-' || (rejection.data->>'userId'))`,
    [UUID.source],
  );
  return sealed;
}

async function seal(client: Queryable, { globalPosition, type, data, cause }: Old): Promise<void> {
  // A mail of these releases is a welcome, and follows from the account's own event.
  const userId = [data.userId, cause?.replace(/^identity-/, '')].find(isId) ?? randomUUID();
  const clear = Object.fromEntries(
    FIELDS[type]!.flatMap((field) => (typeof data[field] === 'string' ? [[field, data[field]]] : [])),
  );
  const changed = { userId, ...encryptFields(await keyOf(client, userId), userId, clear) };
  const addressId =
    type === 'Registered' && clear.email !== undefined ? await addressIdOf(client, clear.email) : undefined;
  await client.query(
    `UPDATE message_store.messages SET data = data || $2::jsonb, metadata = coalesce(metadata, '{}') || '{"schemaVersion": 2}'
     WHERE global_position = $1`,
    [globalPosition, JSON.stringify({ ...changed, addressId })],
  );
}

const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** Of somebody who is forgotten, one that is kept nowhere. */
async function keyOf(client: Queryable, userId: string): Promise<Buffer> {
  const known = await readKey(client, userId);
  if (known) return known;
  const key = randomBytes(KEY_BYTES);
  await client.query('SELECT personal.keep_key($1, $2)', [userId, key]);
  return key;
}

async function addressIdOf(client: Queryable, email: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT personal.address_id($1) AS id', [
    addressFingerprint(email),
  ]);
  return rows[0]!.id;
}
