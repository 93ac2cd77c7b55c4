/**
 * Whether the page is still of the person who is signed in, and of the build that runs, as far as it has heard: from
 * its stream of news, from other tabs, and from what its writes were answered. The layout writes whose it is, and of
 * which build, on the document.
 */
export type Staleness = 'person' | 'build' | null;

let running: string | null = null;
let signedIn: string | null = null;
const listeners = new Set<() => void>();

/** A stale page follows no news: rendered again, it would show another person's page, or reload while somebody types in it. */
export function staleness(): Staleness {
  const { person, build } = document.documentElement.dataset;
  if (signedIn !== null && signedIn !== person) return 'person';
  return running !== null && running !== build ? 'build' : null;
}

export function subscribeToStaleness(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Notes what the site says of a page that it would make now: `<person>.<build>`. */
export function noteStamp(stamp: string): void {
  const dot = stamp.indexOf('.');
  signedIn = stamp.slice(0, dot);
  running = stamp.slice(dot + 1);
  notify();
}

/** Notes that the site answered as only another build does. */
export function noteOtherBuild(): void {
  running = '';
  notify();
}

/** Notes who is signed in, as this tab or another one shows it. */
export function notePerson(person: string): void {
  signedIn = person;
  notify();
}

function notify(): void {
  for (const listener of listeners) listener();
}
