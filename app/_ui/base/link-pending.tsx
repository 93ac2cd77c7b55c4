'use client';

import { useLinkStatus } from 'next/link';
import { createPortal } from 'react-dom';

/**
 * A bar at the top of the window while the page of the link around it is made. It appears after a moment, so that pages
 * which come at once do not flash. Use it in links to pages of the site, also in those that a menu hides when it
 * closes.
 */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? createPortal(<span aria-hidden className="link-pending" />, document.body) : null;
}
