import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from './archive';

/** Files of the data folder that are not backed up: those of the running site, and those that are recreated. */
const EXCLUDED = /^(supervisor\.pid|restoring|postgres\/(data|data\.new|port)|(.*\/)?\.work|.*\.unfinished)$/;
const UPLOAD = /^(uploads\/[0-9a-f]{32})(\.json)?$/;

/**
 * Yields the files and folders of a data folder that cannot be recreated, except the database: media, complete uploads,
 * mails, secrets. Skips files that are deleted meanwhile.
 */
export async function* filesOf(dataDir: string, folder = ''): AsyncGenerator<Entry> {
  for (const name of (await nullIfMissing(readdir(join(dataDir, folder)))) ?? []) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (EXCLUDED.test(path) || (await isUnfinishedUpload(dataDir, path))) continue;
    const found = await nullIfMissing(stat(join(dataDir, path)));
    if (found?.isDirectory()) {
      yield { path, mode: found.mode & 0o777, mtime: found.mtime, size: null, content: nothing() };
      yield* filesOf(dataDir, path);
    } else if (found?.isFile()) {
      const { size } = found;
      // Read only its current size, because it may grow by an incomplete line.
      const content = size === 0 ? nothing() : createReadStream(join(dataDir, path), { end: size - 1 });
      yield { path, mode: found.mode & 0o777, mtime: found.mtime, size, content };
    }
  }
}

/** Compares the size of an upload with the final size in its JSON file. */
async function isUnfinishedUpload(dataDir: string, path: string): Promise<boolean> {
  const upload = UPLOAD.exec(path)?.[1];
  if (upload === undefined) return false;
  const [file, note] = await Promise.all([
    nullIfMissing(stat(join(dataDir, upload))),
    nullIfMissing(readFile(join(dataDir, `${upload}.json`), 'utf8')),
  ]);
  if (!file || note === null) return true;
  try {
    return file.size !== (JSON.parse(note) as { size?: number }).size;
  } catch {
    return true; // The JSON file is being written.
  }
}

async function nullIfMissing<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function* nothing(): AsyncGenerator<Buffer> {}
