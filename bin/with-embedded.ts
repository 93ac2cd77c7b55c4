import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '@/db/embedded/start';
import { embeddedUrl } from '@/db/embedded/url';
import { takeDataFolder } from '@/bin/supervisor/data-folder';

/**
 * Works with the embedded server of a data folder: the one that runs, or else one that is started for this.
 * @param home the real path of the folder, in which a site was started before.
 * @throws {OperatorError} in one sentence, where it cannot be started.
 */
export async function withEmbedded<T>(home: string, work: (url: string) => Promise<T>): Promise<T> {
  const running = await embeddedUrl(home);
  if (running && (await isServerOf(home, running))) return work(running);
  const giveBack = await takeDataFolder(home);
  try {
    const server = await startEmbedded({ dataDir: home, log: console.error });
    try {
      return await work(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    await giveBack();
  }
}

/** Another server may have the port by now, also that of a copy of this one. */
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
