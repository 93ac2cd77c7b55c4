import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parseAtomFeed } from 'feedsmith';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  ada,
  bread,
  camping,
  knots,
  ropes,
  sails,
  startTestApplication,
  type TestApplication,
} from '@/app/_lib/testing/test-application';
import type { Served } from '@/app/_server/testing/serve-site';
import { feedFaults, siteMapFaults } from './testing/schema-faults';

/** Tests what other programs are told: by requests to the server, with the validators of others. */
const SITE = 'http://localhost:3000';
const tents = '10000000-0000-4000-8000-00000000000a';
let application: TestApplication;
let site: Served;
let superuser: Client;
let videos: string;
beforeAll(async () => {
  application = await startTestApplication();
  site = await (await import('@/app/_server/testing/serve-site')).serveSite();
  superuser = new Client(process.env.DATABASE_URL);
  await superuser.connect();
  videos = await tableNamed('videos');
  await superuser.query(
    `INSERT INTO ${await tableNamed('channels_handles')} (handle_id, user_id, handle, claimed_at) VALUES (gen_random_uuid(), $1, 'ada', 1)`,
    [ada],
  );
});
afterAll(async () => {
  await site.close();
  await superuser.end();
  await application.stop();
});
afterEach(async () => {
  await superuser.query(`UPDATE ${videos} SET is_unlisted = false`);
  await superuser.query(`UPDATE ${videos} SET name = 'tents' WHERE video_id = $1`, [tents]);
});

async function tableNamed(name: string): Promise<string> {
  const { rows } = await superuser.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE tablename = $1`,
    [name],
  );
  return rows[0]!.name;
}

async function read(path: string, contentType: RegExp): Promise<string> {
  const answer = await site.fetch(path);
  expect(answer.status, path).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(contentType);
  return answer.text();
}

/** Reads XML, which must be well-formed. */
async function readXml(path: string): Promise<string> {
  const text = await read(path, /xml/);
  expect(XMLValidator.validate(text), text).toBe(true);
  return text;
}

const hide = (videoId: string) =>
  superuser.query(`UPDATE ${videos} SET is_unlisted = true WHERE video_id = $1`, [videoId]);
const FIRST = '00000000-0000-4000-8000-000000000000';
/** Every video that not everybody can find. */
const HIDDEN = [bread, sails];

test('robots.txt names the site map, and what is not for search engines', async () => {
  const text = await read('/robots.txt', /^text\/plain/);
  expect(text).toMatch(
    /^User-agent: \*\n(?:(?:Allow|Disallow): \/\S+\n)+\nSitemap: http:\/\/localhost:3000\/sitemap\.xml\n$/,
  );
  expect(text).toContain('Disallow: /studio\n');
});

test('security.txt says whom to write to, if the operator has said it', async () => {
  const { environment } = await import('@/app/_lib/environment');
  const path = '/.well-known/security.txt';
  expect((await site.fetch(path)).status).toBe(404);
  Object.assign(environment, { SECURITY_CONTACT: 'mailto:security@example.com' });
  const text = await read(path, /^text\/plain/);
  expect(text).toMatch(/^Contact: mailto:security@example\.com\nExpires: \d{4}-\d\d-\d\dT00:00:00\.000Z\n/);
  expect(Date.parse(/Expires: (.*)/.exec(text)![1]!)).toBeGreaterThan(Date.now());
  Object.assign(environment, { SECURITY_CONTACT: undefined });
});

test.each(['/feed.xml', `/series/${ropes}/feed.xml`])('%s is an Atom feed of public videos', async (path) => {
  const text = await readXml(path);
  expect(await feedFaults(text), text).toEqual([]);
  const feed = parseAtomFeed(text);
  expect(feed.id).toBe(SITE + path);
  expect(Date.parse(feed.updated!)).toBeGreaterThan(0);
  expect(feed.links).toContainEqual({ rel: 'self', href: SITE + path, type: 'application/atom+xml' });
  expect(feed.entries).toContainEqual(
    expect.objectContaining({
      id: `urn:uuid:${knots}`,
      title: { value: 'Ten knots' },
      links: [{ rel: 'alternate', href: `${SITE}/watch/${knots}/ten-knots#feed`, type: 'text/html' }],
      authors: [expect.objectContaining({ name: 'Ada' })],
      summary: { value: 'From bowline to sheet bend.' },
    }),
  );
  for (const { id, published, updated } of feed.entries!) {
    expect(id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    for (const time of [published, updated]) expect(new Date(time!).toISOString()).toBe(time);
  }
  expect(text).toContain(`<media:player url="${SITE}/embed/${knots}"/>`);
  for (const hidden of HIDDEN) expect(text).not.toContain(hidden);
});

test.each([
  ['the site', '/feed.xml', knots],
  ['a creator', '/creators/ada/feed.xml', knots],
  ['a series', `/series/${ropes}/feed.xml`, knots],
  ['the site map', `/sitemap.xml?videos=${knots}`, knots],
  ['the index of the site map', '/sitemap.xml', knots],
])('an unlisted video is not in what is read of %s', async (_, path, video) => {
  expect(await readXml(path)).toContain(video);
  await hide(video);
  // The part of the site map that began with it may be gone.
  expect(await readXml(path.includes('?') ? `/sitemap.xml?videos=${FIRST}` : path)).not.toContain(video);
});

test('an unlisted video can be embedded by its address', async () => {
  await hide(tents);
  const answer = await site.fetch(`/oembed?url=${SITE}/watch/${tents}`);
  expect(await answer.json()).toMatchObject({ title: 'tents' });
});

test('words of people are text in XML, whatever they are', async () => {
  const name = '<b>&amp; "\u0001\u{1F9F5} ]]>';
  await superuser.query(`UPDATE ${videos} SET name = $1 WHERE video_id = $2`, [name, tents]);
  const text = await readXml('/feed.xml');
  expect(await feedFaults(text), text).toEqual([]);
  const { entries } = parseAtomFeed(text);
  expect(entries!.map(({ title }) => title?.value)).toContain('<b>&amp; "\u{1F9F5} ]]>');
});

test.each([
  '/creators/nobody-here/feed.xml',
  '/creators/Not%20a%20handle/feed.xml',
  `/series/${camping}/feed.xml`,
  '/series/nonsense/feed.xml',
  '/sitemap.xml?videos=nonsense',
])('%s is 404', async (path) => expect((await site.fetch(path)).status).toBe(404));

test('the site map names the videos, series and creators that everybody can find, once each', async () => {
  const parser = new XMLParser({ isArray: (name) => ['sitemap', 'url'].includes(name) });
  const indexText = await readXml('/sitemap.xml');
  expect(await siteMapFaults(indexText), indexText).toEqual([]);
  const index = parser.parse(indexText) as { sitemapindex: { sitemap: { loc: string }[] } };
  const parts = index.sitemapindex.sitemap.map(({ loc }) => loc);
  const found: string[] = [];
  let withVideos = 0;
  for (const part of parts) {
    expect(part).toMatch(/^http:\/\/localhost:3000\/sitemap\.xml\?/);
    const text = await readXml(part.slice(SITE.length));
    expect(await siteMapFaults(text), text).toEqual([]);
    const { urlset } = parser.parse(text) as {
      urlset: { url: { loc: string; 'video:video'?: Record<string, unknown> }[] };
    };
    found.push(...urlset.url.map(({ loc }) => loc));
    withVideos += urlset.url.filter((url) => url['video:video']).length;
  }
  expect(withVideos, 'those that have a picture').toBe(1);
  expect(found.toSorted()).toEqual(
    [
      ...['/', '/videos', '/categories', '/tags', '/series', '/creators'].map((path) => SITE + path),
      `${SITE}/watch/${knots}/ten-knots`,
      `${SITE}/watch/${tents}/tents`,
      `${SITE}/series/${ropes}/ropes-lines`,
      `${SITE}/creators/ada`,
    ].toSorted(),
  );
});

test.each([
  ['without an id', /<id>urn:[^<]*<\/id>/],
  ['whose author has no name', /<name>[^<]*<\/name>/],
  ['that was published at no time', /2026(?=[^<]*<\/published>)/],
])('an entry %s would be noticed', async (_, part) => {
  const text = await readXml('/feed.xml');
  expect(text).toMatch(part);
  expect(await feedFaults(text.replace(part, ''))).not.toEqual([]);
});

test.each([
  ['long', 'Knots '.repeat(20).trim()],
  ['of characters of several letters', '👨‍👩‍👧‍👦'.repeat(40)],
  ['of letters that addresses have no place for', '結び方とロープ'.repeat(8)],
  ['of signs', '<&>"\''.repeat(6)],
])('a name that is %s keeps the site map within its schema', async (_, name) => {
  const words = 'name = $1, description = $2 WHERE video_id = $3';
  await superuser.query(`UPDATE ${videos} SET ${words}`, [name, `${name} `.repeat(40), knots]);
  const text = await readXml(`/sitemap.xml?videos=${knots}`);
  await superuser.query(`UPDATE ${videos} SET ${words}`, ['Ten knots', 'From bowline to sheet bend.', knots]);
  expect(text).toContain('<video:title>');
  expect(await siteMapFaults(text), text).toEqual([]);
});

test('a client that has a feed is told that it is the same', async () => {
  const { headers } = await site.fetch('/feed.xml');
  const again = await site.fetch('/feed.xml', { headers: { 'If-None-Match': headers.get('etag')! } });
  expect(again.status).toBe(304);
});

const WATCH = encodeURIComponent(`${SITE}/watch/${knots}/ten-knots?t=5`);
test('oEmbed says how a video is embedded, in the size that fits', async () => {
  const answer = await site.fetch(`/oembed?url=${WATCH}&format=json&maxwidth=400&maxheight=100`);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  const embedded = (await answer.json()) as Record<string, unknown>;
  expect(embedded).toMatchObject({
    ...{ type: 'video', version: '1.0', title: 'Ten knots', author_name: 'Ada', provider_url: `${SITE}/` },
    ...{ width: 178, height: 100 },
    html: expect.stringContaining(
      `<iframe src="${SITE}/embed/${knots}?t=5" title="Ten knots" width="178" height="100"`,
    ),
  });
  expect(await (await site.fetch(`/oembed?url=${WATCH}`)).json()).toMatchObject({ width: 640, height: 360 });
  const pastTheEnd = await site.fetch(`/oembed?url=${SITE}/watch/${knots}?t=9999`);
  expect(((await pastTheEnd.json()) as { html: string }).html).toContain(`src="${SITE}/embed/${knots}" `);
});

test.each([
  ['no address', '', 400],
  ['what is no address', 'url=x', 400],
  ['another site', `url=https://elsewhere.example/watch/${knots}`, 404],
  ['another page', `url=${SITE}/`, 404],
  ['a private video', `url=${SITE}/watch/${bread}`, 404],
  ['an unknown video', `url=${SITE}/watch/10000000-0000-4000-8000-0000000000ff`, 404],
  ['XML', `url=${WATCH}&format=xml`, 501],
])('oEmbed refuses %s', async (_, query, status) => {
  expect((await site.fetch(`/oembed?${query}`)).status).toBe(status);
});
