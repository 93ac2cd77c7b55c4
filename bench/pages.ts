import { seriesPath, watchPath } from '@/text/paths';
import { alternate } from './alternate';
import { startNextPages } from './baselines/next-pages';
import { servePages } from './baselines/nginx-pages';
import { cpuSeconds } from './cpu';
import { figureOf, notMeasured, type Figure, type Goal } from './figure';
import { startHttpServer, type HttpServer } from './http-server';
import { requestText } from './load/connection';
import type { LoadRequest } from './load/load';
import { startLoadClient, type LoadClient } from './load/load-client';
import { fetchPage, sameInformation, type Page } from './page';
import { publishEverySecond } from './site/publishing';
import { startSite, type Site } from './site/site';
import type { Bench, Testbed } from './testbed';

const RUNS = 5;
const CONNECTIONS = 32;
const DURATION_MS = 2000;
/** Long enough for several publications. */
const PUBLISHING_MS = 4000;
const WATCHED = 12;

/** One kind of page, with the addresses that visitors load in turn. */
interface Kind {
  readonly name: 'home' | 'watch' | 'list' | 'creator' | 'series';
  readonly paths: readonly string[];
}

interface Servers {
  readonly site: Site;
  readonly mvc: HttpServer;
  readonly next: HttpServer;
  readonly nginx: HttpServer | string;
}

/** Requests a second for the public pages of a site, and what they cost the server. */
export const pages: Bench = {
  name: 'pages',
  async run(testbed) {
    const site = await startSite(testbed, 'pages');
    const watched = site.videos.slice(1, 1 + WATCHED).map((video) => watchPath(video));
    const kinds: Kind[] = [
      { name: 'home', paths: ['/'] },
      { name: 'watch', paths: watched },
      { name: 'list', paths: ['/videos'] },
      { name: 'creator', paths: site.handles.map((handle) => `/creators/${handle}`) },
      { name: 'series', paths: site.series.map((series) => seriesPath(series)) },
    ];
    const servers = await startServers(testbed, site, kinds);
    const client = await startLoadClient(testbed);
    const figures: Figure[] = [];
    for (const kind of kinds) figures.push(...(await measure(client, servers, kind)));
    figures.push(await measureSearch(client, servers));
    await site.stop();
    return figures;
  },
};

async function startServers(testbed: Testbed, site: Site, kinds: readonly Kind[]): Promise<Servers> {
  const mvc = await startHttpServer(testbed, 'bench/baselines/mvc/server.ts', { DATABASE_URL: site.databaseUrl });
  const own = new Map<string, Page>();
  for (const path of kinds.flatMap(({ paths }) => paths)) {
    own.set(path, await fetchPage(site, path));
    sameInformation(path, own.get(path)!, await fetchPage(mvc, path));
  }
  const html = kinds.map(({ name, paths }) => [name, own.get(paths[0]!)!.text]);
  const next = await startNextPages(testbed, Object.fromEntries(html));
  const nginx = await servePages(testbed, own);
  for (const { name, paths } of kinds) {
    const sizes = async (who: string, server: HttpServer | Site, path: string) => {
      const { plain, gzip } = await fetchPage(server, path);
      return `${who} ${plain.length} bytes, ${gzip.length} with gzip`;
    };
    const [first] = paths as [string];
    testbed.log(
      `${name}: ${await sizes('ours', site, first)}; ${await sizes('Express', mvc, first)}; ${await sizes('prerendered', next, `/${name}`)}`,
    );
  }
  return { site, mvc, next, nginx };
}

/** The words of titles: each search finds some of the site's videos. */
const WORDS = ['knots', 'git rebase', 'sourdough', 'guitar chords', 'postgres index', 'drawing', 'plants', 'memory'];

/** Searches are rendered for each request, so they are compared to what Next needs for a page without content. */
async function measureSearch(client: LoadClient, { site, next }: Servers): Promise<Figure> {
  const rateOf = (server: HttpServer | Site, paths: readonly string[], contains: string[]) => async () => {
    const { host, port } = server;
    const requests = paths.map((path): LoadRequest => ({
      text: requestText('GET', path, server, { 'Accept-Encoding': 'gzip' }),
      status: 200,
      contains,
    }));
    return (await client.measure({ host, port, connections: CONNECTIONS, durationMs: DURATION_MS, requests })).rate;
  };
  const searches = WORDS.map((q) => `/search?${new URLSearchParams({ q })}`);
  const variants = {
    ours: rateOf(site, searches, ['utorial', '</html>']),
    baseline: rateOf(next, ['/empty'], ['</html>']),
  };
  const rates = await alternate(RUNS, variants, { warmUps: 1 });
  return figureOf('pages', 'search: requests/s with gzip, to an empty dynamic page of Next', rates, null);
}

async function measure(client: LoadClient, servers: Servers, kind: Kind): Promise<Figure[]> {
  const { site, mvc, next, nginx } = servers;
  const cost: Record<string, number[]> = {};
  const names = new Map(site.videos.map((video): [string, string] => [watchPath(video), video.name]));
  for (const series of site.series) names.set(seriesPath(series), series.title);
  /** What a page must show: of a watch page and of a series its own name, else the newest video or any of one's own. */
  const shown = (path: string) => [
    names.get(path) ?? (kind.name === 'creator' ? ', part ' : site.videos[0]!.name),
    '</html>',
  ];

  function variant(
    name: string,
    server: HttpServer | Site,
    headers: readonly Record<string, string>[],
    { paths = kind.paths, contains = shown, durationMs = DURATION_MS } = {},
  ): (run: number) => Promise<number> {
    const requests = headers.flatMap((each) =>
      paths.map((path): LoadRequest => ({
        text: requestText('GET', path, server, each),
        status: 200,
        contains: contains(path),
      })),
    );
    return async (run) => {
      const before = cpuSeconds(server.pid);
      const { host, port } = server;
      const { rate, answered } = await client.measure({ host, port, connections: CONNECTIONS, durationMs, requests });
      if (run >= 0) (cost[name] ??= []).push(((cpuSeconds(server.pid) - before) / answered) * 1000);
      return rate;
    };
  }

  const gzip = { 'Accept-Encoding': 'gzip' };
  const whole = () => ['</html>'];
  const people = site.accounts.map(({ cookie }) => ({ ...gzip, Cookie: cookie }));
  const prerendered = { paths: [`/${kind.name}`], contains: whole };
  const withPublishing = variant('publishing', site, [gzip], { contains: whole, durationMs: PUBLISHING_MS });
  const variants: Record<string, (run: number) => Promise<number>> = {
    ours: variant('ours', site, [gzip]),
    mvc: variant('mvc', mvc, [gzip]),
    prerendered: variant('prerendered', next, [gzip], prerendered),
    ...(typeof nginx === 'string' ? {} : { nginx: variant('nginx', nginx, [gzip]) }),
    plain: variant('plain', site, [{}]),
    plainMvc: variant('plainMvc', mvc, [{}]),
    plainPrerendered: variant('plainPrerendered', next, [{}], prerendered),
    publishing: (run) => publishEverySecond(site, site.videos[0]!, () => withPublishing(run)),
    signedIn: variant('signedIn', site, people, { contains: (path) => [...shown(path), '/studio/upload'] }),
    empty: variant('empty', next, [gzip], { paths: ['/empty'], contains: whole }),
  };
  const rates = await alternate(RUNS, variants, { warmUps: 1 });

  const figures: Figure[] = [];
  function compare(ours: string, baseline: string, text: string, goal: Goal | null): void {
    figures.push(
      figureOf('pages', `${kind.name}: requests/s ${text}`, { ours: rates[ours]!, baseline: rates[baseline]! }, goal),
    );
    if (Number.isNaN(cpuSeconds(site.pid))) return;
    const costs = { ours: cost[ours]!, baseline: cost[baseline]! };
    figures.push(figureOf('pages', `${kind.name}: CPU s of the server for 1,000 requests ${text}`, costs, null));
  }
  compare('ours', 'mvc', 'with gzip, to Express, pg and EJS', { atLeast: 10 });
  compare('plain', 'plainMvc', 'without compression, to Express, pg and EJS', { atLeast: 10 });
  compare('ours', 'prerendered', 'with gzip, to a prerendered page of Next', { atLeast: 10 });
  compare('plain', 'plainPrerendered', 'without compression, to a prerendered page of Next', { atLeast: 10 });
  const toNginx = 'with gzip, to nginx with the same bytes';
  if (typeof nginx === 'string')
    figures.push(notMeasured('pages', `${kind.name}: requests/s ${toNginx}`, nginx, { atLeast: 0.3 }));
  else compare('ours', 'nginx', toNginx, { atLeast: 0.3 });
  compare('publishing', 'ours', 'while a creator publishes every second, to nothing published', { atLeast: 0.8 });
  compare('signedIn', 'empty', 'of signed-in people, to an empty dynamic page of Next', { atLeast: 0.9 });
  return figures;
}
