import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from '@/db/embedded/explain';
import { OperatorError } from '@/db/operator-error';
import { holdsLock, takeLock } from './data-folder-lock';

/** The file by which a process has the data folder. */
export const LOCK = 'supervisor.pid';
/** A file that is there from the beginning to the end of a restore. */
export const RESTORING = 'restoring';

/**
 * Takes the data folder for this process, to run the site on it; one process at a time may have it.
 * @returns what gives it back.
 * @throws {OperatorError} when it cannot be written, another process has it, or a restore into it was interrupted.
 */
export async function takeDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const giveBack = await claimDataFolder(dataDir);
  const isHalf = await access(join(dataDir, RESTORING)).then(
    () => true,
    () => false,
  );
  if (!isHalf) return giveBack;
  await giveBack();
  throw new OperatorError(
    `A restore into ${dataDir} was interrupted: run npm run db:restore again, which starts over.`,
  );
}

/** The same, whatever is in the folder. */
export async function claimDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, LOCK);
  try {
    // Others may pass through but not look around: Postgres may run as another user than we do.
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    await access(dataDir, constants.W_OK);
    return await takeLock(file, dataDir);
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** Whether the folder that this process took is still there: a disk may go, or somebody delete it. */
export function isDataFolderThere(dataDir: string): Promise<boolean> {
  return holdsLock(join(dataDir, LOCK));
}

/** The file with the secret that signs sessions and tokens. */
export const SECRET_FILE = 'secret';
/** The file with the key of the link that opens the outbox; `app/(account)/outbox/outbox-key.ts` compares with it. */
export const OUTBOX_KEY_FILE = 'outbox-key';

/** A secret of this data folder: made at the first start, kept where its owner alone can read it, until somebody deletes the file. */
export async function readSecret(dataDir: string, name: string): Promise<string> {
  const file = join(dataDir, name);
  try {
    const kept = (await readFile(file, 'utf8').catch(absent)).trim();
    if (kept) return kept;
    const secret = randomBytes(32).toString('base64url');
    await writeFile(file, `${secret}\n`, { mode: 0o600 });
    return secret;
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** A file that is there and cannot be read is not to be replaced. */
function absent(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
