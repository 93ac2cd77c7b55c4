import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { figureOf, notMeasured, type Figure } from './figure';
import type { Job, JobResult } from './freshness/job';
import { timeToPage } from './freshness/time-to-page';
import { startHttpServer } from './http-server';
import type { Address } from './load/connection';
import { bundleWorkers } from './processes';
import { publishEverySecond } from './site/publishing';
import { startSite, type Site } from './site/site';
import type { Bench, Testbed } from './testbed';

const CONNECTIONS = 32;
/** The pages that are read: the home page as often as this number of watch pages. */
const HOME_SHARE = 4;
const WATCHED = 12;
/** Enough to find old pages of a store without a fence. */
const FEW_CHANGES = 2_000;
/** More than the commands of a run. Numbers grow from run to run. */
const NUMBERS_A_RUN = 10_000_000;

const WITHOUT_FENCE = 'a store of pages without a fence';

/** How soon pages show changes, and whether a response is ever older than an announcement. */
export const freshness: Bench = {
  name: 'freshness',
  async run(testbed) {
    const site = await startSite(testbed, 'freshness');
    const figures = await timeToPage(testbed, site);

    const reader = await bundleReader(testbed);
    const few = Math.min(FEW_CHANGES, testbed.changes);
    figures.push(await countOld(testbed, reader, site, testbed.changes, 'the site', { atMost: 0 }));
    figures.push(await countOld(testbed, reader, await withoutFence(testbed, site), few, WITHOUT_FENCE, null));
    await site.stop();
    figures.push(...(await withSlowSignals(testbed, reader, few)));
    return figures;
  },
};

/** Counts old responses on a Postgres that signals its listeners slowly, so that one hears late for certain. */
async function withSlowSignals(testbed: Testbed, reader: string, changes: number): Promise<Figure[]> {
  const slowly = 'with 2 ms between the signals to listeners';
  const whose = `the site, ${slowly}`;
  const server = await testbed.slowSignalsServer();
  if (typeof server === 'string') return [notMeasured('freshness', textFor(whose, changes), server, { atMost: 0 })];
  const site = await startSite(testbed, 'slow-signals', await server.emptyDatabase('site'));
  const figures = [await countOld(testbed, reader, site, changes, whose, { atMost: 0 })];
  const unfenced = await withoutFence(testbed, site);
  figures.push(await countOld(testbed, reader, unfenced, changes, `${WITHOUT_FENCE}, ${slowly}`, null));
  await site.stop();
  return figures;
}

/** Starts a server of the same pages that hears announcements and has no fence. */
async function withoutFence(testbed: Testbed, site: Site): Promise<Site> {
  const env = { DATABASE_URL: site.databaseUrl, SITE_URL: site.url };
  const { host, port } = await startHttpServer(testbed, 'bench/baselines/unfenced.ts', env);
  return { ...site, host, port };
}

function textFor(whose: string, changes: number): string {
  return `responses of ${whose}, older than an announcement heard when they were asked for, of all, in ${changes} changes`;
}

let runs = 0;

async function countOld(
  testbed: Testbed,
  reader: string,
  site: Site,
  changes: number,
  whose: string,
  goal: { atMost: number } | null,
): Promise<Figure> {
  // By a command, so that its views have it as the newest in all lists.
  await publishEverySecond(site, site.videos.at(-1)!, async () => {});
  runs += 1;
  const result = await runJob(reader, { ...jobOf(site, changes), after: runs * NUMBERS_A_RUN });
  const { responses, old, examples, commands, inFront, elapsedMs } = result;
  const rate = Math.round(changes / (elapsedMs / 1000));
  testbed.log(
    `${whose}: ${changes} changes (${rate} a second), ${commands} renamings by commands, ${inFront} listeners in front; ${old} of ${responses} responses old`,
  );
  for (const example of examples) testbed.log(`old: ${example}`);
  return figureOf('freshness', textFor(whose, changes), { ours: [old], baseline: [responses] }, goal);
}

function jobOf({ host, port, databaseUrl, videos, accounts }: Site, changes: number): Omit<Job, 'after'> {
  const ownerIds = accounts.map(({ userId }) => userId);
  const watched = [...videos.keys()].slice(0, WATCHED - 1).concat(videos.length - 1);
  return {
    site: { host, port } satisfies Address,
    databaseUrl,
    videoIds: videos.map(({ videoId }) => videoId),
    ownerIds,
    owners: videos.map(({ ownerId }) => ownerIds.indexOf(ownerId)),
    alwaysNewest: 1,
    pages: [
      ...Array.from({ length: HOME_SHARE }, () => ({ view: 'home' as const })),
      ...watched.map((video) => ({ view: 'watch' as const, video })),
    ],
    connections: CONNECTIONS,
    changes,
  };
}

/** Bundles the process of the readers with its threads, because a thread cannot load TypeScript. */
async function bundleReader(testbed: Testbed): Promise<string> {
  const names = ['readers', 'listeners', 'changer'];
  const sources = names.map((name) => ({
    name: `freshness-${name}`,
    file: join(testbed.root, `bench/freshness/${name}.ts`),
  }));
  const [readers] = await bundleWorkers(testbed, sources);
  return readers!.file;
}

async function runJob(file: string, job: Job): Promise<JobResult> {
  const child = fork(file, { execArgv: ['--enable-source-maps'], stdio: ['ignore', 2, 2, 'ipc'] });
  await once(child, 'message');
  child.send(job);
  const [{ result, error }] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('void: the readers ended'))),
  ])) as [{ result?: JobResult; error?: string }];
  child.disconnect();
  if (!result) throw new Error(error);
  return result;
}
