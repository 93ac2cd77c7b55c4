import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from '@/db/embedded/explain';
import { OperatorError } from '@/db/operator-error';
import { holdsLock, takeLock } from './data-folder-lock';

/** The lock file of the data folder. */
export const LOCK = 'supervisor.pid';
/** A file that exists during a restore. */
export const RESTORING = 'restoring';

/**
 * Locks the data folder for this process, to run the site on it.
 * @returns a function that releases it.
 * @throws {OperatorError} if it cannot be written, another process has it, or a restore into it was interrupted.
 */
export async function takeDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const release = await claimDataFolder(dataDir);
  const isIncomplete = await access(join(dataDir, RESTORING)).then(
    () => true,
    () => false,
  );
  if (!isIncomplete) return release;
  await release();
  throw new OperatorError(
    `A restore into ${dataDir} was interrupted: run npm run db:restore again, which starts over.`,
  );
}

/** The same, even after an interrupted restore. */
export async function claimDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, LOCK);
  try {
    // Execute permission without read permission: Postgres may run as another user, and must reach its own folder.
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    await access(dataDir, constants.W_OK);
    return await takeLock(file, dataDir);
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** Returns whether the folder of this process still exists. It may be deleted, or its disk unmounted. */
export function isDataFolderThere(dataDir: string): Promise<boolean> {
  return holdsLock(join(dataDir, LOCK));
}

/** The file with the secret that signs sessions and tokens. */
export const SECRET_FILE = 'secret';
/** The file with the key in the link to the outbox. `app/(account)/outbox/outbox-key.ts` reads it. */
export const OUTBOX_KEY_FILE = 'outbox-key';

/** Reads a secret of the data folder. Generates it the first time, in a file that only its owner can read. */
export async function readSecret(dataDir: string, name: string): Promise<string> {
  const file = join(dataDir, name);
  try {
    const stored = (await readFile(file, 'utf8').catch(emptyIfMissing)).trim();
    if (stored) return stored;
    const secret = randomBytes(32).toString('base64url');
    await writeFile(file, `${secret}\n`, { mode: 0o600 });
    return secret;
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** Does not hide other errors: a file that cannot be read must not be replaced. */
function emptyIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
