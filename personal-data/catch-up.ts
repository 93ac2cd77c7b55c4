import type { Queryable } from '@message-db/client';
import { encryptHistory } from './encrypt-history';

/**
 * Handles at each set-up the messages that were written, or restored from a backup, since the last one: forgets people
 * who deleted their accounts, and encrypts personal data of earlier releases.
 * @param client in a transaction, as the owner of the message store.
 * @returns a line for each kind of change.
 */
export async function catchUp(client: Queryable): Promise<string[]> {
  await client.query(FORGET_AGAIN);
  const encrypted = await encryptHistory(client);
  return encrypted === 0 ? [] : [`~ personal data encrypted in messages of an earlier release: ${encrypted}`];
}

/** People who deleted their accounts stay forgotten, even if a backup restored their keys. */
const FORGET_AGAIN = `
  SELECT personal.forget((data->>'userId')::uuid) FROM message_store.messages
  WHERE message_store.category(stream_name) = 'identity' AND type = 'AccountDeleted'
    AND data->>'userId' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    AND global_position > (SELECT position FROM personal.checkpoint)`;
