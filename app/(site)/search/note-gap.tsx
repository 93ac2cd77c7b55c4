'use client';

import { useEffect } from 'react';

/** Tells the site that a search found nothing. It is told by the page and not noted with it, so that crawlers do not count. */
export function NoteGap({ q }: { q: string }) {
  useEffect(() => {
    if ((navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl) return;
    const body = JSON.stringify({ q });
    void fetch('/api/search/gaps', { method: 'POST', body, keepalive: true }).catch(() => {});
  }, [q]);
  return null;
}
