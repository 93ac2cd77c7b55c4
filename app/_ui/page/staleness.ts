/**
 * Why a page is stale: it is not of the signed-in person, or not of the running build. The page learns both from its
 * stream of news, from other tabs, and from the answers to its writes. The layout writes the person and the build of
 * the page on the document.
 */
export type Staleness = 'person' | 'build' | null;

let running: string | null = null;
let signedIn: string | null = null;
const listeners = new Set<() => void>();

/**
 * Returns whether the page is stale. A stale page follows no news: rendered again, it would show another person's page,
 * or reload while the user types.
 */
export function staleness(): Staleness {
  const { person, build } = document.documentElement.dataset;
  if (signedIn !== null && signedIn !== person) return 'person';
  return running !== null && running !== build ? 'build' : null;
}

export function subscribeToStaleness(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Notes the stamp of a page that the site would render now: `<person>.<build>`. */
export function noteStamp(stamp: string): void {
  const dot = stamp.indexOf('.');
  signedIn = stamp.slice(0, dot);
  running = stamp.slice(dot + 1);
  notify();
}

/** Notes an answer that only another build gives. */
export function noteOtherBuild(): void {
  running = '';
  notify();
}

/** Notes who is signed in, according to this tab or another one. */
export function notePerson(person: string): void {
  signedIn = person;
  notify();
}

function notify(): void {
  for (const listener of listeners) listener();
}
