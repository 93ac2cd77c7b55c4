'use client';

import { useLinkStatus } from 'next/link';
import { createPortal } from 'react-dom';

/**
 * A bar at the top of the window while the target page of the surrounding link loads. It appears after a moment, so
 * that fast pages do not flash. Use it in links to pages of the site, also in those of a menu that hides them when it
 * closes.
 */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <PendingBar /> : null;
}

/** The bar itself. */
export function PendingBar() {
  return createPortal(<span aria-hidden className="link-pending" />, document.body);
}
