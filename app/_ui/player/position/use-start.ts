'use client';

import { useState, useSyncExternalStore } from 'react';
import { usePosition } from '@/app/_lib/watching/use-watching';
import { forgetPosition } from '@/app/_lib/watching/watching';
import { parseStartTime } from './start-time';

const never = () => () => {};

/** Where a video starts. */
export interface Start {
  /** From the beginning of the video. */
  readonly seconds: number;
  /** It is where somebody stopped the last time, so they may want the beginning instead. */
  readonly isResumed: boolean;
}

/**
 * Returns where a video starts: where the page's address says (`?t=1m30s`), or where somebody was in this browser, or at
 * the beginning. And a function that makes it the beginning.
 * @param videoId null if nothing is kept about it, as in a preview.
 */
export function useStart(videoId: string | null, lengthSeconds: number): [start: Start, startOver: () => void] {
  const named = useSyncExternalStore(
    never,
    () => parseStartTime(new URLSearchParams(location.search).get('t'), lengthSeconds),
    () => null,
  );
  const kept = usePosition(videoId);
  const [isOver, setOver] = useState(false);
  const startOver = () => {
    setOver(true);
    if (videoId !== null) forgetPosition(videoId);
  };
  if (isOver) return [{ seconds: 0, isResumed: false }, startOver];
  if (named !== null) return [{ seconds: named, isResumed: false }, startOver];
  const isResumed = kept !== null && kept.seconds < lengthSeconds;
  return [{ seconds: isResumed ? kept.seconds : 0, isResumed }, startOver];
}
