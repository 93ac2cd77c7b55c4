'use client';

import { useEffect } from 'react';

/** Leaves for an address of another site. The page is not in the history, so that the way back leads past it. */
export function Leave({ url }: { url: string }) {
  useEffect(() => location.replace(url), [url]);
  return null;
}
