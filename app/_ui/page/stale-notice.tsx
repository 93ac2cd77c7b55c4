'use client';

import { RefreshCw } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { Button } from '@/app/_ui/base/button';
import { leadingAway, loadAgain, subscribeToLosses, wouldLose } from './leave';
import { staleness, subscribeToStaleness } from './staleness';
import { staleSentence } from './stale-sentence';

/** Says that the page is not of the person or the build any more that it was made for. It stays until its reader loads it again. */
export function StaleNotice() {
  const stale = useSyncExternalStore(subscribeToStaleness, staleness, () => null);
  const hasWords = useSyncExternalStore(
    subscribeToLosses,
    () => wouldLose('page'),
    () => false,
  );
  const isUploading = useSyncExternalStore(
    subscribeToLosses,
    () => wouldLose('tab'),
    () => false,
  );
  useEffect(() => (stale ? loadLinksAnew() : undefined), [stale]);
  const sentence = stale && staleSentence(stale, { hasWords, isUploading });
  if (!sentence) return null;
  return (
    <output className="block border-t border-notice/35 bg-notice-soft">
      <span className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 text-[0.9375rem] sm:px-6 lg:px-8">
        <RefreshCw className="size-5 shrink-0 text-notice max-sm:hidden" aria-hidden />
        <span className="min-w-0 flex-1">{sentence}</span>
        <Button variant="secondary" size="small" onClick={loadAgain}>
          Load again
        </Button>
      </span>
    </output>
  );
}

/**
 * Has links load their page whole: what stands around the pages, and whose they are, stays as it is when Next changes one
 * page for another. Not while an upload would end by it. @returns how to stop.
 */
function loadLinksAnew(): () => void {
  const onClick = (event: MouseEvent) => {
    const leaving = leadingAway(event);
    if (!(leaving instanceof HTMLAnchorElement) || wouldLose('tab')) return;
    event.preventDefault();
    event.stopPropagation();
    location.assign(leaving.href);
  };
  // After the question whether to leave, which is asked at the window.
  document.addEventListener('click', onClick, true);
  return () => document.removeEventListener('click', onClick, true);
}
