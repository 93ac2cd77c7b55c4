import { join } from 'node:path';
import { WORKERS } from '@/workers/services/services';

export interface WorkerFile {
  /** Its folder's name. */
  name: string;
  /** The path of its `start.ts`. */
  file: string;
}

/** The site's workers, as workers/services/services.ts lists them. */
export function workerFiles(root: string): WorkerFile[] {
  return WORKERS.map(({ name, folder }) => ({ name, file: join(root, folder, 'start.ts') }));
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
