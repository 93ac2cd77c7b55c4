import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';

/**
 * The time in which changes are collected, in ms: editors write a file in several steps, and a branch switch changes
 * many files.
 */
const QUIET_MS = 150;

/** The folder of the application's HTTP server. */
export const SERVER = 'app/_server';

/**
 * Watches the sources of the workers and of the application's HTTP server. Next watches those of the pages.
 * @param folders of the workers, relative to `root`.
 * @param isOfServer whether a file is one of the server's.
 * @param onChange gets the folders of the affected workers, and `SERVER`. A file in a worker's folder affects that
 * worker, unless it is the contract, which others import. Any other file affects all.
 * @returns a function that stops watching.
 */
export function watchSources(
  root: string,
  folders: string[],
  isOfServer: (file: string) => boolean,
  onChange: (changed: Set<string>) => void,
): () => void {
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const watchers = [
    'app',
    'workers',
    'db',
    'personal-data',
    'storage',
    'text',
    'environment.ts',
    'roles.ts',
    'tracing.ts',
    'disk-space.ts',
  ]
    .filter((path) => existsSync(join(root, path)))
    .map((path) =>
      watch(join(root, path), { recursive: !path.endsWith('.ts') }, (_event, name) => {
        const file = path.endsWith('.ts') ? path : join(path, name ?? '');
        for (const folder of affected(file, folders)) changed.add(folder);
        if (isOfServer(file)) changed.add(SERVER);
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (changed.size > 0) onChange(changed);
          changed = new Set();
        }, QUIET_MS);
      }),
    );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** Returns the folders of the workers that a changed file affects. */
export function affected(file: string, folders: string[]): string[] {
  if (file.startsWith('app/') || !/\.(ts|js|sql|json)$/.test(file) || file.endsWith('.test.ts')) return [];
  const own = folders.filter((folder) => file.startsWith(`${folder}/`));
  return own.length > 0 && !file.endsWith('/contract.ts') ? own : folders;
}
