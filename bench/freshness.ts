import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { figureOf, type Figure } from './figure';
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
/** A store without a fence is tried with fewer changes: they show that old pages would be seen. */
const UNFENCED_CHANGES = 5_000;
/** More than the commands of a run. Numbers grow from run to run. */
const NUMBERS_A_RUN = 10_000_000;

/** How soon pages show changes, and whether a response is ever older than an announcement. */
export const freshness: Bench = {
  name: 'freshness',
  async run(testbed) {
    const site = await startSite(testbed, 'freshness');
    const figures = await timeToPage(testbed, site);

    // By a command, so that its view has it as the newest in all lists.
    await publishEverySecond(site, site.videos.at(-1)!, async () => {});
    const reader = await bundleReader(testbed);
    const job = jobOf(site, testbed.changes);
    figures.push(report(testbed, await runJob(reader, job), 'of the site', { atMost: 0 }));
    const env = { DATABASE_URL: site.databaseUrl, SITE_URL: site.url };
    const unfenced = await startHttpServer(testbed, 'bench/baselines/unfenced.ts', env);
    const few = { ...job, after: NUMBERS_A_RUN, changes: Math.min(UNFENCED_CHANGES, job.changes) };
    const { host, port } = unfenced;
    const seen = await runJob(reader, { ...few, site: { host, port } });
    figures.push(report(testbed, seen, 'of a store that hears announcements and has no fence', null));
    await site.stop();
    return figures;
  },
};

function jobOf({ host, port, databaseUrl, videos, accounts }: Site, changes: number): Job {
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
    after: 0,
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

function report(testbed: Testbed, result: JobResult, whose: string, goal: { atMost: number } | null): Figure {
  const { responses, old, examples, changes, commands, inFront, elapsedMs } = result;
  const rate = Math.round(changes / (elapsedMs / 1000));
  testbed.log(
    `${changes} changes (${rate} a second), ${commands} renamings by commands, ${inFront} listeners in front; ${old} of ${responses} responses old`,
  );
  for (const example of examples) testbed.log(`old: ${example}`);
  const text = `responses ${whose} older than an announcement that was heard when they were asked for, of all, in ${changes} changes`;
  return figureOf('freshness', text, { ours: [old], baseline: [responses] }, goal);
}
