import { createMessageStore, createPool } from '@message-db/client';
import { roleOf } from '@/roles';
import { connect } from './connect';
import type { Item } from './writers';

/** Our client with the settings of the application. */
export async function openWriter(url: string) {
  const pool = createPool({ connectionString: url, role: roleOf('application'), max: 10 });
  const store = createMessageStore(pool);
  // The application may not read messages.
  const reader = await connect(url);
  const number = async (query: string, values: unknown[] = []) =>
    (await reader.query<{ number: number }>(query, values)).rows[0]?.number ?? 0;
  return {
    write: ({ streamName, message }: Item) => store.write(streamName, message),
    last: () => number('SELECT coalesce(max(global_position), 0) AS number FROM message_store.messages'),
    /**
     * The average number of messages in a commit. Messages of a commit have the same time.
     * @throws if not all messages are in the store.
     */
    async batchSince(position: number, count: number): Promise<number> {
      const rows = 'FROM message_store.messages WHERE global_position > $1';
      const found = await number(`SELECT count(*) AS number ${rows}`, [position]);
      if (found !== count) throw new Error(`void: ${count} commands were confirmed and ${found} are in the store`);
      return Math.round(count / (await number(`SELECT count(DISTINCT time) AS number ${rows}`, [position])));
    },
    close: () => Promise.all([pool.end(), reader.end()]),
  };
}
