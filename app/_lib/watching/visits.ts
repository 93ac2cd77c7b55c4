/** The fragment of the links in feeds. The page removes it. */
export const FEED_HASH = '#feed';

/** Where this tab is: the path and the query. */
let here: string | null = null;
let before: string | null = null;

/**
 * Notes where this tab is now, after each change of its address. Browsers do not change `document.referrer` when a page
 * changes without being loaded.
 */
export function noteVisit(address: string): void {
  if (here !== null && pageOf(here) !== pageOf(address)) before = here;
  here = address;
}

/** Notes that the page was opened by a link in a feed. */
export function noteFeed(): void {
  before = FEED_HASH;
}

/**
 * Returns the path and the query of the page before this one in this tab, or the fragment of feeds; null if this page is
 * the first since the site was loaded.
 */
export function visitBefore(): string | null {
  return before;
}

/** Returns what tells pages apart: the path, of a video without its name. */
function pageOf(address: string): string {
  const path = address.split('?', 1)[0]!;
  return /^\/watch\/[^/]+/.exec(path)?.[0] ?? path;
}
