import { createPool } from '@message-db/client';
import { schemaOf } from '@message-db/runtime';
import { PAGE_SIZE } from '@/app/(site)/videos/page-size';
import { homePage } from '@/workers/aggregators/home-page/aggregator';
import { alternate } from './alternate';
import { figureOf, type Figure } from './figure';
import { Connection, requestText } from './load/connection';
import { startLoadClient, type LoadClient } from './load/load-client';
import { startSite, type Site } from './site/site';
import type { Bench, Testbed } from './testbed';

const RUNS = 5;
/** Long enough for some hundred answers, so that the p99 is not the slowest one. */
const DURATION_MS = 5_000;
const PAGES = 1_000;
/** The last page is a whole one, and another one follows it. */
const VIDEOS = (PAGES + 1) * PAGE_SIZE;
/** Of a session that is over: the page is rendered for this request, and neither kept nor taken from those that are. */
const RENDERED = { Cookie: 'next-auth.session-token=over', 'Accept-Encoding': 'gzip' };

const LISTS = {
  'newest first': '/videos',
  'most viewed of all time': '/videos?sort=views',
  'most viewed this year': '/videos?sort=views&period=year',
  'of one category': '/categories/cooking',
  'with one tag': '/tags/knots',
} as const;

/** The thousandth page of a list, to its first one: how long the whole page takes. */
export const browse: Bench = {
  name: 'browse',
  async run(testbed) {
    const site = await startSite(testbed, 'browse');
    await addVideos(site);
    testbed.log(`${VIDEOS.toLocaleString('en')} public videos`);
    const client = await startLoadClient(testbed);
    const figures: Figure[] = [];
    for (const [name, path] of Object.entries(LISTS)) {
      const last = await walk(testbed, site, path);
      figures.push(await measure(client, site, name, path, last));
    }
    await site.stop();
    return figures;
  },
};

async function measure(client: LoadClient, site: Site, name: string, first: string, last: string): Promise<Figure> {
  const { host, port } = site;
  const load = (path: string) => async () => {
    const request = { text: requestText('GET', path, site, RENDERED), status: 200, contains: ['Lesson ', '</html>'] };
    return (await client.measure({ host, port, connections: 1, durationMs: DURATION_MS, requests: [request] })).whole
      .p99;
  };
  const { ours, baseline } = await alternate(RUNS, { ours: load(last), baseline: load(first) }, { warmUps: 1 });
  const text = `page ${PAGES.toLocaleString('en')} of the videos ${name}: ms (p99), rendered, to the first page`;
  return figureOf('browse', text, { ours: ours!, baseline: baseline! }, { atMost: 1.2 });
}

/**
 * Follows the links to the next page, and checks that each page has other videos.
 * @returns the address of the thousandth page. @throws {Error} if a link or a video is missing.
 */
async function walk(testbed: Testbed, site: Site, first: string): Promise<string> {
  const connection = new Connection(site);
  const seen = new Set<string>();
  let path = first;
  try {
    for (let page = 1; ; page += 1) {
      const { status, body } = await connection.exchange(Buffer.from(requestText('GET', path, site, {})));
      const html = body.toString();
      for (const [, videoId] of html.matchAll(/href="\/watch\/([0-9a-f-]{36})/g)) seen.add(videoId!);
      if (status !== 200 || seen.size !== page * PAGE_SIZE)
        throw new Error(`void: ${path} answers ${status}, and ${page} pages have ${seen.size} videos`);
      if (page === PAGES) break;
      const next = /<a [^>]*rel="next"[^>]*>/.exec(html)?.[0];
      path = (/href="([^"]+)"/.exec(next ?? '')?.[1] ?? '').replaceAll('&amp;', '&');
    }
  } finally {
    connection.close();
  }
  testbed.log(`${first}: ${seen.size.toLocaleString('en')} videos on ${PAGES.toLocaleString('en')} pages`);
  return path;
}

/** Adds the rows that public videos with views, a category and a tag have in the view, and waits for nothing else. */
async function addVideos({ databaseUrl, accounts }: Site): Promise<void> {
  const pool = createPool({ connectionString: databaseUrl, max: 1 });
  const schema = schemaOf(homePage);
  try {
    const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int FROM ${schema}.home_page_videos`);
    await pool.query(
      `INSERT INTO ${schema}.home_page_videos
         (video_id, owner_id, name, upload_id, duration_seconds, is_playable, is_listed, published_at, category, tags, views)
       SELECT gen_random_uuid(), ($2::uuid[])[1 + n % cardinality($2)], 'Lesson ' || n, 'file', 60 + n % 600, true, true,
         now() - n * interval '1 minute', 'cooking', '{knots}', n % 1000 FROM generate_series(1, $1) AS n`,
      [VIDEOS - rows[0]!.count, accounts.map(({ userId }) => userId)],
    );
    await pool.query(`
      UPDATE ${schema}.home_page_videos SET category = 'cooking', name = 'Lesson ' || name WHERE category IS DISTINCT FROM 'cooking';
      INSERT INTO ${schema}.home_page_tags (tag_key, video_id, tag, is_findable, published_at, views)
        SELECT 'knots', video_id, 'knots', true, published_at, views FROM ${schema}.home_page_videos
        ON CONFLICT DO NOTHING;
      INSERT INTO ${schema}.home_page_views_by_period (period, starts_on, video_id, views)
        SELECT 'year', date_trunc('year', now() AT TIME ZONE 'UTC'), video_id, views FROM ${schema}.home_page_videos
        ON CONFLICT DO NOTHING`);
    await pool.query('VACUUM ANALYZE');
  } finally {
    await pool.end();
  }
}
