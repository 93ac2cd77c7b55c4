import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface WorkerFile {
  /** Its folder's name. */
  name: string;
  /** The path of its `start.ts`. */
  file: string;
}

/** Every worker of the site: each folder with a `start.ts` in workers/ and workers/aggregators/. A new one needs no registration. */
export function findWorkers(root: string): WorkerFile[] {
  return ['workers', 'workers/aggregators'].flatMap((folder) => {
    const path = join(root, folder);
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .map((name) => ({ name, file: join(path, name, 'start.ts') }))
      .filter(({ file }) => existsSync(file));
  });
}

/**
 * The settings of each worker: its own, and of the row of ports for metrics that begins with METRICS_PORT one each,
 * in the order of their names. Where the row ends, and where none is set, a worker takes any that is free.
 */
export function workerEnvironments(
  names: readonly string[],
  envOf: (name: string) => Record<string, string>,
  firstPort = 0,
): Map<string, Record<string, string>> {
  const sorted = [...names].sort();
  return new Map(
    sorted.map((name, index) => {
      const port = firstPort + index;
      return [name, { ...envOf(name), METRICS_PORT: firstPort > 0 && port <= 65535 ? String(port) : '' }];
    }),
  );
}
