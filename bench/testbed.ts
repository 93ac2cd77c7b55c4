import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from './server';
import { slowDisk, slowSignals } from './preload';
import type { Figure } from './figure';

/** The servers and folders of the benchmarks. */
export interface Testbed {
  /** The root of the repository. */
  readonly root: string;
  /** A temporary folder. */
  readonly folder: string;
  /** How many random changes `freshness` makes. */
  readonly changes: number;
  /** How many videos `search` searches. */
  readonly videos: number;
  /** How many events of viewings `dashboard` and `rebuild` have. */
  readonly events: number;
  /** Reports progress to people. */
  log(line: string): void;
  /** A server with the settings of a site. */
  server(): Promise<Server>;
  /** A server that also records commit timestamps and statement counts, which costs a little. */
  observedServer(): Promise<Server>;
  /** A server with a slower disk; or the reason why it is not possible. */
  slowServer(): Promise<Server | string>;
  /** A server that signals its listeners slowly, one after another; or the reason why it is not possible. */
  slowSignalsServer(): Promise<Server | string>;
  /** Adds a clean-up for the end, Ctrl-C included. The last one runs first. */
  onClose(close: () => Promise<void>): void;
}

export interface Bench {
  readonly name: string;
  run(testbed: Testbed): Promise<Figure[]>;
}

const OBSERVING = { track_commit_timestamp: 'on', shared_preload_libraries: 'pg_stat_statements' };

/** Opens the testbed. `close` removes everything, and can be called at any time. */
export async function openTestbed(
  root: string,
  { changes, videos, events }: Pick<Testbed, 'changes' | 'videos' | 'events'>,
  log: (line: string) => void,
): Promise<Testbed & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'video-tutorials-bench-'));
  // Postgres may run as another user, who needs to reach its data folder.
  await chmod(folder, 0o711);
  const closers: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })];

  function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
    let made: Promise<Result> | undefined;
    return () => (made ??= make());
  }

  function starting(name: string, options?: Parameters<typeof startServer>[1]): Promise<Server> {
    const started = startServer(join(folder, name), options);
    // Register the clean-up before the start, so that a server that is still starting is stopped too.
    closers.push(async () => (await started.catch(() => null))?.stop());
    return started;
  }

  return {
    root,
    folder,
    changes,
    videos,
    events,
    log,
    server: once(() => starting('server')),
    observedServer: once(() => starting('observed', { settings: OBSERVING })),
    slowServer: once(async () => {
      const variables = await slowDisk(root, folder);
      return typeof variables === 'string' ? variables : starting('slow', { variables });
    }),
    slowSignalsServer: once(async () => {
      const variables = await slowSignals(root, folder);
      return typeof variables === 'string' ? variables : starting('slow-signals', { variables });
    }),
    onClose: (close) => void closers.push(close),
    async close() {
      for (let next = closers.pop(); next; next = closers.pop()) {
        await next().catch((error: Error) => console.error(error));
      }
    },
  };
}
