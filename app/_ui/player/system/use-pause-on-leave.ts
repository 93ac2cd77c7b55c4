'use client';

import { useLayoutEffect, type RefObject } from 'react';

/** Stops the sound when the user leaves the page, because a removed element may keep playing. */
export function usePauseOnLeave(media: RefObject<HTMLMediaElement | null>): void {
  useLayoutEffect(() => {
    const element = media.current;
    return () => element?.pause();
  }, [media]);
}
