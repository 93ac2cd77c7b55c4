import { alternate } from './alternate';
import { figureOf, type Figure } from './figure';
import { requestText } from './load/connection';
import { startLoadClient, type LoadClient } from './load/load-client';
import { startSite, type Site } from './site/site';
import { fillAnalytics } from './subject/fill-analytics';
import type { Bench } from './testbed';

const RUNS = 5;
/** Long enough for some hundred answers, so that the p99 is not the slowest one. */
const DURATION_MS = 10_000;
const FEW = 10_000;

/** What is asked of a year, and how much longer it may take with many events than with few. */
const QUESTIONS = [
  ['a year', '?range=365', 1.5],
  ['a year of one device', '?range=365&device=phone', 3],
  ['a year of a device, a source and a country', '?range=365&device=phone&source=search&country=DE', 5],
] as const;

/** The pages of analytics on a site with many events of viewings, to those on one with few. */
export const dashboard: Bench = {
  name: 'dashboard',
  async run(testbed) {
    const many = testbed.events;
    const sites: Site[] = [];
    for (const [name, events] of [
      ['dashboard-few', FEW],
      ['dashboard-many', many],
    ] as const) {
      const site = await startSite(testbed, name);
      await fillAnalytics(site.databaseUrl, site.videos, events, testbed.log);
      testbed.log(`${events.toLocaleString('en')} events of viewings`);
      sites.push(site);
    }
    const [small, large] = sites as [Site, Site];
    const client = await startLoadClient(testbed);
    const figures: Figure[] = [];
    for (const [what, query, atMost] of QUESTIONS) {
      for (const [subject, pathOf] of [
        ['a video', ({ videos }: Site) => `/studio/videos/${videos[0]!.videoId}/analytics${query}`],
        ['a channel', () => `/studio/analytics${query}`],
      ] as const) {
        const load = (site: Site) => () => p99Of(client, site, pathOf(site));
        const measured = await alternate(RUNS, { few: load(small), many: load(large) }, { warmUps: 1 });
        figures.push(
          figureOf(
            'dashboard',
            `page of analytics of ${subject}, ${what}, at ${many.toLocaleString('en')} events: ms (p99), to ${FEW.toLocaleString('en')}`,
            { ours: measured.many, baseline: measured.few },
            { atMost },
          ),
        );
      }
    }
    await small.stop();
    await large.stop();
    return figures;
  },
};

/** Loads the page of the creator of the video that is viewed most, again and again. */
async function p99Of(client: LoadClient, site: Site, path: string): Promise<number> {
  const { host, port, videos, accounts } = site;
  const { cookie } = accounts.find(({ userId }) => userId === videos[0]!.ownerId)!;
  const text = requestText('GET', path, site, { Cookie: cookie, 'Accept-Encoding': 'gzip' });
  const request = { text, status: 200, contains: ['Watch time', '</html>'] };
  const measured = await client.measure({ host, port, connections: 1, durationMs: DURATION_MS, requests: [request] });
  return measured.whole.p99;
}
