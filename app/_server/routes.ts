import type { Handler } from '@/app/_lib/http/handler';
import { queryExport } from '@/app/api/admin/query/handler';
import { captionsFile } from '@/app/api/captions/[videoId]/[trackId]/[...file]/handler';
import { channelImage } from '@/app/api/channels/[userId]/[imageId]/[file]/handler';
import { channelImages } from '@/app/api/channels/images/handler';
import { dataExport } from '@/app/api/exports/[exportId]/handler';
import { commandsHealth } from '@/app/api/health/commands/handler';
import { health } from '@/app/api/health/handler';
import { liveHealth } from '@/app/api/health/live/handler';
import { pagesHealth } from '@/app/api/health/pages/handler';
import { live } from '@/app/api/live/handler';
import { media } from '@/app/api/media/[videoId]/[mediaId]/[...file]/handler';
import { original } from '@/app/api/originals/[videoId]/handler';
import { page } from '@/app/api/page/handler';
import { posters } from '@/app/api/posters/[videoId]/handler';
import { searchGap } from '@/app/api/search/gaps/handler';
import { suggestions } from '@/app/api/search/suggestions/handler';
import { transcriptSearch } from '@/app/api/search/transcripts/handler';
import { videoCards } from '@/app/api/videos/handler';
import { analyticsExport } from '@/app/api/studio/analytics/handler';
import { studioVideos } from '@/app/api/studio/videos/handler';
import { telemetry } from '@/app/api/telemetry/handler';
import { unsubscribe } from '@/app/api/unsubscribe/handler';
import { completion } from '@/app/api/uploads/[upload]/completion/handler';
import { upload } from '@/app/api/uploads/[upload]/handler';
import { uploads } from '@/app/api/uploads/handler';
import { viewings } from '@/app/api/viewings/handler';
import { viewingToken } from '@/app/api/viewings/token/handler';
import { creatorsFeed } from '@/app/_machines/creators/[handle]/feed.xml/handler';
import { siteFeed } from '@/app/_machines/feed.xml/handler';
import { oembed } from '@/app/_machines/oembed/handler';
import { proofOfWork } from '@/app/api/proof-of-work/handler';
import { securityText } from '@/app/_machines/.well-known/security.txt/handler';
import { robots } from '@/app/_machines/robots.txt/handler';
import { seriesFeed } from '@/app/_machines/series/[seriesId]/feed.xml/handler';
import { siteMap } from '@/app/_machines/sitemap.xml/handler';
import type { Reply } from './reply';

const KB = 1024;
const GET = ['GET', 'HEAD'];

/** What one kind of address accepts, and who answers it. */
export interface Route {
  /** As the folder of its file in `app`: `[name]` is one part of the path, `[...name]` all the rest. */
  path: string;
  methods: readonly string[];
  /** The largest body, in bytes. Infinity if the handler reads it as a stream and limits it itself. */
  maxBytes: number;
  /** Next if there is none. */
  handler?: Handler;
  /** True if nobody looks for its requests in traces, because they are too many. */
  isUntraced?: boolean;
}

/** Every address under /api. A test compares it with the handlers and Next's routes. */
export const API_ROUTES: readonly Route[] = [
  { path: '/api/viewings', methods: ['POST'], maxBytes: 16 * KB, handler: viewings },
  { path: '/api/viewings/token', methods: ['POST'], maxBytes: 4 * KB, handler: viewingToken },
  { path: '/api/media/[videoId]/[mediaId]/[...file]', methods: GET, maxBytes: 0, handler: media },
  { path: '/api/captions/[videoId]/[trackId]/[...file]', methods: GET, maxBytes: 0, handler: captionsFile },
  { path: '/api/originals/[videoId]', methods: GET, maxBytes: 0, handler: original },
  { path: '/api/exports/[exportId]', methods: GET, maxBytes: 0, handler: dataExport },
  { path: '/api/channels/images', methods: ['POST'], maxBytes: Infinity, handler: channelImages },
  { path: '/api/channels/[userId]/[imageId]/[file]', methods: GET, maxBytes: 0, handler: channelImage },
  { path: '/api/posters/[videoId]', methods: ['POST'], maxBytes: Infinity, handler: posters },
  { path: '/api/live', methods: GET, maxBytes: 0, handler: live, isUntraced: true },
  { path: '/api/page', methods: GET, maxBytes: 0, handler: page },
  { path: '/api/proof-of-work', methods: GET, maxBytes: 0, handler: proofOfWork, isUntraced: true },
  { path: '/api/search/suggestions', methods: GET, maxBytes: 0, handler: suggestions, isUntraced: true },
  { path: '/api/search/gaps', methods: ['POST'], maxBytes: 4 * KB, handler: searchGap },
  { path: '/api/search/transcripts', methods: ['POST'], maxBytes: 4 * KB, handler: transcriptSearch },
  { path: '/api/videos', methods: GET, maxBytes: 0, handler: videoCards },
  { path: '/api/studio/videos', methods: GET, maxBytes: 0, handler: studioVideos },
  { path: '/api/studio/analytics', methods: GET, maxBytes: 0, handler: analyticsExport },
  { path: '/api/admin/query', methods: GET, maxBytes: 0, handler: queryExport },
  { path: '/api/unsubscribe', methods: ['GET', 'HEAD', 'POST'], maxBytes: 4 * KB, handler: unsubscribe },
  { path: '/api/uploads', methods: ['GET', 'POST', 'OPTIONS'], maxBytes: Infinity, handler: uploads },
  { path: '/api/uploads/[upload]', methods: ['HEAD', 'PATCH', 'DELETE'], maxBytes: Infinity, handler: upload },
  { path: '/api/uploads/[upload]/completion', methods: ['POST'], maxBytes: 64 * KB, handler: completion },
  { path: '/api/health', methods: GET, maxBytes: 0, handler: health, isUntraced: true },
  { path: '/api/health/live', methods: GET, maxBytes: 0, handler: liveHealth, isUntraced: true },
  { path: '/api/health/pages', methods: GET, maxBytes: 0, handler: pagesHealth, isUntraced: true },
  { path: '/api/health/commands', methods: GET, maxBytes: 0, handler: commandsHealth, isUntraced: true },
  { path: '/api/telemetry', methods: ['POST'], maxBytes: 128 * KB, handler: telemetry, isUntraced: true },
  { path: '/api/auth/[...nextauth]', methods: ['GET', 'HEAD', 'POST'], maxBytes: 64 * KB },
];

/** The addresses that other programs read, such as search engines and feed readers. In the folder `app/_machines`. */
export const MACHINE_ROUTES: readonly Route[] = [
  { path: '/.well-known/security.txt', methods: GET, maxBytes: 0, handler: securityText },
  { path: '/robots.txt', methods: GET, maxBytes: 0, handler: robots },
  { path: '/sitemap.xml', methods: GET, maxBytes: 0, handler: siteMap },
  { path: '/feed.xml', methods: GET, maxBytes: 0, handler: siteFeed },
  { path: '/creators/[handle]/feed.xml', methods: GET, maxBytes: 0, handler: creatorsFeed },
  { path: '/series/[seriesId]/feed.xml', methods: GET, maxBytes: 0, handler: seriesFeed },
  { path: '/oembed', methods: GET, maxBytes: 0, handler: oembed },
];

/** Pages: their forms are posted to them as server actions, with at most a megabyte. */
export const PAGE: Route = { path: '/[...page]', methods: ['GET', 'HEAD', 'POST'], maxBytes: 1024 * KB };
/** The files of `public` and of Next's build. */
export const FILE: Route = { path: '/_next/[...file]', methods: GET, maxBytes: 0 };

/** Returns whether the folder `public` has a file with this path. */
export type IsFile = (path: string) => boolean;

/** A route and what its path says of a request's address. */
export interface Found {
  route: Route;
  /** The values of `[name]`, decoded. */
  params: Record<string, string>;
  /** The decoded parts of `[...name]`. */
  rest: string[];
}

const PATTERNS = patternsOf(API_ROUTES);
const MACHINE_PATTERNS = patternsOf(MACHINE_ROUTES);
/** The ends of their addresses. No page has one. */
const MACHINE_END = /\.(?:xml|txt)$|^\/oembed$/;
const FOUND_FILE: Found = { route: FILE, params: {}, rest: [] };
const FOUND_PAGE: Found = { route: PAGE, params: {}, rest: [] };

/** Returns the route of a request's address. An unknown address accepts what pages do. */
export function routeOf(url: string, isFile: IsFile): Found {
  const path = url.split('?', 1)[0]!;
  const patterns = path.startsWith('/api/') ? PATTERNS : MACHINE_END.test(path) ? MACHINE_PATTERNS : [];
  for (const { route, pattern } of patterns) {
    const match = pattern.exec(path);
    if (match) return { route, ...partsOf(match.groups ?? {}) };
  }
  return path.startsWith('/_next/') || isFile(path) ? FOUND_FILE : FOUND_PAGE;
}

/** Decodes the parts of a path, which can be decoded, because the server refuses all others. */
function partsOf({ rest = '', ...groups }: Record<string, string>): Omit<Found, 'route'> {
  return {
    params: Object.fromEntries(Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)])),
    rest: rest === '' ? [] : rest.split('/').map(decodeURIComponent),
  };
}

function patternsOf(routes: readonly Route[]) {
  return routes.map((route) => ({ route, pattern: patternOf(route.path) }));
}

function patternOf(path: string): RegExp {
  return new RegExp(
    `^${path
      .replaceAll(/(?<![.[])\.(?!\.)/g, '\\.')
      .replace(/\[\.{3}\w+\]/, '(?<rest>.+)')
      .replaceAll(/\[(\w+)\]/g, '(?<$1>[^/]+)')}$`,
  );
}

/** Returns the answer to OPTIONS, or to a method that a route does not have; null if it has the method. */
export function methodReply(method: string, { methods }: Route): Reply | null {
  if (methods.includes(method)) return null;
  const headers = { Allow: [...new Set([...methods, 'OPTIONS'])].join(', ') };
  return method === 'OPTIONS'
    ? { status: 204, text: '', headers }
    : { status: 405, text: `This address takes ${methods.join(', ')}.`, headers };
}
