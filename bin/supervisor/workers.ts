import { join } from 'node:path';
import { WORKERS } from '@/workers/services/services';

export interface WorkerFile {
  /** The name of the worker. */
  name: string;
  /** The path of its `start.ts`. */
  file: string;
}

/** Returns the site's workers, as workers/services/services.ts lists them. */
export function workerFiles(root: string): WorkerFile[] {
  return WORKERS.map(({ name, folder }) => ({ name, file: join(root, folder, 'start.ts') }));
}

/** The application, beside the workers. */
export const APPLICATION = 'application';

/**
 * Returns the environment of each worker and of the application, with its port for metrics: METRICS_PORT and the ports
 * after it, in the order of the workers' names, the application last. Without METRICS_PORT, and after the last port, a
 * worker takes any free port, and the application none.
 */
export function processEnvironments(
  workers: readonly string[],
  envOf: (name: string) => Record<string, string>,
  firstPort = 0,
): Map<string, Record<string, string>> {
  const names = [...[...workers].sort(), APPLICATION];
  return new Map(
    names.map((name, index) => {
      const port = firstPort + index;
      return [name, { ...envOf(name), METRICS_PORT: firstPort > 0 && port <= 65535 ? String(port) : '' }];
    }),
  );
}
