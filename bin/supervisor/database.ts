import { setTimeout as delay } from 'node:timers/promises';
import { startEmbedded, type EmbeddedPostgres } from '@/db/embedded/start';
import { BackOff } from './back-off';
import { isDataFolderThere } from './data-folder';
import type { Output } from './output';
import type { Supervisor } from './supervisor';

const LOOK_MS = 1000;

/**
 * Starts the embedded Postgres and keeps it running, on the same port, so that its clients find it again.
 * @returns its URL.
 */
export async function keepDatabase(dataDir: string, supervisor: Supervisor, output: Output): Promise<string> {
  const log = (line: string) => output.line('postgres', line, 'error');
  const backOff = new BackOff();
  let server: EmbeddedPostgres = await startEmbedded({ dataDir, log });
  const { url } = server;
  const ended = keep();
  await supervisor.atTheEnd('Postgres', async () => {
    await server.stop(2500);
    await ended;
  });
  return url;

  /** @returns false where the site stops before the folder is back. */
  async function waitForFolder(): Promise<boolean> {
    while (!(await isDataFolderThere(dataDir))) {
      await delay(LOOK_MS, undefined, { signal: supervisor.signal }).catch(() => {});
      if (supervisor.stopping) return false;
    }
    return true;
  }

  async function keep(): Promise<void> {
    for (;;) {
      const began = performance.now();
      await server.exited;
      if (supervisor.stopping) return;
      const wait = backOff.after(performance.now() - began);
      output.say(`✗ Postgres ended; it starts again in ${wait / 1000} s`);
      await delay(wait, undefined, { signal: supervisor.signal }).catch(() => {});
      if (supervisor.stopping) return;
      // Without the folder Postgres would make another, empty one in its place.
      if (!(await waitForFolder())) return;
      try {
        server = await startEmbedded({ dataDir, log, port: Number(new URL(url).port) });
        output.say('✓ Postgres is back');
      } catch (error) {
        output.say(`✗ ${(error as Error).message}`);
      }
      // The stop may have begun meanwhile, and stopped the server before this one.
      if (supervisor.stopping) await server.stop(2500);
    }
  }
}
