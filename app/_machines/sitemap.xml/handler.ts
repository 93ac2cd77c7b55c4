import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Handler } from '@/app/_lib/http/handler';
import { parseMarkdown, plainText } from '@/text/markdown';
import { creatorPath, embedPath, seriesPath, watchPath } from '@/text/paths';
import { tidyName } from '@/text/tidy';
import { wholeSeconds } from '@/text/times';
import { findableFrom, type FindableVideo } from '../_queries/findable-videos';
import { firstVideos, findableHandles, findableSeries } from '../_queries/site-map-rows';
import { absolute, absolutePoster } from '@/app/_lib/media/addresses';
import { sendRefusal, sendText } from '../send-text';
import { element, xmlDocument, xmlFrame, type Xml } from '../xml';

/** The videos of a part. A part may have 50,000 addresses and 50 MB, and a video takes at most 4 kB. */
const PART = 10_000;
/** The series, and the creators, in the other part. */
const OTHERS_MAX = 20_000;
/** The videos that are read at once. */
const BATCH = 500;
const XML = 'application/xml; charset=utf-8';
const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const VIDEO = 'http://www.google.com/schemas/sitemap-video/1.1';
/** Longer ones are not allowed. Texts in code points, which schemas count; the length of a video in seconds. */
const [TITLE_MAX, DESCRIPTION_MAX, UPLOADER_MAX, TAGS_MAX, DURATION_MAX] = [100, 2_048, 255, 32, 28_800];

/**
 * The site map: an index of its parts. `?part=pages` has the home page, series and creators, and `?videos=<id>` the videos
 * from this id on.
 */
export const siteMap: Handler = async (request, response) => {
  const query = new URL(request.url!, 'http://site').searchParams;
  if (query.get('part') === 'pages') return sendText(request, response, XML, await pagesPart());
  if (!query.has('videos')) return sendText(request, response, XML, await index());
  const { data: from } = z.uuid().toLowerCase().safeParse(query.get('videos'));
  if (from === undefined) return sendRefusal(response, 404, 'There is no such part of the site map.');
  response.writeHead(200, { 'Content-Type': XML, 'Cache-Control': 'public, max-age=300' });
  if (request.method === 'HEAD') return void response.end();
  await writeVideos(response, from);
};

async function index(): Promise<string> {
  const parts = ['?part=pages', ...(await firstVideos(PART)).map((videoId) => `?videos=${videoId}`)];
  const all = parts.map((part) => element('sitemap', [element('loc', absolute(`/sitemap.xml${part}`))]));
  return xmlDocument(element('sitemapindex', all, { xmlns: SITEMAP }));
}

async function pagesPart(): Promise<string> {
  const [series, handles] = await Promise.all([findableSeries(OTHERS_MAX), findableHandles(OTHERS_MAX)]);
  const paths = [
    '/',
    '/videos',
    '/categories',
    '/tags',
    '/series',
    '/creators',
    ...series.map(seriesPath),
    ...handles.map(({ handle }) => creatorPath(handle)),
  ];
  return xmlDocument(
    element(
      'urlset',
      paths.map((path) => element('url', [element('loc', absolute(path))])),
      { xmlns: SITEMAP },
    ),
  );
}

/** Writes the part that begins with a video, as fast as the client takes it. */
async function writeVideos(response: ServerResponse, from: string): Promise<void> {
  const { begin, end } = xmlFrame('urlset', { xmlns: SITEMAP, 'xmlns:video': VIDEO });
  response.write(begin);
  let next = { id: from, isBehind: false };
  for (let written = 0; written < PART && !response.destroyed;) {
    const videos = await findableFrom(next, Math.min(BATCH, PART - written));
    const text = videos.map((video) => `${urlOf(video).xml}\n`).join('');
    if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    written += videos.length;
    if (videos.length < BATCH) break;
    next = { id: videos.at(-1)!.videoId, isBehind: true };
  }
  response.end(end);
}

function urlOf(video: FindableVideo): Xml {
  return element('url', [element('loc', absolute(watchPath(video))), videoOf(video)]);
}

/** Returns what the video extension says. It needs a picture. */
function videoOf(video: FindableVideo): Xml | null {
  const { videoId, name, description, durationSeconds, views, publishedAt, tags, creatorName, creatorHandle } = video;
  const poster = absolutePoster(video);
  if (poster === null) return null;
  const words = cut(tidyName(plainText(parseMarkdown(description))), DESCRIPTION_MAX);
  const seconds = Math.max(1, wholeSeconds(durationSeconds ?? 0));
  return element('video:video', [
    element('video:thumbnail_loc', poster),
    element('video:title', cut(name, TITLE_MAX)),
    element('video:description', words || `A tutorial by ${creatorName}.`),
    element('video:player_loc', absolute(embedPath(videoId))),
    durationSeconds === null || seconds > DURATION_MAX ? null : element('video:duration', seconds),
    element('video:view_count', views),
    element('video:publication_date', publishedAt.toISOString()),
    ...tags.slice(0, TAGS_MAX).map((tag) => element('video:tag', tag)),
    element('video:uploader', cut(creatorName, UPLOADER_MAX), {
      info: creatorHandle === null ? null : absolute(creatorPath(creatorHandle)),
    }),
  ]);
}

function cut(text: string, max: number): string {
  const points = [...text];
  return points.length <= max ? text : points.slice(0, max).join('').trimEnd();
}
