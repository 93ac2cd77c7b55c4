import { OperatorError } from '@/db/operator-error';
import type { Environment } from '@/environment';
import { copyFiles, deleteOriginals, type Kind } from '@/storage/move';
import { checkStorage } from '@/storage/check';
import { StorageUnavailableError } from '@/storage/storage';
import type { Terminal } from './terminal';

const NAMES = { disk: 'the disk', s3: 'S3' } as const;
const OTHER = { disk: 's3', s3: 'disk' } as const;

/**
 * `ctl storage move`: copies all files to the other storage, or, once the site uses that, deletes the originals.
 * @throws {OperatorError} if S3 is not set up, or the site uses the wrong storage for this.
 */
export async function moveFiles(
  environment: Environment,
  terminal: Terminal,
  to: Kind,
  { deleteOld }: { readonly deleteOld?: boolean },
): Promise<number> {
  if (environment.S3_BUCKET === undefined)
    throw new OperatorError('S3_BUCKET is not set: set it, and the key for the bucket, as for the site.');
  const { STORAGE } = environment;
  if (deleteOld && STORAGE !== to)
    throw new OperatorError(
      `The site still has its files in ${NAMES[STORAGE]}: move them, start it with STORAGE=${to}, then delete the old ones.`,
    );
  if (!deleteOld && STORAGE === to)
    throw new OperatorError(
      `The site has its files in ${NAMES[to]} already, so older ones from ${NAMES[OTHER[to]]} would replace them. Set STORAGE=${OTHER[to]} to copy from there.`,
    );
  try {
    const problem = await checkStorage({ ...environment, STORAGE: 's3' });
    if (problem !== null) throw new OperatorError(problem);
    return deleteOld ? await deleteAll(environment, terminal, to) : await copyAll(environment, terminal, to);
  } catch (error) {
    if (error instanceof StorageUnavailableError) throw new OperatorError(`${error.message} Run this again then.`);
    throw error;
  }
}

async function copyAll(environment: Environment, terminal: Terminal, to: Kind): Promise<number> {
  const stopped = terminal.stopped();
  const bar = terminal.bar('{value} files', 0);
  try {
    const { files, copied, unfinished, different } = await copyFiles(environment, to, {
      show: (done) => bar.show(done),
      signal: stopped,
    });
    bar.end();
    if (unfinished > 0)
      terminal.note(
        `${unfinished === 1 ? '1 upload has' : `${unfinished} uploads have`} not arrived in full: browsers begin what is left behind again.`,
      );
    for (const name of different) terminal.note(`✗ The copy of ${name} differs`);
    if (different.length > 0) throw new OperatorError('Some copies differ. Run this again to copy those once more.');
    await terminal.say(`✓ All ${files} files are in ${NAMES[to]}, and have the same checksums (${copied} copied now)`);
    terminal.note(
      `The site still uses ${NAMES[OTHER[to]]}. Stop it, run this again for what came meanwhile, and start it with STORAGE=${to}.`,
    );
    return 0;
  } catch (error) {
    bar.end();
    if (!stopped.aborted) throw error;
    terminal.note('Interrupted. What was copied stays: run this again to continue.');
    return 1;
  }
}

async function deleteAll(environment: Environment, terminal: Terminal, to: Kind): Promise<number> {
  const { deleted, left } = await deleteOriginals(environment, to);
  await terminal.say(`✓ ${deleted} old files were deleted from ${NAMES[OTHER[to]]}`);
  if (left === 0) return 0;
  terminal.note(`${left} files stay in ${NAMES[OTHER[to]]}, because they were never copied.`);
  return 1;
}
