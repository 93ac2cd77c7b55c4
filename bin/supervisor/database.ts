import { setTimeout as delay } from 'node:timers/promises';
import { startEmbedded, type EmbeddedPostgres } from '@/db/embedded/start';
import { BackOff } from './back-off';
import { isDataFolderThere } from './data-folder';
import type { Output } from './output';
import type { Supervisor } from './supervisor';

const POLL_MS = 1000;

/**
 * Starts the embedded Postgres and restarts it when it ends, on the same port, so that its clients reconnect.
 * @returns its URL.
 */
export async function keepDatabase(dataDir: string, supervisor: Supervisor, output: Output): Promise<string> {
  const log = (line: string) => output.line('postgres', line, 'error');
  const backOff = new BackOff();
  let server: EmbeddedPostgres = await startEmbedded({ dataDir, log });
  const { url } = server;
  const ended = keep();
  await supervisor.onStop('Postgres', async () => {
    await server.stop(2500);
    await ended;
  });
  return url;

  /** @returns false if the site stops before the folder is back. */
  async function waitForFolder(): Promise<boolean> {
    while (!(await isDataFolderThere(dataDir))) {
      await delay(POLL_MS, undefined, { signal: supervisor.signal }).catch(() => {});
      if (supervisor.stopping) return false;
    }
    return true;
  }

  async function keep(): Promise<void> {
    for (;;) {
      const startedAt = performance.now();
      await server.exited;
      if (supervisor.stopping) return;
      const wait = backOff.after(performance.now() - startedAt);
      output.say(`✗ Postgres ended; it starts again in ${wait / 1000} s`);
      await delay(wait, undefined, { signal: supervisor.signal }).catch(() => {});
      if (supervisor.stopping) return;
      // Without the folder, Postgres would initialise an empty one.
      if (!(await waitForFolder())) return;
      try {
        server = await startEmbedded({ dataDir, log, port: Number(new URL(url).port) });
        output.say('✓ Postgres is back');
      } catch (error) {
        output.say(`✗ ${(error as Error).message}`);
      }
      // If the site was stopped meanwhile, it stopped the previous server.
      if (supervisor.stopping) await server.stop(2500);
    }
  }
}
