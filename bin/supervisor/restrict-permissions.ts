import { chmod, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const OTHERS = 0o077;
const CONCURRENCY = 32;

/**
 * Removes the permissions of others from the folders of a data folder: uploads, media, mails. Earlier releases left
 * them open. It does not change secrets: their readers refuse secrets that others can read. Postgres restricts its own
 * folder. A restricted folder is skipped with everything in it, so a start is fast; the folder itself is changed last,
 * so an interrupted walk is repeated.
 * @returns paths that others can still read, because the system does not allow the change.
 */
export async function restrictPermissions(dataDir: string): Promise<string[]> {
  const open: string[] = [];
  for (const name of await readdir(dataDir)) {
    if (name !== 'postgres') await close(join(dataDir, name), open);
  }
  return open;
}

async function close(path: string, open: string[]): Promise<void> {
  try {
    const found = await stat(path);
    if (!found.isDirectory() || (found.mode & OTHERS) === 0) return;
    await closeInside(path);
    await chmod(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // It was deleted meanwhile, belongs to another user, or the file system has no permissions.
    if (code === 'ENOENT') return;
    if (code !== 'EPERM' && code !== 'EACCES' && code !== 'ENOTSUP' && code !== 'EROFS') throw error;
    open.push(path);
  }
}

/** Does not follow links, which may lead anywhere. */
async function closeInside(folder: string): Promise<void> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.isSymbolicLink());
  for (let at = 0; at < entries.length; at += CONCURRENCY) {
    await Promise.all(
      entries.slice(at, at + CONCURRENCY).map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) await closeInside(path);
        await chmod(path, entry.isDirectory() ? 0o700 : 0o600);
      }),
    );
  }
}
