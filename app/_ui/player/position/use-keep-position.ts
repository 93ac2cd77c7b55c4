'use client';

import { useEffect, type RefObject } from 'react';
import { isNearEnd, notePosition } from '@/app/_lib/watching/watching';

/** How often the position is noted while the video plays, in milliseconds. */
const EVERY_MS = 5_000;

/**
 * Keeps in this browser where somebody is in a video, and that they watched it when it plays near its end. A jump there
 * does not count before it plays on.
 * @param videoId null if nothing is kept, as in a preview.
 * @param seriesId the series in which it is watched.
 */
export function useKeepPosition(
  media: RefObject<HTMLMediaElement | null>,
  videoId: string | null,
  seriesId: string | null,
): void {
  useEffect(() => {
    const element = media.current;
    if (!element || videoId === null) return;
    let notedAt = Number.NEGATIVE_INFINITY;
    let hasPlayed = false;
    let hasEnded = false;
    const note = () => {
      const { currentTime: seconds, duration: lengthSeconds } = element;
      const isAtEnd = isNearEnd(seconds, lengthSeconds);
      // Once: somebody may take the tick away while the last seconds play.
      if (!isAtEnd || !hasEnded) notePosition(videoId, { seconds, lengthSeconds, seriesId });
      hasEnded ||= isAtEnd;
      notedAt = performance.now();
    };
    const onTime = () => {
      if (element.seeking || element.paused) return;
      hasPlayed = true;
      const isDue = performance.now() - notedAt >= EVERY_MS;
      if (isDue || (!hasEnded && isNearEnd(element.currentTime, element.duration))) note();
    };
    const onStop = () => {
      if (hasPlayed && !element.seeking) note();
    };
    const listeners: [EventTarget, string, () => void][] = [
      [element, 'timeupdate', onTime],
      [element, 'pause', onStop],
      [element, 'ended', onStop],
      [window, 'pagehide', onStop],
    ];
    for (const [target, type, listener] of listeners) target.addEventListener(type, listener);
    return () => {
      onStop();
      for (const [target, type, listener] of listeners) target.removeEventListener(type, listener);
    };
  }, [media, videoId, seriesId]);
}
