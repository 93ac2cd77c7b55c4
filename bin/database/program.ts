import { realpath } from 'node:fs/promises';
import { embeddedUrl } from '@/db/embedded/url';
import { OperatorError } from '@/db/operator-error';
import { planDatabase, setUpDatabase } from '@/db/access/set-up';
import { ACCESS, SITE } from '@/workers/services/site';
import { verifyDatabase } from '@/db/access/verify/verify';
import { readEnvironment } from '@/environment';
import { npmProgram, parse, type Surroundings } from '../npm-program';
import { withEmbedded } from '../with-embedded';
import { describeMatrix, describeSetUp } from './describe';

/**
 * Runs `db:plan`, `db:apply` or `db:verify`.
 * @returns the exit code: 0 when it was done and all is well, 1 when not, 2 when it was not asked for rightly.
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { variables, signal, say } = surroundings;
  let code = 0;
  const program = npmProgram(
    'db:plan | db:apply | db:verify',
    'What is described of the database (roles, grants, owners, functions), and what is there. Of DATABASE_URL, or of the embedded Postgres in DATA_DIR, running or not.',
    say,
  );
  const add = (name: string, description: string, work: (url: string, dataDir: string) => Promise<void>) =>
    program
      .command(name)
      .usage(' ')
      .description(description)
      .allowExcessArguments(false)
      .action(() => withDatabase(variables, work));

  add('db:plan', 'tells what set-up would change, and changes nothing', async (url, dataDir) => {
    for (const line of describeSetUp(await planDatabase(SITE, url, dataDir, signal), false)) say(line);
  });
  add('db:apply', 'does it, as every start of the site does', async (url, dataDir) => {
    for (const line of describeSetUp(await setUpDatabase(SITE, url, dataDir, signal), true)) say(line);
  });
  add(
    'db:verify',
    'logs in as each service and tries what it must not be able to do, and what it needs',
    async (url, dataDir) => {
      const { lines, isWell } = describeMatrix(await verifyDatabase(ACCESS, url, dataDir, signal));
      for (const line of lines) say(line);
      if (!isWell) code = 1;
    },
  );
  return (
    (await parse(program, args, surroundings, 'Given up: npm run db:plan tells what is still to be done.')) || code
  );
}

/** Works with the site's database, as whoever sets it up. */
async function withDatabase(
  variables: Surroundings['variables'],
  work: (url: string, dataDir: string) => Promise<void>,
): Promise<void> {
  const { DATABASE_URL, DATA_DIR } = readEnvironment(variables);
  if (DATABASE_URL !== undefined) return work(DATABASE_URL, DATA_DIR);
  const home = await realpath(DATA_DIR).catch(() => null);
  if (home === null || (await embeddedUrl(home)) === null) {
    throw new OperatorError(
      `There is no site in ${DATA_DIR}: set DATA_DIR or DATABASE_URL to the site’s, or start one with npm start.`,
    );
  }
  return withEmbedded(home, (url) => work(url, home));
}
