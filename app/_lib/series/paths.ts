import { slugOf } from '@/text/slug';

/** Returns the address of the page of a series for everybody. */
export function seriesPath({ seriesId, title }: { seriesId: string; title: string }) {
  return `/series/${seriesId}/${encodeURIComponent(seriesSlug(title))}` as const;
}

/** Returns the last part of that address. */
export function seriesSlug(title: string): string {
  return slugOf(title) || 'series';
}
