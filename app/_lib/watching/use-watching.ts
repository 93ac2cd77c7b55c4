'use client';

import { useSyncExternalStore } from 'react';
import {
  begunVideos,
  followWatching,
  noneBegun,
  noneWatched,
  watchedVideos,
  type BegunVideo,
  type Position,
} from './watching';

/** Returns the ids of the videos that were watched in this browser. Empty until the page runs scripts. */
export function useWatched(): ReadonlySet<string> {
  return useSyncExternalStore(followWatching, watchedVideos, noneWatched);
}

/** Returns the videos that somebody has begun in this browser, the latest first. Empty until the page runs scripts. */
export function useBegun(): readonly BegunVideo[] {
  return useSyncExternalStore(followWatching, begunVideos, noneBegun);
}

/** Returns where somebody is in a video; null if nowhere, and until the page runs scripts. */
export function usePosition(videoId: string | null): Position | null {
  return useBegun().find((video) => video.videoId === videoId) ?? null;
}
