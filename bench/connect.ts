import { beginSession, connectionConfig } from '@message-db/client';
import pg from 'pg';

/** Opens a connection with the client's settings, as superuser, for statements that bypass the client. */
export async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client(connectionConfig({ connectionString }));
  // A lost connection fails its next query. At Ctrl-C all connections are lost.
  client.on('error', () => {});
  await client.connect();
  await beginSession(client, { connectionString });
  return client;
}
