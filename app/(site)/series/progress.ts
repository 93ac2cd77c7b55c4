/** How far somebody is in a series. */
export interface SeriesProgress {
  /** The number of watched lessons. */
  readonly done: number;
  /** The lesson to continue with, by its index: the first unwatched one after the last watched one, or before it. */
  readonly next: number;
  readonly state: 'new' | 'begun' | 'done';
}

/** Returns the progress in a series from the watched videos of this browser. Pure. */
export function progressOf(videoIds: readonly string[], watched: ReadonlySet<string>): SeriesProgress {
  const isDone = videoIds.map((videoId) => watched.has(videoId));
  const done = isDone.filter(Boolean).length;
  if (done === 0) return { done, next: 0, state: 'new' };
  if (done === videoIds.length) return { done, next: 0, state: 'done' };
  const after = isDone.indexOf(false, isDone.lastIndexOf(true));
  return { done, next: after >= 0 ? after : isDone.indexOf(false), state: 'begun' };
}
