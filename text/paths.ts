import type { Category } from './categories';
import { slugOf } from './slug';
import { keyOfTag } from './tags';

/** What an address of a watch page or a player says besides its video. */
interface WatchQuery {
  /** The series as part of which it is watched. */
  series?: string | undefined;
  /** Where to start, in seconds. */
  t?: number | undefined;
  /** What repeats, as `83-97.5`, in seconds. */
  loop?: string | undefined;
}

/**
 * Returns the address of the page on which a video is watched: `/watch/<id>/<slug of the name>`. Without a slug if the
 * name has no letter and no digit.
 */
export function watchPath({ videoId, name }: { videoId: string; name: string }, query: WatchQuery = {}) {
  return withQuery(`/watch/${videoId}${lastPart(name)}`, query) as `/watch/${string}/${string}`;
}

/** Returns the address of a page or a player with this in its query, besides what it has. */
export function withQuery(address: string, query: WatchQuery): string {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  if (parameters.length === 0) return address;
  return `${address}${address.includes('?') ? '&' : '?'}${parameters.join('&')}`;
}

/** Returns the address of the player alone: `/embed/<id>`. */
export function embedPath(videoId: string) {
  return `/embed/${videoId}` as const;
}

/** Returns the address of the page of a series for everybody: `/series/<id>/<slug of the title>`, likewise. */
export function seriesPath({ seriesId, title }: { seriesId: string; title: string }) {
  return `/series/${seriesId}${lastPart(title)}` as `/series/${string}/${string}`;
}

/** Returns the address of the page of a creator. */
export function creatorPath(handle: string) {
  return `/creators/${handle}` as const;
}

/** Returns the address of the videos of a category. */
export function categoryPath(category: Category) {
  return `/categories/${category}` as const;
}

/** Returns the address of the videos with a tag; null for one that no address can have, because browsers drop it. */
export function tagPath(tag: string) {
  const key = keyOfTag(tag);
  return /^\.{1,2}$/.test(key) ? null : (`/tags/${encodeURIComponent(key)}` as const);
}

function lastPart(title: string): string {
  const slug = slugOf(title);
  return slug === '' ? '' : `/${encodeURIComponent(slug)}`;
}
