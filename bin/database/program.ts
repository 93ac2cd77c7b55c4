import { realpath } from 'node:fs/promises';
import { embeddedUrl } from '@/db/embedded/url';
import { OperatorError } from '@/db/operator-error';
import { planDatabase, setUpDatabase, type Site } from '@/db/access/set-up';
import { withGuests } from '@/workers/services/guests';
import { SITE } from '@/workers/services/site-database';
import { verifyDatabase } from '@/db/access/verify/verify';
import { readEnvironment } from '@/environment';
import { npmProgram, parse, type ProgramContext } from '../npm-program';
import { withEmbedded } from '../with-embedded';
import { describeAttempts, describeSetUp } from './describe';

/**
 * Runs `db:plan`, `db:apply` or `db:verify`.
 * @returns the exit code: 0 for success, 1 for a failure or a wrong right, 2 for wrong arguments.
 */
export async function run(args: readonly string[], context: ProgramContext): Promise<number> {
  const { variables, signal, say } = context;
  let code = 0;
  const program = npmProgram(
    'db:plan | db:apply | db:verify',
    'Compares the database with its description (roles, grants, owners, functions): the one of DATABASE_URL, or the embedded Postgres in DATA_DIR, running or not.',
    say,
  );
  const add = (name: string, description: string, work: Work) =>
    program
      .command(name)
      .usage(' ')
      .description(description)
      .allowExcessArguments(false)
      .action(() => withDatabase(variables, work));

  add('db:plan', 'shows what set-up would change, and changes nothing', async (site, url, dataDir) => {
    for (const line of describeSetUp(await planDatabase(site, url, dataDir, signal), false)) say(line);
  });
  add('db:apply', 'makes the changes, as every start of the site does', async (site, url, dataDir) => {
    for (const line of describeSetUp(await setUpDatabase(site, url, dataDir, signal), true)) say(line);
  });
  add(
    'db:verify',
    'logs in as each service, and tries everything that it needs and that it must not be able to do',
    async (site, url, dataDir) => {
      const { lines, isWell } = describeAttempts(await verifyDatabase(site.access, url, dataDir, signal));
      for (const line of lines) say(line);
      if (!isWell) code = 1;
    },
  );
  return (await parse(program, args, context, 'Aborted: npm run db:plan shows the remaining changes.')) || code;
}

type Work = (site: Site, url: string, dataDir: string) => Promise<void>;

/** Runs `work` with the site's database, as its owner, and with the guests of the settings. */
async function withDatabase(variables: ProgramContext['variables'], work: Work): Promise<void> {
  const { DATABASE_URL, DATABASE_GUESTS, DATA_DIR } = readEnvironment(variables);
  const site = withGuests(SITE, DATABASE_GUESTS);
  if (DATABASE_URL !== undefined) return work(site, DATABASE_URL, DATA_DIR);
  const home = await realpath(DATA_DIR).catch(() => null);
  if (home === null || (await embeddedUrl(home)) === null) {
    throw new OperatorError(
      `There is no site in ${DATA_DIR}: set DATA_DIR or DATABASE_URL to the site’s, or start one with npm start.`,
    );
  }
  return withEmbedded(home, (url) => work(site, url, home));
}
