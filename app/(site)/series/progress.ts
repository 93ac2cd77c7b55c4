/** How far somebody is in a series: which of its lessons were watched in this browser. */
export interface SeriesProgress {
  /** The number of watched lessons. */
  readonly watched: number;
  /** The lesson to continue with, by its index: the first unwatched one after the last watched one, or before it. */
  readonly next: number;
  readonly state: 'new' | 'begun' | 'watched';
}

/** Returns in words how many lessons are done. Pure. */
export function progressWords(watched: number, lessons: number): string {
  return watched === lessons ? 'All lessons done' : `${watched} of ${lessons} lessons done`;
}

/** Returns the progress in a series from the watched videos of this browser. Pure. */
export function progressOf(videoIds: readonly string[], watchedIds: ReadonlySet<string>): SeriesProgress {
  const isWatched = videoIds.map((videoId) => watchedIds.has(videoId));
  const watched = isWatched.filter(Boolean).length;
  if (watched === 0) return { watched, next: 0, state: 'new' };
  if (watched === videoIds.length) return { watched, next: 0, state: 'watched' };
  const after = isWatched.indexOf(false, isWatched.lastIndexOf(true));
  return { watched, next: after >= 0 ? after : isWatched.indexOf(false), state: 'begun' };
}
