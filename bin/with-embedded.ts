import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '@/db/embedded/start';
import { embeddedUrl } from '@/db/embedded/url';
import { takeDataFolder } from '@/bin/supervisor/data-folder';

/**
 * Works with the embedded server of a data folder. Starts it for the duration of the work if it does not run.
 * @param home the real path of the folder of an existing site.
 * @throws {OperatorError} if it cannot be started.
 */
export async function withEmbedded<T>(home: string, work: (url: string) => Promise<T>): Promise<T> {
  const running = await embeddedUrl(home);
  if (running && (await isServerOf(home, running))) return work(running);
  const release = await takeDataFolder(home);
  try {
    const server = await startEmbedded({ dataDir: home, log: console.error });
    try {
      return await work(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    await release();
  }
}

/** Checks that the server on the port is the one of the folder, not another one or that of a copy. */
async function isServerOf(home: string, url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === join(home, 'postgres', 'data');
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
