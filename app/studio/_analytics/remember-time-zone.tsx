'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { TIME_ZONE_COOKIE } from './time-zone-cookie';

const YEAR_SECONDS = 365 * 24 * 3600;

/** Tells the server the browser's time zone, and shows the page again if it was made for another one. */
export function RememberTimeZone({ shown }: { shown: string }) {
  const router = useRouter();
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (!timeZone || timeZone === shown) return;
    document.cookie = `${TIME_ZONE_COOKIE}=${timeZone}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    // A browser that keeps no cookies would show it again for ever.
    if (document.cookie.includes(timeZone)) router.refresh();
  }, [router, shown]);
  return null;
}
