'use client';

import { useSyncExternalStore } from 'react';
import { followWatched, noVideos, watchedVideos } from './watched';

/** Returns the ids of the videos that were watched in this browser. Empty until the page runs scripts. */
export function useWatched(): ReadonlySet<string> {
  return useSyncExternalStore(followWatched, watchedVideos, noVideos);
}
