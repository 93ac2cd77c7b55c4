'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { refreshSafely } from './refresh-safely';

/** Refreshes a page that the browser restores from its back/forward cache. */
export function RefreshAfterBack() {
  const router = useRouter();
  useEffect(() => {
    const refresh = ({ persisted }: PageTransitionEvent) => {
      if (persisted) void refreshSafely(() => router.refresh());
    };
    window.addEventListener('pageshow', refresh);
    return () => window.removeEventListener('pageshow', refresh);
  }, [router]);
  return null;
}
