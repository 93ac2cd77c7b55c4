import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from './archive';

/** Of the data folder, what is no part of a backup: what is the running site's own, and what is made again. */
const LEFT_OUT = /^(supervisor\.pid|restoring|postgres\/(data|data\.new|port)|(.*\/)?\.work|.*\.unfinished)$/;
const UPLOAD = /^(uploads\/[0-9a-f]{32})(\.json)?$/;

/**
 * All files and folders of a data folder that cannot be made again, but for the database: media, uploads, mails, secrets.
 * Of uploads those that are complete. Whoever is not there any more when its turn comes is left out.
 */
export async function* filesOf(dataDir: string, folder = ''): AsyncGenerator<Entry> {
  for (const name of (await unlessGone(readdir(join(dataDir, folder)))) ?? []) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (LEFT_OUT.test(path) || (await isUnfinishedUpload(dataDir, path))) continue;
    const found = await unlessGone(stat(join(dataDir, path)));
    if (found?.isDirectory()) {
      yield { path, mode: found.mode & 0o777, mtime: found.mtime, size: null, content: nothing() };
      yield* filesOf(dataDir, path);
    } else if (found?.isFile()) {
      const { size } = found;
      // As long as it is now: what comes later may be half a line.
      const content = size === 0 ? nothing() : createReadStream(join(dataDir, path), { end: size - 1 });
      yield { path, mode: found.mode & 0o777, mtime: found.mtime, size, content };
    }
  }
}

/** By the note of the upload's server, which says how long the file will be. */
async function isUnfinishedUpload(dataDir: string, path: string): Promise<boolean> {
  const upload = UPLOAD.exec(path)?.[1];
  if (upload === undefined) return false;
  const [file, note] = await Promise.all([
    unlessGone(stat(join(dataDir, upload))),
    unlessGone(readFile(join(dataDir, `${upload}.json`), 'utf8')),
  ]);
  if (!file || note === null) return true;
  try {
    return file.size !== (JSON.parse(note) as { size?: number }).size;
  } catch {
    return true; // Being written.
  }
}

async function unlessGone<T>(looking: Promise<T>): Promise<T | null> {
  return looking.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function* nothing(): AsyncGenerator<Buffer> {}
