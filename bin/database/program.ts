import { realpath } from 'node:fs/promises';
import { Command, CommanderError } from 'commander';
import { embeddedUrl } from '@/db/embedded/url';
import { OperatorError } from '@/db/operator-error';
import { planDatabase, setUpDatabase } from '@/db/set-up';
import { verifyDatabase } from '@/db/verify/verify';
import { EnvironmentError, readEnvironment } from '@/environment';
import { withEmbedded } from '../with-embedded';
import { describeMatrix, describeSetUp } from './describe';

/** What the commands need of the world. */
export interface Surroundings {
  /** What readEnvironment reads. */
  readonly variables: Record<string, string | undefined>;
  /** Told to end: what is under way is given up. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/**
 * Runs `db:plan`, `db:apply` or `db:verify`.
 * @returns the exit code: 0 when it was done and all is well, 1 when not, 2 when it was not asked for rightly.
 */
export async function run(args: readonly string[], { variables, signal, say }: Surroundings): Promise<number> {
  let code = 0;
  const program = new Command('npm run')
    .usage('db:plan | db:apply | db:verify')
    .description('What is described of the database (roles, grants, owners, functions), and what is there. Of DATABASE_URL, or of the embedded Postgres in DATA_DIR, running or not.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => say(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, '✗ ')),
    });
  const add = (name: string, description: string, work: (url: string, dataDir: string) => Promise<void>) =>
    program.command(name).usage(' ').description(description).allowExcessArguments(false)
      .action(() => withDatabase(variables, work));

  add('db:plan', 'tells what set-up would change, and changes nothing', async (url, dataDir) => {
    for (const line of describeSetUp(await planDatabase(url, dataDir, signal), false)) say(line);
  });
  add('db:apply', 'does it, as every start of the site does', async (url, dataDir) => {
    for (const line of describeSetUp(await setUpDatabase(url, dataDir, signal), true)) say(line);
  });
  add('db:verify', 'logs in as each service and tries what it must not be able to do, and what it needs', async (url, dataDir) => {
    const { lines, isWell } = describeMatrix(await verifyDatabase(url, dataDir, signal));
    for (const line of lines) say(line);
    if (!isWell) code = 1;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // It has told why.
    if (signal.aborted) say('✗ Given up: npm run db:plan tells what is still to be done.');
    else if (error instanceof OperatorError || error instanceof EnvironmentError) say(`✗ ${error.message}`);
    else say(`✗ ${(error as Error).stack ?? String(error)}`);
    return 1;
  }
}

/** Works with the site's database, as whoever sets it up. */
async function withDatabase(variables: Surroundings['variables'], work: (url: string, dataDir: string) => Promise<void>): Promise<void> {
  const { DATABASE_URL, DATA_DIR } = readEnvironment(variables);
  if (DATABASE_URL !== undefined) return work(DATABASE_URL, DATA_DIR);
  const home = await realpath(DATA_DIR).catch(() => null);
  if (home === null || (await embeddedUrl(home)) === null) {
    throw new OperatorError(`No site was ever started on ${DATA_DIR}: set DATA_DIR or DATABASE_URL to where one was, or start it with npm start.`);
  }
  return withEmbedded(home, (url) => work(url, home));
}
