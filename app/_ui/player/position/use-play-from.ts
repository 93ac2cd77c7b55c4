'use client';

import { useEffect, type RefObject } from 'react';

/** Plays from this time, at once or as soon as the video is loaded. A new object seeks again. */
export function usePlayFrom(
  media: RefObject<HTMLMediaElement | null>,
  seek: { readonly seconds: number } | null,
): void {
  useEffect(() => {
    const element = media.current;
    if (!element || !seek) return;
    const move = () => playFrom(element, seek.seconds);
    if (element.readyState >= HTMLMediaElement.HAVE_METADATA) return move();
    element.addEventListener('loadedmetadata', move, { once: true });
    return () => element.removeEventListener('loadedmetadata', move);
  }, [media, seek]);
}

function playFrom(element: HTMLMediaElement, seconds: number): void {
  element.currentTime = seconds;
  // If the browser refuses, because nobody has clicked, the play buttons are there to be clicked.
  void element.play().catch(() => {});
}
