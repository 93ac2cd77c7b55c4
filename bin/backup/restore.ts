import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { findBinaries } from '@/db/embedded/binaries';
import { explainFileError } from '@/db/embedded/explain';
import { OperatorError } from '@/db/operator-error';
import { claimDataFolder, LOCK, RESTORING } from '@/bin/supervisor/data-folder';
import { readArchive, SUMS, type Entry } from './archive';
import { about, ABOUT, DATA } from './format';

/**
 * Restores a backup into an empty data folder. Until everything is verified and synced to the disk, a file `restoring`
 * prevents the site from starting. After an interruption it can be run again, and starts over.
 * @param signal ends it immediately, without removing files.
 * @returns when the backup was started.
 * @throws {OperatorError} with a reason for the operator. The folder is empty then, unless it was aborted.
 */
export async function restore(file: string, dataDir: string, signal: AbortSignal): Promise<string> {
  const release = await claimDataFolder(dataDir);
  try {
    const names = await readdir(dataDir);
    const wasInterrupted = names.includes(RESTORING);
    if (!wasInterrupted && names.some((name) => name !== LOCK)) {
      throw new OperatorError(`There is data in ${dataDir}: move it away, or set DATA_DIR to another folder.`);
    }
    if (wasInterrupted) await clear(dataDir);
    await writeFile(join(dataDir, RESTORING), '', { flush: true });
    try {
      const startedAt = await Promise.race([unpack(file, dataDir, signal), aborted(signal)]);
      await rm(join(dataDir, RESTORING));
      await sync(dataDir);
      return startedAt;
    } catch (error) {
      // Do not remove files after a signal, because that takes long.
      if (signal.aborted)
        throw new OperatorError(
          `The restore into ${dataDir} was interrupted: run npm run db:restore again, which starts over.`,
        );
      await clear(dataDir);
      await rm(join(dataDir, RESTORING), { force: true });
      throw explainRestoreError(error, file, dataDir);
    }
  } finally {
    await release();
  }
}

/** Removes the restored files, but not the file that prevents the site from starting. */
async function clear(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name !== LOCK && name !== RESTORING);
  for (const name of names) await rm(join(dataDir, name), { recursive: true, force: true });
}

/** Rejects when the signal is aborted, because a read may never return. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true });
    if (signal.aborted) fail(signal.reason as Error);
  });
}

async function unpack(file: string, dataDir: string, signal: AbortSignal): Promise<string> {
  let startedAt: string | undefined;
  const hashes = new Map<string, string>();
  const folders = new Set([dataDir]);
  let sums: string | undefined;
  await readArchive(createReadStream(file, { highWaterMark: 1024 * 1024, signal }), async (entry) => {
    const write = (path: string) => writeEntry(path, entry, signal);
    if (startedAt === undefined) {
      if (entry.path !== ABOUT) throw new IncompleteBackupError('it does not begin as one');
      const text = await textOf(entry);
      hashes.set(entry.path, hashOf(text));
      startedAt = readStart(text);
    } else if (entry.path === SUMS) sums = await textOf(entry);
    else {
      const path = placeOf(entry, dataDir);
      if (entry.size === null) await makeFolder(path, entry.mode);
      else hashes.set(entry.path, await write(path));
      folders.add(entry.size === null ? path : dirname(path));
    }
  });
  if (startedAt === undefined || sums === undefined) throw new IncompleteBackupError('its end is missing');
  compare(sums, hashes);
  for (const folder of folders) {
    signal.throwIfAborted();
    await sync(folder);
  }
  return startedAt;
}

function readStart(text: string): string {
  const parsed = about.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new OperatorError(
      'This backup was made by another release of the site, in another format: restore it with that release.',
    );
  const { postgres, startedAt } = parsed.data;
  const { major } = findBinaries();
  if (postgres === major) return startedAt;
  throw new OperatorError(
    `This backup is of Postgres ${postgres}, and this version brings Postgres ${major}: restore it with the version of the site that wrote it.`,
  );
}

/** @throws for a path that leads out of the data folder. */
function placeOf({ path }: Entry, dataDir: string): string {
  const inside = normalize(path);
  if (!inside.startsWith(`${DATA}/`)) throw new IncompleteBackupError(`it holds ${path}`);
  return join(dataDir, inside.slice(DATA.length + 1));
}

/** Limits the permissions, because in backups of earlier releases others may read many files. */
const OWNER_ONLY = 0o700;

async function makeFolder(path: string, mode = OWNER_ONLY): Promise<void> {
  await mkdir(path, { recursive: true, mode: mode & OWNER_ONLY });
}

/** Writes a file and syncs it to the disk. @returns its hash. */
async function writeEntry(path: string, { mode, mtime, content }: Entry, signal: AbortSignal): Promise<string> {
  await makeFolder(dirname(path));
  const hash = createHash('sha256');
  const handle = await open(path, 'wx', mode & OWNER_ONLY);
  try {
    for await (const chunk of content) {
      signal.throwIfAborted();
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  // The time of an upload's last byte decides when it expires.
  await utimes(path, mtime, mtime);
  return hash.digest('hex');
}

function compare(sums: string, hashes: ReadonlyMap<string, string>): void {
  const expected = new Map(
    sums
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
  for (const [path, hash] of expected)
    if (hashes.get(path) !== hash) throw new IncompleteBackupError(`${path} is not as it was`);
  for (const path of hashes.keys()) if (!expected.has(path)) throw new IncompleteBackupError(`${path} was added to it`);
}

async function textOf({ content }: Entry): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

/** The file is not a complete backup. */
class IncompleteBackupError extends Error {}

function explainRestoreError(error: unknown, file: string, dataDir: string): unknown {
  if (error instanceof OperatorError) return error;
  const { code = '', path, message } = error as { code?: string; path?: string; message: string };
  if (path === file) return new OperatorError(`${file} cannot be read (${code}).`);
  const isIncomplete =
    error instanceof IncompleteBackupError ||
    error instanceof SyntaxError ||
    code.startsWith('TAR_') ||
    /truncated/i.test(message);
  if (isIncomplete) return new OperatorError(`${file} is not a complete backup (${message}), so nothing was restored.`);
  return explainFileError(error, dataDir);
}
