import { select, type Queryable } from './query.ts';

/** The channel on which writers announce categories with new messages, after their commit. */
export const MESSAGES_CHANNEL = 'messages';

/** The longest payload that Postgres accepts. */
const MOST_BYTES = 7_999;

/**
 * Notifies listeners that these categories have new messages. Call it after the commit, as a separate statement: a
 * NOTIFY inside the writing transaction makes all writers of the database queue for one lock.
 */
export async function announceMessages(client: Queryable, categories: Iterable<string>): Promise<void> {
  await announceAll(client, { [MESSAGES_CHANNEL]: categories });
}

/** Sends each distinct payload once to one channel: see `announceAll`. */
export async function announce(client: Queryable, channel: string, payloads: Iterable<string>): Promise<void> {
  await announceAll(client, { [channel]: payloads });
}

/**
 * Sends payloads to several channels in one statement, each distinct one once. Without payloads it sends no statement.
 * @throws {RangeError} if a payload is longer than Postgres accepts; nothing is sent then.
 */
export async function announceAll(client: Queryable, news: Readonly<Record<string, Iterable<string>>>): Promise<void> {
  const channels: string[] = [];
  const payloads: string[] = [];
  for (const [channel, given] of Object.entries(news)) {
    for (const payload of new Set(given)) {
      const bytes = Buffer.byteLength(payload);
      if (bytes > MOST_BYTES)
        throw new RangeError(`A payload on ${channel} has ${bytes} bytes, and may have ${MOST_BYTES}`);
      channels.push(channel);
      payloads.push(payload);
    }
  }
  if (channels.length === 0) return;
  await select(
    client,
    'SELECT pg_notify(channel, payload) FROM unnest($1::text[], $2::text[]) AS news (channel, payload)',
    [channels, payloads],
  );
}
