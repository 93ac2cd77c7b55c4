import { chmod, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const OTHERS = 0o077;
const AT_ONCE = 32;

/**
 * Takes from everybody but their owner the right to read the folders of a data folder: uploads, media, mails. Sites of
 * earlier releases have left them open. Secrets that others could read are secrets no more, which is for their readers to
 * say; Postgres sees to its own. A folder that is closed counts as closed with all that is in it, so what is in
 * order is not gone through at each start; the folder itself comes last, so an interrupted walk begins again.
 * @returns what others can still read, because the system does not let us change it.
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
    // It was on its way out, or is somebody else's, or the file system knows no owners.
    if (code === 'ENOENT') return;
    if (code !== 'EPERM' && code !== 'EACCES' && code !== 'ENOTSUP' && code !== 'EROFS') throw error;
    open.push(path);
  }
}

/** Follows no links: they may lead anywhere. */
async function closeInside(folder: string): Promise<void> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.isSymbolicLink());
  for (let at = 0; at < entries.length; at += AT_ONCE) {
    await Promise.all(
      entries.slice(at, at + AT_ONCE).map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) await closeInside(path);
        await chmod(path, entry.isDirectory() ? 0o700 : 0o600);
      }),
    );
  }
}
