import type { Route } from 'next';

const NOWHERE = 'http://nowhere.invalid';

/**
 * Returns where to go after signing in: a path of this site, or `fallback` for anything that would lead to another
 * site. Browsers read `//host`, `/\host` and a path with a tab or newline as other sites, so a URL parser decides.
 */
export function returnTo(next: unknown, fallback: Route = '/studio'): Route {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, NOWHERE)) return fallback;
  const { origin, pathname, search, hash } = new URL(next, NOWHERE);
  if (origin !== NOWHERE || pathname.startsWith('//')) return fallback;
  return `${pathname}${search}${hash}` as Route;
}
