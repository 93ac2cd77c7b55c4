'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { formatCount } from '@/app/_lib/format/format';
import { refreshSafely } from '@/app/_ui/page/refresh-safely';
import { classNames } from '@/app/_ui/base/class-names';

/**
 * How many watch at this moment. Nothing tells that somebody has stopped, so the page is rendered again when nobody has
 * reported for a while. @param seconds how long a report counts.
 */
export function WatchingNow({ viewings, seconds }: { viewings: number; seconds: number }) {
  const router = useRouter();
  // After each rendering: mostly, reports arrive before the time is over, and render the page again.
  useEffect(() => {
    const refresh = () => (document.hidden ? undefined : void refreshSafely(() => router.refresh()));
    const timer = setTimeout(refresh, seconds * 1000);
    return () => clearTimeout(timer);
  });
  return (
    <p className="flex items-center gap-2.5 text-sm text-muted">
      <span aria-hidden className="relative flex size-2.5">
        {viewings > 0 ? (
          <span className="absolute size-full rounded-full bg-accent opacity-60 motion-safe:animate-ping" />
        ) : null}
        <span
          className={classNames(
            'size-full rounded-full forced-colors:bg-[CanvasText]',
            viewings > 0 ? 'bg-accent' : 'bg-line-strong',
          )}
        />
      </span>
      <span>
        {viewings > 0 ? (
          <>
            <strong className="font-semibold text-ink tabular-nums">{formatCount(viewings)}</strong> watching now
          </>
        ) : (
          'Nobody is watching now'
        )}
      </span>
    </p>
  );
}
