'use client';

import { useEffect, useRef } from 'react';

/**
 * Calls `seek` with the time of a link to a time of the video (`data-time`, in seconds) that a click on this page
 * follows, instead of following it.
 */
export function useSeekLinks(seek: (seconds: number) => void): void {
  const latest = useRef(seek);
  useEffect(() => {
    latest.current = seek;
  });
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = (event.target as Element).closest<HTMLElement>('a[data-time]');
      const seconds = Number(link?.dataset.time);
      if (!link || !Number.isFinite(seconds)) return;
      event.preventDefault();
      latest.current(seconds);
    };
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }, []);
}
