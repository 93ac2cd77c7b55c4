import { slugOf } from './slug';

/** What an address of a watch page says besides its video. */
interface WatchQuery {
  /** The series as part of which it is watched. */
  series?: string | undefined;
  /** Where to start, in seconds. */
  t?: number | undefined;
}

/**
 * Returns the address of the page on which a video is watched: `/watch/<id>/<slug of the name>`. Without a slug if the
 * name has no letter and no digit.
 */
export function watchPath({ videoId, name }: { videoId: string; name: string }, { series, t }: WatchQuery = {}) {
  const query = [series === undefined ? '' : `series=${series}`, t === undefined ? '' : `t=${t}`].filter(Boolean);
  return `/watch/${videoId}${lastPart(name)}${query.length > 0 ? `?${query.join('&')}` : ''}` as `/watch/${string}/${string}`;
}

/** Returns the address of the page of a series for everybody: `/series/<id>/<slug of the title>`, likewise. */
export function seriesPath({ seriesId, title }: { seriesId: string; title: string }) {
  return `/series/${seriesId}${lastPart(title)}` as `/series/${string}/${string}`;
}

function lastPart(title: string): string {
  const slug = slugOf(title);
  return slug === '' ? '' : `/${encodeURIComponent(slug)}`;
}
