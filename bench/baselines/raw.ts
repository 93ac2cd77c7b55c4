import type { Message, NewMessage } from '@message-db/client';
import type { ClientBase } from 'pg';

interface Row {
  id: string;
  stream_name: string;
  type: string;
  position: number;
  global_position: number;
  data: string;
  metadata: string;
  time: Date;
}

/** A minimal client of Message DB, with one call a statement. The baselines use it instead of our client. */
export const raw = {
  async category(client: ClientBase, category: string, position: number, batchSize: number): Promise<Message[]> {
    const text = 'SELECT * FROM message_store.get_category_messages($1, $2, $3)';
    return (await client.query<Row>(text, [category, position, batchSize])).rows.map(toMessage);
  },
  async stream(client: ClientBase, streamName: string): Promise<Message[]> {
    return (await client.query<Row>('SELECT * FROM message_store.get_stream_messages($1)', [streamName])).rows.map(
      toMessage,
    );
  },
  /** The highest global position. */
  async head(client: ClientBase): Promise<number> {
    const text = 'SELECT coalesce(max(global_position), 0) AS head FROM message_store.messages';
    return (await client.query<{ head: number }>(text)).rows[0]?.head ?? 0;
  },
  async write(client: ClientBase, streamName: string, message: NewMessage, expectedVersion?: number): Promise<void> {
    await client.query('SELECT message_store.write_message($1, $2, $3, $4, $5, $6)', [
      message.id,
      streamName,
      message.type,
      JSON.stringify(message.data),
      JSON.stringify(message.metadata),
      expectedVersion ?? null,
    ]);
  },
};

function toMessage(row: Row): Message {
  return {
    id: row.id,
    streamName: row.stream_name,
    type: row.type,
    position: row.position,
    globalPosition: row.global_position,
    data: JSON.parse(row.data),
    metadata: JSON.parse(row.metadata) as Message['metadata'],
    time: row.time,
  };
}
