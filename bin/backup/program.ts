import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { OperatorError } from '@/db/operator-error';
import { EnvironmentError, readEnvironment } from '@/environment';
import { backUp } from './backup';
import { restore } from './restore';

/** What the commands need of the world. */
export interface Surroundings {
  /** What readEnvironment reads. */
  readonly variables: Record<string, string | undefined>;
  /** Where file names and the usual place of backups begin. */
  readonly root: string;
  /** Told to end: what is under way is given up. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/**
 * Runs `db:backup [FILE]` or `db:restore FILE`.
 * @returns the exit code: 0 when it was done, 1 when not, 2 when it was not asked for rightly.
 */
export async function run(args: readonly string[], { variables, root, signal, say }: Surroundings): Promise<number> {
  const program = new Command('npm run')
    .usage('db:backup | db:restore')
    .description('Backs up a site with the embedded Postgres, and restores it.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => say(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, '✗ ')),
    });
  program.command('db:backup').usage('[-- FILE]').description('writes all that cannot be made anew into one file, also while the site runs')
    .argument('[file]', 'a new file; unless told, backups/<time>.tar')
    .action(async (file?: string) => {
      const target = resolve(root, file ?? `backups/${new Date().toISOString().replaceAll(':', '-')}.tar`);
      const bytes = await backUp(dataDirOf(variables), target, signal);
      say(`✓ The site is in ${target} (${Math.ceil(bytes / 1e6).toLocaleString('en')} MB)`);
    });
  program.command('db:restore').usage('-- FILE').description('puts a backup into DATA_DIR, where there is nothing yet')
    .argument('<file>', 'what a backup wrote')
    .action(async (file: string) => {
      const dataDir = dataDirOf(variables);
      const startedAt = await restore(resolve(root, file), dataDir, signal);
      say(`✓ ${dataDir} is as it was at ${startedAt}: npm start starts the site on it`);
    });
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // It has told why.
    if (signal.aborted) say('✗ Given up, and nothing of it is left.');
    else if (error instanceof OperatorError || error instanceof EnvironmentError) say(`✗ ${error.message}`);
    else say(`✗ ${(error as Error).stack ?? String(error)}`);
    return 1;
  }
}

function dataDirOf(variables: Surroundings['variables']): string {
  const { DATABASE_URL, DATA_DIR } = readEnvironment(variables);
  if (DATABASE_URL === undefined) return DATA_DIR;
  throw new OperatorError('The database is that of DATABASE_URL, which has tools of its own for this: docs/operations.md tells how.');
}
