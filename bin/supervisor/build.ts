import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, stop } from 'esbuild';
import { OperatorError } from '@/db/operator-error';
import { GUARD } from './child-process';
import { compressAssets } from './compress-assets';
import type { WorkerFile } from './workers';

/** The sources of the application's build, without tests. */
const FOLDERS = ['app', 'public', 'db', 'personal-data', 'storage', 'text', 'workers'];
const IGNORED = /(^|\/)(node_modules|testing|dist)(\/|$)|\.test\.tsx?$|\.sql$/;
const ROOT_FILES =
  /^(environment|roles|disk-space|tracing|whisper-model|proxy|instrumentation.*|next\.config|postcss\.config|tsconfig|package|package-lock)\.(ts|tsx|js|mjs|json)$/;

const appStamp = (root: string) => join(root, '.build', 'app-stamp');

/** Returns whether the application is built from the current sources. */
export async function isAppBuilt(root: string): Promise<boolean> {
  const last = await readFile(appStamp(root), 'utf8').catch(() => '');
  return existsSync(join(root, '.next', 'BUILD_ID')) && last === (await hashSources(root));
}

/**
 * Builds the application.
 * @param signal ends the build.
 * @throws {OperatorError} with the build's own output.
 */
export async function buildApp(root: string, env: Record<string, string>, signal: AbortSignal): Promise<void> {
  const stamp = appStamp(root);
  await requireWritable(root);
  await rm(stamp, { force: true });
  await forgetRouteTypes(root);
  await run([join(root, 'node_modules/next/dist/bin/next'), 'build'], root, env, signal);
  await compressAssets(root);
  await mkdir(join(root, '.build'), { recursive: true });
  // The build may change tsconfig.json, so hash again.
  await writeFile(stamp, await hashSources(root));
}

/** @throws {OperatorError} if this user cannot write to the folders of the build. */
async function requireWritable(root: string): Promise<void> {
  try {
    await mkdir(join(root, '.build', 'workers'), { recursive: true });
    for (const folder of ['.build', '.build/workers', '.next']) {
      if (existsSync(join(root, folder))) await access(join(root, folder), constants.W_OK);
    }
  } catch (error) {
    throw new OperatorError(
      `${root} cannot be written by this user (${(error as NodeJS.ErrnoException).code}), and its build is not of these sources: start the site once as the owner of that folder.`,
    );
  }
}

/** Removes the generated types of the routes, because they may contain deleted pages. Checks generate them again. */
export async function forgetRouteTypes(root: string): Promise<void> {
  for (const folder of ['types', 'dev/types']) await rm(join(root, '.next', folder), { recursive: true, force: true });
}

/** The bundled programs of the site, beside Next's build. */
export interface Programs {
  workers: WorkerFile[];
  /** The application's HTTP server, which passes requests to Next. */
  server: string;
  /** Whether they were bundled now; false if they were up to date. */
  isNew: boolean;
}

/** Bundles the workers and the server into `.build` if the sources have changed since the last time. */
export async function bundlePrograms(root: string, sources: readonly WorkerFile[]): Promise<Programs> {
  const folder = join(root, '.build');
  const stamp = join(folder, 'bundles-stamp');
  const workers = sources.map(({ name }) => ({ name, file: join(folder, 'workers', `${name}.js`) }));
  const server = join(folder, 'server.js');
  const hash = await hashSources(root);
  const last = await readFile(stamp, 'utf8').catch(() => '');
  if (last === hash && [server, ...workers.map(({ file }) => file)].every((file) => existsSync(file)))
    return { workers, server, isNew: false };
  await requireWritable(root);
  await rm(stamp, { force: true });
  await bundle(root, sources, join(folder, 'workers'));
  await bundleServer(root, folder);
  await writeFile(stamp, hash);
  return { workers, server, isNew: true };
}

/**
 * Bundles the application's HTTP server into `server.js`. @returns its file, and the sources, which are relative to the
 * root.
 */
export async function bundleServer(root: string, outdir: string): Promise<{ file: string; sources: Set<string> }> {
  const sources = await bundleFiles(root, [{ name: 'server', file: join(root, 'app/_server/start.ts') }], outdir);
  return { file: join(outdir, 'server.js'), sources };
}

/**
 * Bundles each worker into one file, `<name>.js`. Packages stay in node_modules, so `outdir` must be in the repository.
 */
export async function bundle(root: string, workers: readonly WorkerFile[], outdir: string): Promise<WorkerFile[]> {
  if (workers.length > 0) await bundleFiles(root, workers, outdir);
  return workers.map(({ name }) => ({ name, file: join(outdir, `${name}.js`) }));
}

/** @returns the sources of the bundles. */
async function bundleFiles(root: string, workers: readonly WorkerFile[], outdir: string): Promise<Set<string>> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: workers.map(({ name, file }) => ({ in: file, out: name })),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    metafile: true,
    tsconfig: join(root, 'tsconfig.json'),
    // Our own packages are TypeScript, and are bundled. Others stay in node_modules.
    plugins: [
      {
        name: 'packages-stay',
        setup({ onResolve }) {
          // As Next does for what runs on the server. Elsewhere this package throws.
          onResolve({ filter: /^server-only$/ }, () => ({ path: join(root, 'node_modules/server-only/empty.js') }));
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('@/') || path.startsWith('@message-db/')
              ? undefined
              : { path, external: true },
          );
        },
      },
    ],
    logLevel: 'silent',
  });
  await stop(); // Otherwise its helper process would live as long as this one.
  return new Set(Object.keys(metafile.inputs));
}

async function hashSources(root: string): Promise<string> {
  const hash = createHash('sha256');
  const top = (await readdir(root)).filter((name) => ROOT_FILES.test(name));
  const nested = await Promise.all(
    FOLDERS.filter((folder) => existsSync(join(root, folder))).map(async (folder) => {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
    }),
  );
  const files = [...top, ...nested.flat()].filter((path) => !IGNORED.test(path)).toSorted();
  for (const path of files)
    hash
      .update(`${path}\0`)
      .update(await readFile(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

function run(args: string[], cwd: string, env: Record<string, string>, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    signal.throwIfAborted();
    // Its own process group, with the guard, so that no helper outlives a stop or this process.
    const child = spawn(process.execPath, ['--import', GUARD, ...args], {
      cwd,
      env: env as NodeJS.ProcessEnv,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const end = () => {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // The group has ended.
      }
    };
    signal.addEventListener('abort', end);
    let output = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    child.once('error', fail);
    child.once('exit', () => {
      signal.removeEventListener('abort', end);
      end(); // End its remaining helpers.
    });
    child.once('close', (code) => {
      if (code === 0) done();
      else fail(new OperatorError(`The application could not be built:\n${output.trim()}`));
    });
  });
}
