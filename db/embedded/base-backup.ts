import { Readable } from 'node:stream';
import pg from 'pg';

/** The type of the message that opens an archive. The first and only archive is of the data folder. */
const ARCHIVE = 0x6e; // n
const CONTENT = 0x64; // d

const OPTIONS = `LABEL 'site', CHECKPOINT 'fast', WAL true, MANIFEST 'no'`;

/**
 * Streams the data folder of a running server as a tar archive. The server makes it while others read and write, as for
 * pg_basebackup. A server that starts on it has everything committed before the backup began, and no half transactions.
 * The archive ends with the needed write-ahead log, which a slot keeps until then. The server verifies its pages as it
 * reads them.
 * @param url of a superuser, or of a role with REPLICATION.
 * @throws the server's error, also midway; the bytes so far are then no backup.
 */
export async function* baseBackup(url: string): AsyncGenerator<Buffer> {
  const { hostname, port, username, password } = new URL(url);
  const settings = {
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
  // pg knows this option, but its types do not.
  const client = new pg.Client({ ...settings, application_name: 'backup', ...{ replication: 'true' } });
  client.on('error', () => {}); // The running query fails too, and reports it.
  await client.connect();
  try {
    await client.query(`CREATE_REPLICATION_SLOT backup_${process.pid}_${Date.now()} TEMPORARY PHYSICAL (RESERVE_WAL)`);
    yield* copied(client, `BASE_BACKUP (${OPTIONS})`);
  } finally {
    // `client.end()` would wait for the rest of a copy that is no longer read.
    (client as unknown as Inside).connection.stream.destroy();
  }
}

interface Socket {
  pause(): void;
  resume(): void;
  destroy(): void;
}
interface Inside {
  readonly connection: { readonly stream: Socket };
}

/** Streams the copied data of a statement, no faster than the reader takes it. */
function copied(client: pg.Client, statement: string): Readable {
  const { stream: socket } = (client as unknown as Inside).connection;
  const output = new Readable({ read: () => socket.resume() });
  let archives = 0;
  const query = Object.assign(new pg.Query(statement), {
    handleCopyData({ chunk }: { chunk: Buffer }) {
      if (chunk[0] === ARCHIVE && (archives += 1) > 1)
        output.destroy(new Error('The server has tablespaces outside of its data folder'));
      // A copy, because pg reuses the memory of the chunk.
      if (chunk[0] === CONTENT && !output.push(Buffer.from(chunk.subarray(1)))) socket.pause();
    },
  });
  query.on('error', (error: Error) => output.destroy(error));
  query.on('end', () => output.push(null));
  client.query(query);
  return output;
}
