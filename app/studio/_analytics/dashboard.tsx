import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/base/card';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import { AuditCard } from './audit-card';
import { BreakdownCards } from './breakdown-cards';
import { Controls } from './controls';
import { MetricTabs } from './metric-tabs';
import type { Analytics } from './read-analytics';
import { RememberTimeZone } from './remember-time-zone';
import { stateParameters } from './state';
import { SumsChart } from './sums-chart';

/**
 * The analytics of a video or a channel: what is counted, over time, and by where viewers came from and what they
 * watched with.
 * @param path of the page. @param videoId of the video; null for the channel. @param children after the chart.
 */
export function Dashboard({
  analytics,
  path,
  videoId,
  children,
}: {
  analytics: Analytics;
  path: string;
  videoId: string | null;
  children?: ReactNode;
}) {
  const { state, period } = analytics;
  const download = (format: string) =>
    `/api/studio/analytics${stateParameters(state, { ...(videoId && { video: videoId }), zone: period.timeZone, format })}`;
  return (
    <div className="grid gap-6">
      <RememberTimeZone shown={period.timeZone} />
      <Controls state={state} period={period} path={path} />
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
        </p>
        {['CSV', 'JSON'].map((format) => (
          <a key={format} href={download(format.toLowerCase())} download className={buttonStyles('secondary', 'small')}>
            <Download aria-hidden /> {format}
          </a>
        ))}
      </footer>
    </div>
  );
}
