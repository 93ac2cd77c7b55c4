import { Readable } from 'node:stream';
import pg from 'pg';

/** What the server says to open an archive: the first and only one is of the data folder. */
const ARCHIVE = 0x6e; // n
const CONTENT = 0x64; // d

const OPTIONS = `LABEL 'site', CHECKPOINT 'fast', WAL true, MANIFEST 'no'`;

/**
 * The data folder of a running server as a tar archive, made by the server itself while others read and write, as for
 * pg_basebackup: a server that is started on it has all that was committed before this began, and nothing by half. The
 * write-ahead log that this takes is the end of the archive; a slot keeps it until then. The server checks its pages as
 * it reads them.
 * @param url of a superuser, or of a role with REPLICATION.
 * @throws what the server says, also in the middle: then what came is no backup.
 */
export async function* baseBackup(url: string): AsyncGenerator<Buffer> {
  const { hostname, port, username, password } = new URL(url);
  const settings = {
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
  // Known to pg, and not to its types.
  const client = new pg.Client({ ...settings, application_name: 'backup', ...{ replication: 'true' } });
  client.on('error', () => {}); // The query in hand fails too, and tells.
  await client.connect();
  try {
    await client.query(`CREATE_REPLICATION_SLOT backup_${process.pid}_${Date.now()} TEMPORARY PHYSICAL (RESERVE_WAL)`);
    yield* copied(client, `BASE_BACKUP (${OPTIONS})`);
  } finally {
    // It would wait for the rest of a copy that nobody reads on.
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

/** What a statement copies out, no faster than it is read. */
function copied(client: pg.Client, statement: string): Readable {
  const { stream: socket } = (client as unknown as Inside).connection;
  const output = new Readable({ read: () => socket.resume() });
  let archives = 0;
  const query = Object.assign(new pg.Query(statement), {
    handleCopyData({ chunk }: { chunk: Buffer }) {
      if (chunk[0] === ARCHIVE && (archives += 1) > 1)
        output.destroy(new Error('The server has tablespaces outside of its data folder'));
      // A copy, because the memory behind it is used again.
      if (chunk[0] === CONTENT && !output.push(Buffer.from(chunk.subarray(1)))) socket.pause();
    },
  });
  query.on('error', (error: Error) => output.destroy(error));
  query.on('end', () => output.push(null));
  client.query(query);
  return output;
}
