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
