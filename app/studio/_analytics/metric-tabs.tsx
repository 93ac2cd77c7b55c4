import type { Route } from 'next';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';
import type { Analytics } from './read-analytics';
import { METRICS, stateParameters, type Metric } from './state';
import { formatChange } from '@/text/numbers';
import { comparisonWords, formatMetric, metricOf } from './words';

/** The totals of a period side by side. Each is a link that shows it in the chart. @param path of the page. */
export function MetricTabs({ analytics, path }: { analytics: Analytics; path: string }) {
  const { state, period, total, compared } = analytics;
  return (
    <nav aria-label="What the chart shows">
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-t-2xl border-b border-line bg-line sm:grid-cols-4">
        {(Object.keys(METRICS) as Metric[]).map((metric) => {
          const value = metricOf(metric, total);
          const change = compared && formatChange(value, metricOf(metric, compared.total));
          return (
            <li key={metric} className="min-w-0 bg-surface">
              <NearLink
                href={`${path}${stateParameters({ ...state, metric })}` as Route}
                aria-current={metric === state.metric ? 'true' : undefined}
                className="flex h-full min-w-0 flex-col border-b-2 border-transparent px-3 py-4 -outline-offset-2 transition-colors hover:bg-sunken aria-[current]:border-accent sm:px-7 sm:py-5"
              >
                <span className="text-sm text-muted">
                  {METRICS[metric]}
                  <LinkPending />
                </span>
                <span className="text-xl font-semibold tracking-tight tabular-nums sm:text-3xl">
                  {formatMetric(metric, value)}
                </span>
                {metric === 'viewers' && Object.keys(state.filter).length > 0 ? (
                  <span className="text-sm text-muted">Not known with filters</span>
                ) : null}
                {change ? (
                  <span className="text-sm text-muted tabular-nums">
                    {change}
                    <span className="max-sm:sr-only"> against {comparisonWords(state, period)}</span>
                  </span>
                ) : null}
              </NearLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
