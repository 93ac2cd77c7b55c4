'use client';

import { useEffect, useState, type RefObject } from 'react';

const EVENTS = ['ended', 'playing', 'seeking', 'emptied'];

/** Returns whether the video is at its end, where it stopped by itself. */
export function useEnded(media: RefObject<HTMLMediaElement | null>): boolean {
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => {
    const element = media.current;
    if (!element) return;
    const note = ({ type }: Event) => setEnded(type === 'ended' && element.ended);
    for (const type of EVENTS) element.addEventListener(type, note);
    return () => {
      for (const type of EVENTS) element.removeEventListener(type, note);
    };
  }, [media]);
  return hasEnded;
}
