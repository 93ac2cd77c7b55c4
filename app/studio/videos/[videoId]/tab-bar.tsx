'use client';

import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { scrollToOpenTab } from './scroll-to-open-tab';

/** The links between the pages of a video. Where there is not enough room it scrolls sideways, to the open page first. */
export function TabBar({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLElement>(null);
  // Each page has a bar of its own.
  useLayoutEffect(() => {
    if (ref.current) scrollToOpenTab(ref.current);
  }, []);
  return (
    <nav ref={ref} aria-label="Video" className="mb-6 overflow-x-auto border-b border-line">
      <ul className="flex gap-1">{children}</ul>
    </nav>
  );
}
