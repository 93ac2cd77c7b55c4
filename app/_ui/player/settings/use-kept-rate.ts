'use client';

import { useEffect, type RefObject } from 'react';
import { speed } from './settings';

/** Plays at the speed that was chosen last in this browser, if the player offers it, and keeps the one that is chosen. */
export function useKeptRate(media: RefObject<HTMLMediaElement | null>, rates: readonly number[]): void {
  useEffect(() => {
    const element = media.current;
    if (!element) return;
    const kept = speed.get();
    if (kept !== null && rates.includes(kept)) playAt(element, kept);
    const onChange = () => {
      if (!rates.includes(element.playbackRate)) return;
      playAt(element, element.playbackRate);
      speed.set(element.playbackRate);
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
