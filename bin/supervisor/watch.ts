import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';

/** An editor writes a file in several steps, and a branch switch many files. */
const QUIET = 150;

/**
 * Watches what the workers are made of.
 * @param folders the workers' own, relative to `root`.
 * @param onChange is told the folders of the affected workers: a file in a worker's folder is its own affair, unless it is
 * the contract, which others import; any other file concerns all.
 * @returns what ends the watching.
 */
export function watchSources(root: string, folders: string[], onChange: (changed: Set<string>) => void): () => void {
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const watchers = [
    'workers',
    'db',
    'personal-data',
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
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (changed.size > 0) onChange(changed);
          changed = new Set();
        }, QUIET);
      }),
    );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** Which workers a changed file concerns. */
export function affected(file: string, folders: string[]): string[] {
  if (!/\.(ts|js|sql|json)$/.test(file) || file.endsWith('.test.ts')) return [];
  const own = folders.filter((folder) => file.startsWith(`${folder}/`));
  return own.length > 0 && !file.endsWith('/contract.ts') ? own : folders;
}
