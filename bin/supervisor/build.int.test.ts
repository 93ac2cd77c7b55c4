import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundlePrograms, isAppBuilt } from './build';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'build-'));
  await write('tsconfig.json', '{}');
  await write('workers/identity/start.ts', "console.log('identity' satisfies string);");
  await write('app/_server/start.ts', "console.log('server' satisfies string);");
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
const sources = () => [{ name: 'identity', file: join(root, 'workers/identity/start.ts') }];
const writtenAt = async (path: string) => (await stat(path, { bigint: true })).mtimeNs;

test('unchanged sources are not bundled again, so a checkout can be read-only', async () => {
  const { workers, server, isNew } = await bundlePrograms(root, sources());
  expect(isNew).toBe(true);
  expect(workers.map(({ name }) => name)).toEqual(['identity']);
  expect(await readFile(server, 'utf8')).toContain('server');
  const before = await Promise.all([server, workers[0]!.file, join(root, '.build')].map(writtenAt));
  expect(await bundlePrograms(root, sources())).toEqual({ workers, server, isNew: false });
  expect(await Promise.all([server, workers[0]!.file, join(root, '.build')].map(writtenAt))).toEqual(before);
});

test('a changed source and a missing bundle are bundled', async () => {
  const { workers, server } = await bundlePrograms(root, sources());
  await write('workers/identity/start.ts', "console.log('changed');");
  await bundlePrograms(root, sources());
  expect(await readFile(workers[0]!.file, 'utf8')).toContain('changed');
  await rm(server);
  await bundlePrograms(root, sources());
  expect(await readFile(server, 'utf8')).toContain('server');
});

test('the application counts as built until a source changes', async () => {
  await bundlePrograms(root, sources());
  expect(await isAppBuilt(root)).toBe(false);
  await write('.next/BUILD_ID', 'build');
  // Any stamp will do: a hash of all sources.
  await copyFile(join(root, '.build/bundles-stamp'), join(root, '.build/app-stamp'));
  expect(await isAppBuilt(root)).toBe(true);
  await write('app/_server/start.ts', "console.log('changed');");
  expect(await isAppBuilt(root)).toBe(false);
});
