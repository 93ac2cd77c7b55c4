'use client';

import { useLayoutEffect, type RefObject } from 'react';

/** Stops the sound when the page is left: an element that nobody sees any more may go on playing. */
export function usePauseOnLeave(media: RefObject<HTMLMediaElement | null>): void {
  useLayoutEffect(() => {
    const element = media.current;
    return () => element?.pause();
  }, [media]);
}
