import { select, type Queryable } from './query';

/** The channel on which writers say, after their commit, which categories have new messages. */
export const MESSAGES_CHANNEL = 'messages';

/**
 * Tells listeners that these categories have new messages. Call it after the commit, as a statement of its own:
 * a NOTIFY inside the writing transaction makes all writers of the database queue for one lock.
 */
export async function announceMessages(client: Queryable, categories: Iterable<string>): Promise<void> {
  await announce(client, MESSAGES_CHANNEL, categories);
}

/** Sends each distinct payload to a channel, in one statement. Payloads must be shorter than 8,000 bytes. */
export async function announce(client: Queryable, channel: string, payloads: Iterable<string>): Promise<void> {
  const distinct = [...new Set(payloads)];
  if (distinct.length === 0) return;
  await select(client, 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [channel, distinct]);
}
