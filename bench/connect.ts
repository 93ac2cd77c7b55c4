import { beginSession, connectionConfig } from '@message-db/client';
import pg from 'pg';

/** One connection as the client makes them; as superuser, and for what goes past the client. */
export async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client(connectionConfig({ connectionString }));
  // One that is lost fails its next query, which tells; at Ctrl-C all are.
  client.on('error', () => {});
  await client.connect();
  await beginSession(client, { connectionString });
  return client;
}
