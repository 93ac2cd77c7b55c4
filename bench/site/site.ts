import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMessageStore, createPool } from '@message-db/client';
import type { RunningSite } from '@/bin/demo/running-site';
import { createOutput } from '@/bin/supervisor/output';
import { startSite as start } from '@/bin/supervisor/production';
import { Supervisor } from '@/bin/supervisor/supervisor';
import { roleOf } from '@/roles';
import type { Address } from '../load/connection';
import type { Testbed } from '../testbed';
import { fill, type Contents } from './contents';
import { untilIdle } from './until-idle';

/** A whole site as `npm start` runs it, with creators, published videos and views. */
export interface Site extends Contents, RunningSite, Address {
  /** The superuser's URL of its database. */
  readonly databaseUrl: string;
  /** The process of the application. */
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Builds the site if needed, starts it on a free port with an embedded Postgres, and fills it. Resolves when its workers rest.
 * Stop it before the next.
 * @param name of its data folder. @param database an empty one, to use instead of a Postgres of its own.
 * @param settings more of its environment.
 */
export async function startSite(
  testbed: Testbed,
  name: string,
  database?: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const { root, folder } = testbed;
  const output = createOutput((text) => void process.stderr.write(`  ${text}`), { stamp: () => '' });
  const supervisor = new Supervisor(output);
  testbed.onClose(() => supervisor.stop());
  const dataDir = join(folder, `site-${name}`);
  const { PATH, HOME, LANG } = process.env;
  const given = {
    PATH,
    HOME,
    LANG,
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    DATABASE_URL: database,
    ...settings,
  };
  const { url, databaseUrl } = await start(root, given, supervisor, output);

  const pool = createPool({ connectionString: databaseUrl, role: roleOf('application'), applicationName: 'bench' });
  const secret = (await readFile(join(dataDir, 'secret'), 'utf8')).trim();
  const running = { url, secret, store: createMessageStore(pool) };
  const contents = await fill(running, databaseUrl);
  await untilIdle(databaseUrl);
  testbed.log(`a site with ${contents.accounts.length} creators and ${contents.videos.length} published videos`);
  const { hostname, port } = new URL(url);
  return {
    ...running,
    ...contents,
    host: hostname === 'localhost' ? '127.0.0.1' : hostname,
    port: Number(port),
    databaseUrl,
    pid: await findChild('/.build/server.js'),
    async stop() {
      await pool.end();
      await supervisor.stop();
    },
  };
}

/** Finds a child process of this one by its command line. NaN where there is no /proc. */
async function findChild(part: string): Promise<number> {
  const all = await readdir('/proc').catch(() => []);
  for (const pid of all.filter((name) => /^\d+$/.test(name))) {
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    const parent = Number(/^\d+ \(.*\) . (\d+)/s.exec(await read('stat'))?.[1]);
    if (parent === process.pid && (await read('cmdline')).includes(part)) return Number(pid);
  }
  return NaN;
}
