import { safeStorage } from '@/app/_lib/safe-storage';
import { keepBegunCookie } from './begun-cookie';
import { dropOldest } from './drop-oldest';

/*
 * What this browser keeps about watching: the videos that were watched to their end, and where somebody is in others.
 * It is kept in the browser's local storage, one key per video, so that tabs do not undo each other. Nothing of it reaches
 * the server by itself, but whether there is any: see `begun-cookie.ts`.
 *
 * To read it on a page: `useWatched`, `usePosition` and `useBegun` in `use-watching.ts`, which render again when it
 * changes, also in another tab. 'Continue watching' is `useBegun()`: the begun videos, the latest first.
 */

/** The value is the time at which the end was noted. */
const WATCHED = 'watched:';
/** The value is a `Position` as JSON. */
const POSITION = 'position:';
/** How many are kept; the oldest go first. Watched videos are kept longer than positions. */
const WATCHED_MAX = 5000;
export const POSITIONS_MAX = 200;

/** A video counts as watched when this much of it, and no more than these seconds, are left. */
const REST = 0.1;
const REST_MAX_SECONDS = 30;
/** A shorter time does not count as begun. */
const BEGUN_SECONDS = 5;

/** Where somebody is in a video. */
export interface Position {
  /** From the start of the video. */
  readonly seconds: number;
  readonly lengthSeconds: number;
  /** The series in which it is watched; null outside of one. */
  readonly seriesId: string | null;
  /** When it was noted, in milliseconds since 1970. */
  readonly at: number;
}

/** A video that somebody has begun, and not finished. */
export interface BegunVideo extends Position {
  readonly videoId: string;
}

/** Returns whether a video of this length is watched nearly to its end, at a position. In seconds. Pure. */
export function isNearEnd(seconds: number, lengthSeconds: number): boolean {
  return lengthSeconds > 0 && seconds >= lengthSeconds - Math.min(lengthSeconds * REST, REST_MAX_SECONDS);
}

const NO_IDS: ReadonlySet<string> = new Set();
const NO_VIDEOS: readonly BegunVideo[] = [];
const listeners = new Set<() => void>();
let watched: ReadonlySet<string> | null = null;
let begun: readonly BegunVideo[] | null = null;

/** Returns the ids of the watched videos. The same set until one is added or removed. */
export function watchedVideos(): ReadonlySet<string> {
  return (watched ??= new Set(idsOf(WATCHED)));
}

/** Returns the begun videos, the latest first. The same list until a position changes. */
export function begunVideos(): readonly BegunVideo[] {
  return (begun ??= idsOf(POSITION)
    .flatMap((videoId) => {
      const position = positionOf(videoId);
      return position ? [{ videoId, ...position }] : [];
    })
    .toSorted((one, other) => other.at - one.at));
}

/** As on the server, where no video is known to be watched or begun. */
export const noneWatched = (): ReadonlySet<string> => NO_IDS;
export const noneBegun = (): readonly BegunVideo[] => NO_VIDEOS;

/** Returns where somebody is in a video; null if they have not begun it, or were at its end. */
export function positionOf(videoId: string): Position | null {
  return parsePosition(safeStorage('local').get(POSITION + videoId));
}

/** Notes that a video is watched, or that it is not. Its position is forgotten: it would start at its end. */
export function setWatched(videoId: string, isWatched: boolean): void {
  const storage = safeStorage('local');
  if (isWatched) storage.set(WATCHED + videoId, new Date().toISOString());
  else storage.remove(WATCHED + videoId);
  storage.remove(POSITION + videoId);
  dropOldest(WATCHED, WATCHED_MAX, (value) => Date.parse(value) || 0);
  changed();
}

/** Notes where somebody is in a video. Near the end it is watched instead, and at the very beginning nothing is noted. */
export function notePosition(videoId: string, position: Omit<Position, 'at'>): void {
  if (isNearEnd(position.seconds, position.lengthSeconds)) return setWatched(videoId, true);
  if (!(position.seconds >= BEGUN_SECONDS)) return;
  safeStorage('local').set(POSITION + videoId, JSON.stringify({ ...position, at: Date.now() } satisfies Position));
  dropOldest(POSITION, POSITIONS_MAX, (value) => parsePosition(value)?.at ?? 0);
  changed();
}

/** Forgets where somebody is in a video, which then starts at its beginning. It stays watched. */
export function forgetPosition(videoId: string): void {
  safeStorage('local').remove(POSITION + videoId);
  changed();
}

/** Calls back when any of it changes, also in another tab. @returns a function that stops this. */
export function followWatching(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', onStorage);
  };
}

/** The key is null if the storage was cleared. */
function onStorage({ key }: StorageEvent): void {
  if (key === null || key.startsWith(WATCHED) || key.startsWith(POSITION)) changed();
}

/** Drops the cached lists, sets the cookie, and calls the listeners. */
function changed(): void {
  watched = null;
  begun = null;
  keepBegunCookie(safeStorage('local').keys(POSITION).length > 0);
  for (const listener of listeners) listener();
}

function idsOf(prefix: string): string[] {
  return safeStorage('local')
    .keys(prefix)
    .map((key) => key.slice(prefix.length));
}

/** Somebody may have changed what is kept, or an older version of the site has written it. Pure. */
export function parsePosition(kept: string | null): Position | null {
  try {
    const { seconds, lengthSeconds, seriesId, at } = JSON.parse(kept ?? 'null') as Partial<Position>;
    if (!Number.isFinite(seconds) || !Number.isFinite(lengthSeconds) || !Number.isFinite(at)) return null;
    const position = { seconds: seconds!, lengthSeconds: lengthSeconds!, at: at! };
    if (position.seconds < 0 || isNearEnd(position.seconds, position.lengthSeconds)) return null;
    return { ...position, seriesId: typeof seriesId === 'string' ? seriesId : null };
  } catch {
    return null;
  }
}
