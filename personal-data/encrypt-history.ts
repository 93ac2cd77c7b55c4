import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Queryable } from '@message-db/client';
import { addressFingerprint } from './address';
import { readKey, UUID } from './keys';
import { KEY_BYTES, encryptFields } from './encryption';

/** A message of an earlier release, which holds personal data in clear text. */
interface ClearTextMessage {
  globalPosition: string | number;
  type: string;
  /** Not validated: any client could have written the message. */
  data: Readonly<Record<string, unknown>>;
  /** The stream of the message that caused it. */
  causeStream: string | null;
}

const BATCH = 1_000;
/** The fields in clear text, by message type. */
const FIELDS: Record<string, readonly string[]> = {
  Register: ['email', 'name', 'passwordHash'],
  Registered: ['email', 'name', 'passwordHash'],
  Send: ['to', 'text', 'html'],
};

/**
 * Encrypts in place the personal data that earlier releases wrote in clear text, and replaces the ids of addresses with
 * ids that cannot be guessed. Nothing else ever changes messages. This is necessary because people who delete their
 * accounts must be forgotten in old messages too. `personal.checkpoint` holds the global position up to which messages
 * were searched, so that each is searched once.
 * @param client in a transaction, as the owner of the message store.
 * @returns the number of messages that it encrypted.
 */
export async function encryptHistory(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ isNeeded: boolean }>(`SELECT ${IS_NEEDED} AS "isNeeded"`);
  const encrypted = rows[0]?.isNeeded ? await encryptMessages(client) : 0;
  // The margin covers messages that are being written at this moment.
  await client.query(
    `UPDATE personal.checkpoint SET position =
       greatest(position, (SELECT coalesce(max(global_position), 0) - 10000 FROM message_store.messages))`,
  );
  return encrypted;
}

/** Selects messages with clear text after the position up to which messages were searched. */
const HAS_CLEAR_TEXT = `
  message_store.category(stream_name) IN ('identity', 'identity:command', 'sendEmail:command')
  AND global_position > (SELECT position FROM personal.checkpoint)
  AND type IN ('Register', 'Registered', 'Send') AND jsonb_typeof(data) = 'object' AND coalesce(metadata->>'schemaVersion', '1') = '1'`;
const IS_NEEDED = `
  EXISTS (SELECT FROM message_store.messages WHERE ${HAS_CLEAR_TEXT}) OR EXISTS (
    SELECT FROM message_store.messages
    WHERE message_store.category(stream_name) IN ('identity', 'identity:command')
      AND global_position > (SELECT position FROM personal.checkpoint)
      AND type IN ('RecordSignInFailure', 'SignInFailed') AND data->>'addressId' ~ '^.{14}5')`;

async function encryptMessages(client: Queryable): Promise<number> {
  await client.query(await readFile(new URL('encrypt-history.sql', import.meta.url), 'utf8'));
  let encrypted = 0;
  for (;;) {
    const { rows } = await client.query<ClearTextMessage>(
      `SELECT global_position AS "globalPosition", type, data, metadata->>'causationMessageStreamName' AS "causeStream"
       FROM message_store.messages WHERE ${HAS_CLEAR_TEXT} ORDER BY global_position LIMIT ${BATCH}`,
    );
    for (const message of rows) await encryptMessage(client, message);
    encrypted += rows.length;
    if (rows.length < BATCH) break;
  }
  await client.query(
    `SELECT personal.forget((data->>'userId')::uuid) FROM message_store.messages AS rejection
     WHERE message_store.category(stream_name) = 'identity' AND type = 'RegistrationRejected' AND data->>'userId' ~* $1 AND NOT EXISTS (
       SELECT FROM message_store.messages WHERE stream_name = 'identity-' || (rejection.data->>'userId'))`,
    [UUID.source],
  );
  return encrypted;
}

async function encryptMessage(client: Queryable, message: ClearTextMessage): Promise<void> {
  const { globalPosition, type, data, causeStream } = message;
  // `Send` had no userId. Every mail was a welcome mail, which was caused by an event of the account's stream.
  const userId = [data.userId, causeStream?.replace(/^identity-/, '')].find(isId) ?? randomUUID();
  const clearText = Object.fromEntries(
    FIELDS[type]!.flatMap((field) => (typeof data[field] === 'string' ? [[field, data[field]]] : [])),
  );
  const changed = { userId, ...encryptFields(await keyOf(client, userId), userId, clearText) };
  const addressId =
    type === 'Registered' && clearText.email !== undefined ? await addressIdOf(client, clearText.email) : undefined;
  await client.query(
    `UPDATE message_store.messages SET data = data || $2::jsonb, metadata = coalesce(metadata, '{}') || '{"schemaVersion": 2}'
     WHERE global_position = $1`,
    [globalPosition, JSON.stringify({ ...changed, addressId })],
  );
}

const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** Returns the person's key, or makes one if there is none. The database does not store it for a forgotten person. */
async function keyOf(client: Queryable, userId: string): Promise<Buffer> {
  const stored = await readKey(client, userId);
  if (stored) return stored;
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
