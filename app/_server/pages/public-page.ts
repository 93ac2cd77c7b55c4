import type { IncomingHttpHeaders } from 'node:http';
import { readList, listQuery } from '../../(site)/videos/list-state';
import { cursorParameter, readCursor } from '../../_lib/lists/cursor';
import type { Framing } from '../security/policy';
import { begunCookie } from '../../_lib/watching/begun-cookie';

/** The headers with which Next's client asks for a part of a page, in the form that React streams. */
const ROUTER_HEADERS = [
  'rsc',
  'next-router-state-tree',
  'next-router-prefetch',
  'next-router-segment-prefetch',
  'next-url',
] as const;
/** Longer ones are not the router's own. */
const MAX_ROUTER_HEADER = 4_000;
/** A hash of these headers, in the query. Next answers with a redirect to the right one if it is another. */
const ROUTER_HASH = '_rsc';
const MAX_HASH = 64;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Says that this browser keeps where somebody is in a video. */
const BEGUN = new RegExp(`(?:^|;\\s*)${begunCookie}=1\\s*(?:;|$)`);
const THEME = /(?:^|;\s*)theme=(light|dark)\s*(?:;|$)/;

/** The last part of an address, made of a title. Every other one leads to a redirect. */
const SLUG = '(?:/[^/]{1,600})?';

/** The pages that all visitors share. */
const PUBLIC_PAGES: readonly {
  /** Who may show it in a frame: nobody, if it is left out. */
  readonly framing?: Framing;
  readonly path: RegExp;
  /** Returns the part of the query that the page reads. */
  readonly query: (given: URLSearchParams) => string;
  /**
   * Whether a visitor's page loads its scripts only when it is touched or has news: scripts-when-touched.ts. May depend on
   * the part of the query that the page reads.
   */
  readonly whenTouched: boolean | ((query: string) => boolean);
  /** Whether it has a place for what somebody has begun, which its scripts fill in at once. */
  readonly showsBegun?: true;
}[] = [
  { path: /^\/$/, whenTouched: true, query: () => '', showsBegun: true },
  {
    // A tag is in any script. Another form of it leads to a redirect, which is not kept.
    path: /^\/(?:videos|categories\/[a-z]{1,40}|tags\/[^/]{1,600})$/,
    whenTouched: true,
    query: (given) => listQuery(readList(Object.fromEntries(given))),
  },
  { path: /^\/(?:categories|tags|privacy)$/, whenTouched: true, query: () => '' },
  { path: /^\/(?:creators|series)$/, whenTouched: true, query: queryOfCursor },
  {
    path: under('/watch/', SLUG),
    // Somebody who opens it is about to play.
    whenTouched: false,
    query: (given) => {
      const series = given.get('series') ?? '';
      return UUID.test(series) ? `?series=${series}` : '';
    },
  },
  {
    path: under('/embed/'),
    // Most who open a page of another site never play what is on it.
    whenTouched: (query) => query === '',
    query: (given) => (given.get('autoplay') === '1' ? '?autoplay=1' : ''),
    framing: 'anywhere',
  },
  // Its scripts tick the lessons that this browser has watched.
  { path: under('/series/', SLUG), whenTouched: false, query: () => '' },
  {
    path: /^\/creators\/[a-z0-9-]{3,30}$/,
    whenTouched: true,
    query: queryOfCursor,
  },
];

/** Returns the part of a query that says where a page of a list begins. */
function queryOfCursor(given: URLSearchParams): string {
  const cursor = readCursor(Object.fromEntries(given));
  return cursor === null ? '' : `?${new URLSearchParams([cursorParameter(cursor)])}`;
}

/** Returns a pattern of the addresses below a path that begin with an id. @param rest the pattern of what follows. */
function under(path: string, rest = ''): RegExp {
  return new RegExp(`^${path}${UUID.source.slice(1, -1)}${rest}$`);
}

/** A page in one form: everything that its rendering may use of a request. */
export interface PublicPage {
  /** Equal for equal pages. */
  readonly key: string;
  /** The path, with the query that the page reads. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether it loads its scripts only when it is touched or has news. */
  readonly whenTouched: boolean;
  readonly framing: Framing;
}

/**
 * Returns the page that a request asks for, if all visitors share it. Null for other addresses. Nothing else of the
 * request reaches the rendering, so no visitor can put anything into a shared page. Pure.
 */
export function publicPageOf(method: string, target: string, given: IncomingHttpHeaders): PublicPage | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const [path = '', query] = target.split(/\?(.*)/s, 2);
  const page = PUBLIC_PAGES.find((each) => each.path.test(path));
  if (!page) return null;
  const headers: Record<string, string> = {};
  for (const name of ROUTER_HEADERS) {
    const value = given[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || value.length > MAX_ROUTER_HEADER) return null;
    headers[name] = value;
  }
  const theme = THEME.exec(given.cookie ?? '')?.[1];
  const hasBegun = page.showsBegun === true && BEGUN.test(given.cookie ?? '');
  const cookies = [theme && `theme=${theme}`, hasBegun && `${begunCookie}=1`].filter(Boolean);
  if (cookies.length > 0) headers.cookie = cookies.join('; ');
  const read = query === undefined ? '' : readQuery(query, page.query, headers.rsc !== undefined);
  const url = `${path}${read}`;
  const isWhenTouched = typeof page.whenTouched === 'boolean' ? page.whenTouched : page.whenTouched(read);
  return {
    key: JSON.stringify([url, headers]),
    url,
    headers,
    whenTouched: isWhenTouched && !hasBegun,
    framing: page.framing ?? 'never',
  };
}

/** Returns the part of a query that the rendering reads, with its `?`, or an empty text. */
function readQuery(query: string, readOf: (given: URLSearchParams) => string, isRouters: boolean): string {
  const given = new URLSearchParams(query);
  const read = new URLSearchParams(readOf(given));
  const hash = given.get(ROUTER_HASH);
  if (isRouters && hash !== null) read.set(ROUTER_HASH, hash.slice(0, MAX_HASH));
  return read.size > 0 ? `?${read}` : '';
}
