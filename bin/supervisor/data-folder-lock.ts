import { constants, copyFile, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, startedAt } from '@/db/embedded/processes';
import { OperatorError } from '@/db/operator-error';

/** The owner of a data folder, as its lock file contains it. */
interface Owner {
  readonly pid: number;
  /** The start time of that process, because ids are reused. */
  readonly started: string;
  readonly host: string;
  /** Device and inode of the folder, which differ in a copy. Empty in locks of earlier releases. */
  readonly folder: string;
  readonly path: string;
}

/**
 * The interval at which an owner touches its lock. It is the only sign of an owner on another machine or in a
 * container.
 */
const TOUCH_MS = 1000;
const SILENCE_MS = 5 * TOUCH_MS;

/**
 * Locks a folder for this process with a file in it. A lock of another host is respected if it is touched.
 * @returns a function that releases the lock.
 * @throws {OperatorError} if another process has the lock, or the file was copied with the folder while a site ran.
 */
export async function takeLock(file: string, dataDir: string): Promise<() => Promise<void>> {
  const me = await describeMe(dataDir);
  const mine = `${me.pid}\n${me.started}\n${me.host}\n${me.folder}\n${me.path}\n`;
  for (;;) {
    try {
      await writeFile(file, mine, { flag: 'wx' });
      // Another process may have read the empty file, and removed it as stale.
      if ((await readText(file)) === mine) return keep(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const text = await readText(file);
    if (text === null) continue;
    const owner = ownerIn(text);
    if (owner.pid !== process.pid && isAlive(owner.pid) && startedAt(owner.pid) === owner.started) {
      throw new OperatorError(refusal(owner, me, file, dataDir));
    }
    if (owner.host !== '' && owner.host !== me.host && (await isTouched(file))) {
      throw new OperatorError(
        `The site already runs on ${dataDir}, on the host ${owner.host}: stop it first, or set DATA_DIR to another folder.`,
      );
    }
    await removeStale(file, text);
  }
}

/**
 * Removes a stale lock. Renames it first, so that only one of several processes removes it. If another process has
 * replaced it meanwhile, puts that lock back.
 */
export async function removeStale(file: string, text: string): Promise<void> {
  const renamed = `${file}.${process.pid}`;
  try {
    await rename(file, renamed);
    if ((await readText(renamed)) !== text) await copyFile(renamed, file, constants.COPYFILE_EXCL);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  await rm(renamed, { force: true });
}

function keep(file: string): () => Promise<void> {
  const touching = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {}); // The folder is missing, which watchDataFolder reports.
  }, TOUCH_MS).unref();
  return async () => {
    clearInterval(touching);
    // Leave the lock of another process alone.
    if (await holdsLock(file)) await rm(file, { force: true });
  };
}

/** Waits, and returns whether a file was touched meanwhile. It does not compare the clocks of two machines. */
async function isTouched(file: string): Promise<boolean> {
  const touchedAt = () =>
    stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
  const before = await touchedAt();
  const deadline = performance.now() + SILENCE_MS;
  while (performance.now() < deadline) {
    await delay(TOUCH_MS / 4);
    const now = await touchedAt();
    if (now === null) return false;
    if (now !== before) return true;
  }
  return false;
}

/** Returns whether the folder exists, and this process still has its lock. */
export async function holdsLock(file: string): Promise<boolean> {
  const text = await readText(file);
  return text !== null && ownerIn(text).pid === process.pid;
}

function refusal(owner: Owner, me: Owner, file: string, dataDir: string): string {
  if (owner.folder !== '' && owner.host === me.host && owner.folder !== me.folder) {
    return (
      `${dataDir} is a copy of ${owner.path}, on which the site runs (process ${owner.pid}), and what is copied while it runs may be damaged: ` +
      `copy it with npm run db:backup and db:restore, or stop the site before. To use this copy all the same, delete ${file}.`
    );
  }
  return `The site already runs on ${dataDir} (process ${owner.pid}): stop it first, or set DATA_DIR to another folder.`;
}

async function describeMe(dataDir: string): Promise<Owner> {
  const { dev, ino } = await stat(dataDir);
  return {
    pid: process.pid,
    started: startedAt(process.pid),
    host: hostname(),
    folder: `${dev}:${ino}`,
    path: dataDir,
  };
}

/** Null if the file does not exist. */
function readText(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}

function ownerIn(text: string): Owner {
  const [pid, started = '', host = '', folder = '', path = ''] = text.split('\n');
  return { pid: Number(pid), started, host, folder, path };
}
