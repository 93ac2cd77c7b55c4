import Link from 'next/link';
import type { ReactNode } from 'react';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Card } from '@/app/_ui/base/card';
import { WATCHING_SECONDS } from './_queries/watching-now';
import { AuditCard } from './audit-card';
import { BreakdownCards } from './breakdown-cards';
import { Controls } from './controls';
import { DownloadLinks } from './download-links';
import { MetricTabs } from './metric-tabs';
import type { Analytics } from './read-analytics';
import { RememberTimeZone } from './remember-time-zone';
import { SumsChart } from './sums-chart';
import { WatchingNow } from './watching-now';

/**
 * The analytics of a video or a channel: what is counted, over time, and by where viewers came from and what they
 * watched with.
 * @param path of the page. @param videoId of the video; null for the channel. @param fault what is wrong with the address.
 * @param children after the chart.
 */
export function Dashboard({
  analytics,
  path,
  videoId,
  fault,
  children,
}: {
  analytics: Analytics;
  path: string;
  videoId: string | null;
  fault: string | null;
  children?: ReactNode;
}) {
  const { state, period } = analytics;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <RememberTimeZone shown={period.timeZone} />
      {fault === null ? null : (
        <FormMessage kind="notice">Part of this address makes no sense and is left out: {fault}</FormMessage>
      )}
      <div className="flex flex-wrap-reverse items-center gap-x-8 gap-y-3">
        <div className="min-w-0 flex-1 basis-full sm:basis-0">
          <Controls state={state} period={period} path={path} />
        </div>
        <WatchingNow viewings={analytics.watchingNow} seconds={WATCHING_SECONDS} />
      </div>
      <Card padded={false}>
        <section aria-label="Over time">
          <MetricTabs analytics={analytics} path={path} />
          <div className="p-5 sm:p-7">
            <SumsChart analytics={analytics} />
          </div>
        </section>
      </Card>
      {children}
      <BreakdownCards analytics={analytics} path={path} />
      <AuditCard audit={analytics.audit} />
      <footer className="flex flex-wrap items-center gap-3 text-sm text-muted">
        <p className="flex-1 basis-80 text-pretty">
          Days are those of {period.timeZone}. A viewer is counted once a day, because nobody is known again the next
          day.
          {videoId === null ? (
            <>
              {' '}
              <Link href="/account/notices" className="underline underline-offset-4">
                Get a summary by email each week
              </Link>
            </>
          ) : null}
        </p>
        <DownloadLinks
          state={state}
          of={{ ...(videoId && { video: videoId }), zone: period.timeZone }}
          csv="CSV of the chart"
        />
      </footer>
    </div>
  );
}
