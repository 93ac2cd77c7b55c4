import type { Begun, Heard } from './board';

/** A page that readers load: the home page, or the watch page of a video. */
export type ReadPage = { readonly view: 'home' } | { readonly view: 'watch'; readonly video: number };

/** The creator of each video, by number. The last videos are always the newest ones, in all lists. */
export interface Videos {
  readonly owners: readonly number[];
  readonly alwaysNewest: number;
}

/** The lengths of the lists: see the pages of the site. */
const HOME_NEWEST = 12;
const WATCH_OTHERS = 8;
const WATCH_BY_CREATOR = 5;

/**
 * Compares a response with what had been announced.
 * @param shown what the page shows: see `shownIn`.
 * @param heard before the request was sent.
 * @param begun when the response had arrived. What has begun and is not announced may be shown or not.
 * @returns in what it is older than an announcement; null for a fresh one.
 */
export function oldness(
  page: ReadPage,
  shown: ReadonlyMap<number, number>,
  heard: Heard,
  begun: Begun,
  videos: Videos,
): string | null {
  for (const [video, number] of shown) {
    const [name, state] = [heard.names[video]!, heard.states[video]!];
    if (number < name) return `video ${video} has the name of change ${number} instead of ${name}`;
    if (state < 0 && begun.publications[video]! < -state) return `video ${video} was withdrawn by change ${-state}`;
  }
  if (page.view === 'watch' && !shown.has(page.video)) {
    return mustBePublished(page.video, heard, begun) ? `video ${page.video} is published, and is missing` : null;
  }
  return missingIn(page, shown, heard, begun, videos);
}

/** Returns whether a video was published when the request was sent, and cannot have been withdrawn since. */
function mustBePublished(video: number, heard: Heard, begun: Begun): boolean {
  const state = heard.states[video]!;
  return state >= 0 && begun.withdrawals[video]! <= state;
}

/** Returns which announced publication a list lacks. Only the newest one of a list must be in it. */
function missingIn(
  page: ReadPage,
  shown: ReadonlyMap<number, number>,
  heard: Heard,
  begun: Begun,
  { owners, alwaysNewest }: Videos,
): string | null {
  for (const { length, has } of listsOf(page, owners)) {
    const candidates = [...owners.keys()].filter(has);
    const newest = candidates.reduce((best, video) => (heard.states[video]! > heard.states[best]! ? video : best));
    const state = heard.states[newest]!;
    if (state <= 0 || shown.has(newest) || !mustBePublished(newest, heard, begun)) continue;
    const newer = candidates.filter((video) => begun.publications[video]! > state).length;
    if (newer + alwaysNewest < length) return `video ${newest} was published by change ${state}, and is missing`;
  }
  return null;
}

function listsOf(page: ReadPage, owners: readonly number[]): { length: number; has: (video: number) => boolean }[] {
  if (page.view === 'home') return [{ length: HOME_NEWEST, has: () => true }];
  const { video } = page;
  return [
    { length: WATCH_OTHERS, has: (other) => owners[other] !== owners[video] },
    { length: WATCH_BY_CREATOR, has: (other) => other !== video && owners[other] === owners[video] },
  ];
}
