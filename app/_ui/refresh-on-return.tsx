'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { refreshSafely } from './page/refresh-safely';

/**
 * A browser may show a page that was left as it was, when somebody comes back to it. Who is signed in and what is new
 * may have changed meanwhile, so what differs is brought up to date.
 */
export function RefreshOnReturn() {
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
