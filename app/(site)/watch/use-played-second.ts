'use client';

import { useEffect, useState } from 'react';

/**
 * Returns the second that the page's player is at; null before it plays. Its events do not bubble, but they are captured.
 * @param isWanted false while nobody looks.
 */
export function usePlayedSecond(isWanted: boolean): number | null {
  const [second, setSecond] = useState<number | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    const note = ({ target }: Event) => {
      const { currentTime } = target as Partial<HTMLMediaElement>;
      if (currentTime !== undefined) setSecond(Math.floor(currentTime));
    };
    for (const type of ['timeupdate', 'seeked']) document.addEventListener(type, note, true);
    return () => {
      for (const type of ['timeupdate', 'seeked']) document.removeEventListener(type, note, true);
    };
  }, [isWanted]);
  return second;
}
