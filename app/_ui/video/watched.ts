import { safeStorage } from '@/app/_lib/safe-storage';

/*
 * The videos that somebody has watched nearly to their end, in this browser. One key a video, so that tabs do not undo
 * each other. The value is the time at which it was noted.
 */

const PREFIX = 'watched:';
const NONE: ReadonlySet<string> = new Set();

const listeners = new Set<() => void>();
let known: ReadonlySet<string> | null = null;

/** Returns the ids of the watched videos. The same set until one is added or removed. */
export function watchedVideos(): ReadonlySet<string> {
  return (known ??= new Set(
    safeStorage('local')
      .keys(PREFIX)
      .map((key) => key.slice(PREFIX.length)),
  ));
}

/** No video is known to be watched, as on the server. */
export function noVideos(): ReadonlySet<string> {
  return NONE;
}

/** Notes that a video is watched, or that it is not. */
export function setWatched(videoId: string, isWatched: boolean): void {
  const storage = safeStorage('local');
  if (isWatched) storage.set(PREFIX + videoId, new Date().toISOString());
  else storage.remove(PREFIX + videoId);
  forget();
}

/** Calls back when the videos change, also in another tab. @returns a function that stops this. */
export function followWatched(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', onStorage);
  };
}

/** The key is null if the storage was cleared. */
function onStorage({ key }: StorageEvent): void {
  if (key === null || key.startsWith(PREFIX)) forget();
}

function forget(): void {
  known = null;
  for (const listener of listeners) listener();
}
