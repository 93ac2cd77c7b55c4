'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Chapter } from '@/text/chapters';

const EVENTS = ['timeupdate', 'seeking', 'loadedmetadata'];

/** Returns where the player of the page is, in seconds: at the beginning until somebody plays. */
export function playingTime(): number {
  return document.querySelector<HTMLMediaElement>('hls-video')?.currentTime ?? 0;
}

/**
 * Returns what follows from the time of the page's player. The component renders again when it is another value.
 * @param before the value until somebody plays.
 */
function usePlaying(valueAt: (seconds: number) => number, before: number): number {
  const [value, setValue] = useState(before);
  useEffect(() => {
    const onTime = ({ target }: Event) => {
      if (target instanceof HTMLElement && target.localName === 'hls-video')
        setValue(valueAt((target as HTMLMediaElement).currentTime));
    };
    // These events do not bubble, but a listener that captures gets them. The player is added to the page later.
    for (const type of EVENTS) document.addEventListener(type, onTime, true);
    return () => {
      for (const type of EVENTS) document.removeEventListener(type, onTime, true);
    };
  }, [valueAt]);
  return value;
}

/** Returns where the player is, in whole seconds. */
export function usePlayingSeconds(): number {
  return usePlaying(Math.floor, 0);
}

/** Returns the index of the chapter that is playing; -1 before the first one, and until somebody plays. */
export function usePlayingChapter(chapters: readonly Chapter[]): number {
  const indexAt = useCallback((seconds: number) => chapterAt(chapters, seconds), [chapters]);
  return usePlaying(indexAt, -1);
}

/** Returns the index of the chapter at a time, in seconds; -1 before the first one. Pure. */
export function chapterAt(chapters: readonly Chapter[], seconds: number): number {
  return chapters.findLastIndex(({ startSeconds }) => startSeconds <= seconds);
}
