import type { Message, Queryable } from '@message-db/client';

/** Sets a message aside that a consumer cannot handle, with the reason, in the transaction that steps over it. */
export async function park(client: Queryable, consumer: string, message: Message, error: Error): Promise<void> {
  await client.query(
    `INSERT INTO runtime.parked (consumer, message_id, stream_name, global_position, type, error)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [consumer, message.id, message.streamName, message.globalPosition, message.type, error.message],
  );
}
