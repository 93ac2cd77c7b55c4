import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { extract } from 'tar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmptyDatabase } from './testing/store.ts';

/** Tries the package from `npm pack` in a project outside the workspace, without the rest of this repository. */
const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const modules = join(packageFolder, '../../node_modules');

/** The packages that the project would install too. */
const DEPENDENCIES = [
  ...['pg', 'zod', '@standard-schema/spec'],
  ...['@types/pg', '@types/node', 'typescript', 'undici-types', 'pg-types', 'pg-protocol'],
];

const STRICT = {
  target: 'es2023',
  lib: ['es2023'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUncheckedSideEffectImports: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: false,
};

let folder: string;
let project: string;
let files: string[];
let database: Awaited<ReturnType<typeof createEmptyDatabase>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'message-db-client-'));
  database = await createEmptyDatabase();
  // Packed from a copy, so that nothing is built in the workspace.
  await cp(packageFolder, join(folder, 'package'), {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist)$/.test(path),
  });
  await symlink(modules, join(folder, 'package/node_modules'));
  const npm = ['pack', '--json', '--foreground-scripts=false', '--offline', '--pack-destination', folder];
  const { stdout } = await run('npm', npm, { cwd: join(folder, 'package') });
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  files = packed!.files.map(({ path }) => path);

  project = join(folder, 'project');
  const installed = join(project, 'node_modules/@message-db/client');
  await mkdir(installed, { recursive: true });
  await extract({ file: join(folder, packed!.filename), cwd: installed, strip: 1 });
  for (const name of DEPENDENCIES) {
    await mkdir(dirname(join(project, 'node_modules', name)), { recursive: true });
    await symlink(join(modules, name), join(project, 'node_modules', name));
  }
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'foreign', type: 'module', private: true }));
  await cp(fileURLToPath(new URL('testing/foreign-project/main.ts', import.meta.url)), join(project, 'main.ts'));
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Compiles a file of the project. @throws with the compiler's messages. */
async function compile(options: Record<string, unknown>, file = 'main.ts'): Promise<void> {
  const tsconfig = join(project, 'tsconfig.json');
  await writeFile(tsconfig, JSON.stringify({ compilerOptions: { ...STRICT, ...options }, files: [file] }));
  await run(process.execPath, [join(modules, 'typescript/bin/tsc'), '--project', tsconfig]).catch((error) => {
    throw new Error(error.stdout);
  });
}

const EXPECTED = { balance: 7, position: 1, refused: true };

async function answerOf(program: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, [program, database.url], { cwd: folder });
  return JSON.parse(stdout);
}

test('the package has only modules, declarations, source maps, SQL, README and LICENSE', () => {
  expect(files).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts']),
  );
  const strange = files.filter(
    (path) => !/^(LICENSE|README\.md|package\.json|dist\/[\w./-]+\.(js|js\.map|d\.ts|sql))$/.test(path),
  );
  expect(strange).toEqual([]);
  expect(files.filter((path) => /test/.test(path))).toEqual([]);
  const modulesOfIt = files.filter((path) => path.endsWith('.js'));
  expect(files).toEqual(
    expect.arrayContaining(modulesOfIt.flatMap((path) => [`${path}.map`, path.replace(/js$/, 'd.ts')])),
  );
  expect(files.filter((path) => path.endsWith('.sql'))).not.toEqual([]);
});

test('source maps hold their sources', async () => {
  const map = JSON.parse(
    await readFile(join(project, 'node_modules/@message-db/client/dist/write.js.map'), 'utf8'),
  ) as { sourcesContent: string[] };
  expect(map.sourcesContent[0]).toContain('export async function write(');
});

describe('in a project outside the workspace', () => {
  test('compiles with module nodenext and every strict flag, and runs in plain Node', async () => {
    await compile({ module: 'nodenext' });
    expect(await answerOf(join(project, 'main.js'))).toEqual(EXPECTED);
  });

  test('compiles with module resolution bundler and every strict flag', async () => {
    await compile({ module: 'esnext', moduleResolution: 'bundler', noEmit: true });
  });

  test('runs as a bundle of esbuild', async () => {
    const outfile = join(project, 'out/main.js');
    await build({
      absWorkingDir: project,
      entryPoints: ['main.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['pg'],
      logLevel: 'silent',
    });
    expect(await answerOf(outfile)).toEqual(EXPECTED);
  });

  test('the examples of the README in sequence are a program that compiles and runs', async () => {
    const readme = await readFile(join(project, 'node_modules/@message-db/client/README.md'), 'utf8');
    const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((block) => block[1] ?? '');
    expect(examples.length).toBeGreaterThan(14);
    const program = [...examples, 'await pool.end();'].join('\n');
    await writeFile(join(project, 'readme.ts'), program.replaceAll(/postgres:\/\/[^']*/g, database.url));
    // Examples have unused results.
    await compile({ module: 'nodenext', noUnusedLocals: false }, 'readme.ts');
    const { stdout, stderr } = await run(process.execPath, [join(project, 'readme.js')]);
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['acme', 'Registered identity-7']));
  });
});
