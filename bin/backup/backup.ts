import { existsSync } from 'node:fs';
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { baseBackup } from '@/db/embedded/base-backup';
import { findBinaries } from '@/db/embedded/binaries';
import { explainFileError } from '@/db/embedded/explain';
import { embeddedUrl } from '@/db/embedded/url';
import { OperatorError } from '@/db/operator-error';
import { withEmbedded } from '../with-embedded';
import { ArchiveWriter, readArchive } from './archive';
import { filesOf } from './files';
import { ABOUT, DATA, type About } from './format';

/**
 * Backs up a site to one file, running or not: first the database, then the other files. A file exists before the
 * database refers to it, and is not deleted while it does, so the backup has every file that its database refers to.
 * Leaves out everything that can be recreated.
 * @param file a new file. It appears when it is complete.
 * @param signal aborts the backup.
 * @returns its size in bytes.
 * @throws {OperatorError} with a reason for the operator.
 */
export async function backUp(dataDir: string, file: string, signal: AbortSignal): Promise<number> {
  const home = await realpath(dataDir).catch(() => null);
  if (home === null || (await embeddedUrl(home)) === null) {
    throw new OperatorError(
      `There is nothing to back up in ${dataDir}: set DATA_DIR to the folder of a site that was started before.`,
    );
  }
  const draft = `${file}.unfinished`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    if (`${await realpath(dirname(file))}${sep}`.startsWith(`${home}${sep}`)) {
      throw new OperatorError(
        `${file} is inside the folder that is backed up: write the backup to a place outside ${dataDir}.`,
      );
    }
    if (existsSync(file)) throw new OperatorError(`${file} already exists: choose another name.`);
    await rm(draft, { force: true });
    const size = await withEmbedded(home, (url) => write(home, url, draft, signal));
    await rename(draft, file);
    await syncFolder(dirname(file));
    return size;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw explainBackupError(error, file);
  }
}

async function write(home: string, url: string, draft: string, signal: AbortSignal): Promise<number> {
  const about: About = { format: 1, postgres: findBinaries().major, startedAt: new Date().toISOString() };
  const archive = await ArchiveWriter.create(draft, signal);
  try {
    await archive.addText(ABOUT, `${JSON.stringify(about, null, 2)}\n`);
    await readArchive(baseBackup(url), (entry) =>
      archive.add({ ...entry, path: `${DATA}/postgres/data/${entry.path}` }),
    );
    for await (const entry of filesOf(home)) await archive.add({ ...entry, path: `${DATA}/${entry.path}` });
    return await archive.end();
  } finally {
    await archive.close();
  }
}

function explainBackupError(error: unknown, file: string): unknown {
  if (error instanceof OperatorError) return error;
  const { code = '', severity, message } = error as { code?: string; severity?: string; message: string };
  if (['ENOSPC', 'EDQUOT'].includes(code))
    return new OperatorError(`The disk that holds ${file} is full: free some space, or choose another place.`);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR'].includes(code))
    return new OperatorError(`${file} cannot be written, or the data folder not be read (${message}).`);
  if (severity !== undefined || /Connection terminated|ECONNRESET/.test(message)) {
    return new OperatorError(`The database could not be copied, and there is no backup: ${message}.`);
  }
  return explainFileError(error, file);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
