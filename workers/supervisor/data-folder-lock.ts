import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isAlive, startedAt } from '@/db/embedded/processes';
import { OperatorError } from '@/db/operator-error';

/** Who has a data folder, as its lock says. */
interface Owner {
  readonly pid: number;
  /** When that process began, so that a number that was given again is no obstacle. */
  readonly started: string;
  readonly host: string;
  /** Device and inode of the folder that it took: a copy of the folder has others. Empty in locks of earlier releases. */
  readonly folder: string;
  readonly path: string;
}

/**
 * Takes a folder for this process by a file in it.
 * @throws {OperatorError} where another process has it; where the file was copied with the folder while a site ran.
 */
export async function takeLock(file: string, dataDir: string): Promise<void> {
  const me = await describeMe(dataDir);
  for (;;) {
    try {
      await writeFile(file, `${me.pid}\n${me.started}\n${me.host}\n${me.folder}\n${me.path}\n`, { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = await readOwner(file);
    if (owner !== null && owner.pid !== process.pid && isAlive(owner.pid) && startedAt(owner.pid) === owner.started) {
      throw new OperatorError(refusal(owner, me, file, dataDir));
    }
    await rm(file, { force: true });
  }
}

/** Whether the folder is there, and still this process's. */
export async function holdsLock(file: string): Promise<boolean> {
  return (await readOwner(file))?.pid === process.pid;
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
  return { pid: process.pid, started: startedAt(process.pid), host: hostname(), folder: `${dev}:${ino}`, path: dataDir };
}

async function readOwner(file: string): Promise<Owner | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const [pid, started = '', host = '', folder = '', path = ''] = text.split('\n');
  return { pid: Number(pid), started, host, folder, path };
}
