'use client';

import { useEffect, type RefObject } from 'react';
import { setWatched } from '@/app/_ui/video/watched';

/** A video counts as watched when this much of it, and no more than these seconds, are left. */
const REST = 0.1;
const REST_MAX_SECONDS = 30;

/** Returns whether a video of this length is watched nearly to its end, at a position. In seconds. */
export function isNearEnd(position: number, duration: number): boolean {
  return duration > 0 && position >= duration - Math.min(duration * REST, REST_MAX_SECONDS);
}

/**
 * Notes in this browser that a video was watched, when it plays nearly at its end. A jump there does not count before
 * it plays on.
 */
export function useNoteWatched(media: RefObject<HTMLMediaElement | null>, videoId: string | null): void {
  useEffect(() => {
    const element = media.current;
    if (!element || videoId === null) return;
    const check = () => {
      if (element.seeking || (element.paused && !element.ended)) return;
      if (!isNearEnd(element.currentTime, element.duration)) return;
      stop();
      setWatched(videoId, true);
    };
    const stop = () => {
      for (const type of ['timeupdate', 'ended']) element.removeEventListener(type, check);
    };
    for (const type of ['timeupdate', 'ended']) element.addEventListener(type, check);
    return stop;
  }, [media, videoId]);
}
