'use client';

import { RefreshCw } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { Button } from '@/app/_ui/base/button';
import { leavingElement, loadAgain, subscribeToLosses, wouldLose } from './leave';
import { staleness, subscribeToStaleness } from './staleness';
import { staleSentence } from './stale-sentence';

/** Says that the page belongs to another person or build than now. It stays until the page is loaded again. */
export function StaleNotice() {
  const stale = useSyncExternalStore(subscribeToStaleness, staleness, () => null);
  const hasUnsavedText = useSyncExternalStore(
    subscribeToLosses,
    () => wouldLose('page'),
    () => false,
  );
  const isUploading = useSyncExternalStore(
    subscribeToLosses,
    () => wouldLose('tab'),
    () => false,
  );
  useEffect(() => (stale ? loadLinksWhole() : undefined), [stale]);
  const sentence = stale && staleSentence(stale, { hasUnsavedText, isUploading });
  if (!sentence) return null;
  return (
    <output className="block border-t border-notice/35 bg-notice-soft">
      <span className="mx-auto flex max-w-page flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 text-[0.9375rem] sm:px-6 lg:px-8">
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
 * Makes links load their page in full: when Next replaces a page, it keeps the layout and with it the old person. Does
 * nothing while that would end an upload. @returns a function that stops this.
 */
function loadLinksWhole(): () => void {
  const onClick = (event: MouseEvent) => {
    const leaving = leavingElement(event);
    if (!(leaving instanceof HTMLAnchorElement) || wouldLose('tab')) return;
    event.preventDefault();
    event.stopPropagation();
    location.assign(leaving.href);
  };
  // The question whether to leave is asked at the window, before this.
  document.addEventListener('click', onClick, true);
  return () => document.removeEventListener('click', onClick, true);
}
