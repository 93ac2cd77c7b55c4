import type { Queryable } from '@message-db/client';

/** All categories with messages. It needs one index lookup for each, regardless of the number of messages. */
export async function categoriesOf(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    WITH RECURSIVE found AS (
      (SELECT message_store.category(stream_name) AS name FROM message_store.messages
       ORDER BY message_store.category(stream_name) LIMIT 1)
      UNION ALL
      SELECT (SELECT message_store.category(stream_name) FROM message_store.messages
              WHERE message_store.category(stream_name) > found.name
              ORDER BY message_store.category(stream_name) LIMIT 1)
      FROM found WHERE found.name IS NOT NULL)
    SELECT name FROM found WHERE name IS NOT NULL`);
  return rows.map(({ name }) => name);
}
