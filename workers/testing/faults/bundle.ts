import { join, resolve } from 'node:path';
import { bundle } from '@/bin/supervisor/build';

const root = resolve(import.meta.dirname, '../../..');

/**
 * Bundles fixtures as workers are bundled for production, so that hundreds of processes can be started in a minute.
 * @returns the folder with `<fixture>.js` in it.
 */
export async function bundleFixtures(names: readonly string[]): Promise<string> {
  const outdir = join(root, '.build', 'test-fixtures');
  const fixtures = names.map((name) => ({ name, file: resolve(import.meta.dirname, '../fixtures', `${name}.ts`) }));
  await bundle(root, fixtures, outdir);
  return outdir;
}
