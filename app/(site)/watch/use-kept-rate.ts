'use client';

import { useEffect, type RefObject } from 'react';
import { safeStorage } from '@/app/_lib/safe-storage';

const KEY = 'speed';

/** Plays at the speed that was chosen last in this browser, if the player offers it, and keeps the one that is chosen. */
export function useKeptRate(media: RefObject<HTMLMediaElement | null>, rates: readonly number[]): void {
  useEffect(() => {
    const element = media.current;
    if (!element) return;
    const kept = Number(safeStorage('local').get(KEY));
    if (rates.includes(kept)) playAt(element, kept);
    const onChange = () => {
      if (!rates.includes(element.playbackRate)) return;
      playAt(element, element.playbackRate);
      safeStorage('local').set(KEY, String(element.playbackRate));
    };
    element.addEventListener('ratechange', onChange);
    return () => element.removeEventListener('ratechange', onChange);
  }, [media, rates]);
}

function playAt(element: HTMLMediaElement, rate: number): void {
  // A video that is loaded begins with the default.
  element.defaultPlaybackRate = rate;
  if (element.playbackRate !== rate) element.playbackRate = rate;
}
