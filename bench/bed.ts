import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from './server';
import { slowDisk } from './slow-disk';
import type { Figure } from './figure';

/** What a benchmark stands on. */
export interface Bed {
  /** The repository. */
  readonly root: string;
  /** A temporary folder. */
  readonly folder: string;
  /** Tells people how far it is. */
  say(line: string): void;
  /** A server with the settings of a site. */
  server(): Promise<Server>;
  /** The same with the time of each commit and counts of statements kept, which cost a little. */
  observedServer(): Promise<Server>;
  /** The same with a slower disk; or why there is none. */
  slowServer(): Promise<Server | string>;
  /** Has something done at the end, also where that is Ctrl-C; the last first. */
  atTheEnd(close: () => Promise<void>): void;
}

export interface Bench {
  readonly name: string;
  run(bed: Bed): Promise<Figure[]>;
}

const OBSERVING = { track_commit_timestamp: 'on', shared_preload_libraries: 'pg_stat_statements' };

/** Makes the bed; `close` leaves nothing of it behind, and may be called at any moment. */
export async function makeBed(root: string, say: (line: string) => void): Promise<Bed & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'video-tutorials-bench-'));
  // Postgres may run as another user, who must get through to its own folder.
  await chmod(folder, 0o711);
  const closers: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })];

  function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
    let made: Promise<Result> | undefined;
    return () => (made ??= make());
  }

  function starting(name: string, options?: Parameters<typeof startServer>[1]): Promise<Server> {
    const started = startServer(join(folder, name), options);
    // Pushed at once: a server that is starting when the end comes must be ended too.
    closers.push(async () => (await started.catch(() => null))?.stop());
    return started;
  }

  return {
    root,
    folder,
    say,
    server: once(() => starting('server')),
    observedServer: once(() => starting('observed', { settings: OBSERVING })),
    slowServer: once(async () => {
      const variables = await slowDisk(join(root, 'bench/slow-disk.c'), folder);
      return typeof variables === 'string' ? variables : starting('slow', { variables });
    }),
    atTheEnd: (close) => void closers.push(close),
    async close() {
      for (let next = closers.pop(); next; next = closers.pop()) {
        await next().catch((error: Error) => console.error(error));
      }
    },
  };
}
