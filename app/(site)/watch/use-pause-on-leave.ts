'use client';

import { useLayoutEffect, type RefObject } from 'react';

/** Stops the sound when the page is left: a removed element may go on playing. */
export function usePauseOnLeave(media: RefObject<HTMLMediaElement | null>): void {
  useLayoutEffect(() => {
    const element = media.current;
    return () => element?.pause();
  }, [media]);
}
