import { randomFrom } from '@/bin/demo/random';
import { alternate } from './alternate';
import { figureOf, type Figure } from './figure';
import { requestText } from './load/connection';
import { startLoadClient, type LoadClient } from './load/load-client';
import { startSite, type Site } from './site/site';
import { percentile } from './statistics';
import { fillSearch, publishWhile } from './subject/fill-search';
import { wordOf } from './subject/made-up-words';
import type { Bench } from './testbed';

const RUNS = 5;
/** Long enough for some hundred answers, so that the p99 is not the slowest one. */
const DURATION_MS = 10_000;
const FEW = 1_000;
const QUERIES = 200;
const PUBLISHED_A_SECOND = 100;
const LIMIT_MS = 50;
const LAG_LIMIT_MS = 2_000;

/** The page of a search on a site with many videos, to that on one with few. */
export const search: Bench = {
  name: 'search',
  async run(testbed) {
    const many = testbed.videos;
    const sites: Site[] = [];
    for (const [name, videos] of [
      ['search-few', FEW],
      ['search-many', many],
    ] as const) {
      const site = await startSite(testbed, name);
      const owners = site.accounts.map(({ userId }) => userId);
      await fillSearch(site.databaseUrl, owners, videos, testbed.log);
      testbed.log(`${videos.toLocaleString('en')} videos with transcripts`);
      sites.push(site);
    }
    const [small, large] = sites as [Site, Site];
    const client = await startLoadClient(testbed);
    const load = (site: Site) => async () => (await measure(client, site)).p99;
    const measured = await alternate(RUNS, { small: load(small), large: load(large) }, { warmUps: 1 });

    const owner = large.accounts[0]!.userId;
    let from = many;
    const busy: number[] = [];
    const lags: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const { result, lags: own } = await publishWhile(
        large.databaseUrl,
        owner,
        { from, perSecond: PUBLISHED_A_SECOND },
        () => measure(client, large),
      );
      from += 100_000;
      busy.push(result.p99);
      lags.push(percentile(own, 99));
    }
    await small.stop();
    await large.stop();
    const of = `${many.toLocaleString('en')} videos with transcripts`;
    const figure = (text: string, ours: number[], baseline: number[], atMost: number): Figure =>
      figureOf('search', text, { ours, baseline }, { atMost });
    const limit = (ms: number) => measured.large.map(() => ms);
    return [
      figure(`page of a search of ${of}: ms (p99), to ${FEW.toLocaleString('en')}`, measured.large, measured.small, 3),
      figure(`the same, to ${LIMIT_MS} ms`, measured.large, limit(LIMIT_MS), 1),
      figureOf(
        'search',
        `the same while ${PUBLISHED_A_SECOND} videos a second are published, to that at rest`,
        { ours: busy, baseline: measured.large },
        null,
      ),
      figure(
        `ms until a published video is found (p99), at ${PUBLISHED_A_SECOND} a second, to ${LAG_LIMIT_MS} ms`,
        lags,
        limit(LAG_LIMIT_MS),
        1,
      ),
    ];
  },
};

/** Loads the pages of all queries in turn, one after another. */
async function measure(client: LoadClient, site: Site): Promise<{ p50: number; p99: number }> {
  const requests = queries().map((q) => ({
    text: requestText('GET', `/search?q=${encodeURIComponent(q)}`, site, { 'Accept-Encoding': 'gzip' }),
    status: 200,
    contains: ['utorial', '</html>'],
  }));
  const { host, port } = site;
  return (await client.measure({ host, port, connections: 1, durationMs: DURATION_MS, requests })).whole;
}

/** Queries of one to three words: frequent, middling and rare ones, and some that are misspelt. The same for each site. */
function queries(): string[] {
  const random = randomFrom(1);
  const between = (from: number, to: number) => wordOf(Math.floor(from + random() * (to - from)));
  const misspelt = (word: string) => word.slice(0, 2) + word.slice(3);
  const kinds = [
    () => between(0, 20),
    () => `${between(0, 20)} ${between(0, 100)}`,
    () => between(200, 2_000),
    () => `${between(20, 200)} ${between(200, 2_000)} ${between(0, 20)}`,
    () => between(20_000, 40_000),
    () => misspelt(between(500, 5_000)),
  ];
  return Array.from({ length: QUERIES }, (_, n) => kinds[n % kinds.length]!());
}
