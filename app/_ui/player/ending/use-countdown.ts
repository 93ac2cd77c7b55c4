'use client';

import { useEffect, useEffectEvent, useState } from 'react';

/** How long one can decide, in seconds. */
const SECONDS = 8;

/**
 * Counts down, and calls back at zero. It stands still while nobody sees the page, so that videos do not play on in a
 * tab that was left, and while a dialog is open over it.
 * @returns the seconds that are left.
 */
export function useCountdown(isCounting: boolean, onZero: () => void): number {
  const [left, setLeft] = useState(SECONDS);
  const finish = useEffectEvent(onZero);
  useEffect(() => {
    if (!isCounting) return;
    const timer = setInterval(() => {
      const isWatched = document.visibilityState === 'visible' && !document.querySelector('dialog[open]');
      if (isWatched) setLeft((seconds) => Math.max(seconds - 1, 0));
    }, 1000);
    return () => clearInterval(timer);
  }, [isCounting]);
  useEffect(() => {
    if (isCounting && left === 0) finish();
  }, [isCounting, left]);
  return left;
}
