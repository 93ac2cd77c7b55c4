'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { FEED_HASH, noteFeed, noteVisit } from '@/app/_lib/watching/visits';

/** Notes the pages that this tab shows, so that a video knows where its viewer came from. Use it once, in the layout. */
export function NoteVisits() {
  const path = usePathname();
  const query = useSearchParams().toString();
  useEffect(() => noteVisit(query === '' ? path : `${path}?${query}`), [path, query]);
  useEffect(() => {
    if (window.location.hash !== FEED_HASH) return;
    noteFeed();
    // Not at once: the router has to notice, and it listens when all effects have run.
    queueMicrotask(() => window.history.replaceState(null, '', window.location.pathname + window.location.search));
  }, []);
  return null;
}
