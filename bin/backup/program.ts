import { resolve } from 'node:path';
import { OperatorError } from '@/db/operator-error';
import { readEnvironment } from '@/environment';
import { npmProgram, parse, type ProgramContext as Common } from '../npm-program';
import { backUp } from './backup';
import { restore } from './restore';

/** The environment of the commands. */
export interface ProgramContext extends Common {
  /** The folder to which relative file names refer. */
  readonly root: string;
}

/**
 * Runs `db:backup [FILE]` or `db:restore FILE`.
 * @returns the exit code: 0 for success, 1 for a failure, 2 for wrong arguments.
 */
export async function run(args: readonly string[], context: ProgramContext): Promise<number> {
  const { variables, root, signal, say } = context;
  const program = npmProgram(
    'db:backup | db:restore',
    'Backs up a site with the embedded Postgres, and restores it.',
    say,
  );
  program
    .command('db:backup')
    .usage('[-- FILE]')
    .description('writes everything that cannot be recreated to one file, even while the site runs')
    .argument('[file]', 'a new file; default: backups/<time>.tar')
    .action(async (file?: string) => {
      const target = resolve(root, file ?? `backups/${new Date().toISOString().replaceAll(':', '-')}.tar`);
      const bytes = await backUp(dataDirOf(variables), target, signal);
      say(`✓ The site is in ${target} (${Math.ceil(bytes / 1e6).toLocaleString('en')} MB)`);
    });
  program
    .command('db:restore')
    .usage('-- FILE')
    .description('restores a backup into DATA_DIR, which must be empty')
    .argument('<file>', 'a file that db:backup wrote')
    .action(async (file: string) => {
      const dataDir = dataDirOf(variables);
      const startedAt = await restore(resolve(root, file), dataDir, signal);
      say(`✓ ${dataDir} is as it was at ${startedAt}: npm start starts the site on it`);
    });
  return parse(program, args, context, 'Aborted, and no file is left.');
}

function dataDirOf(variables: ProgramContext['variables']): string {
  const { DATABASE_URL, DATA_DIR } = readEnvironment(variables);
  if (DATABASE_URL === undefined) return DATA_DIR;
  throw new OperatorError(
    'The database is that of DATABASE_URL, which has backup tools of its own: see docs/operations/backups.md.',
  );
}
