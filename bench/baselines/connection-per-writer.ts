import { connect } from '../connect';
import type { Item } from '../writers';

/** Writers like those of Message DB's own clients: each calls `write_message` on its own connection. */
export async function connectionPerWriter(url: string, writers: number) {
  const clients = await Promise.all(Array.from({ length: writers }, () => connect(url)));
  return {
    write: async ({ streamName, message }: Item, writer: number) => {
      await clients[writer]?.query('SELECT message_store.write_message($1, $2, $3, $4, $5)', [
        message.id,
        streamName,
        message.type,
        JSON.stringify(message.data),
        JSON.stringify(message.metadata),
      ]);
    },
    close: () => Promise.all(clients.map((client) => client.end())),
  };
}
