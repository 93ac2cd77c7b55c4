import { formatCount, formatTimeSpent, formatViews } from '@/app/_lib/format/format';
import type { OverTime } from './read-analytics';
import { countScale, timeScale } from './scale';
import { METRICS, type Metric } from './state';
import type { Sums } from './sums';
import { TimeChart, type ChartStep } from './time-chart';
import { comparisonWords, describeSums, formatMetric, isCount, metricOf, stepLabel, tickLabel } from './words';

/** About so many labels fit under a chart. */
const TICKS = 6;

/** A metric of each step of a period in a sentence, as a chart, and as a table. Only the sentence if it is empty. */
export function SumsChart({ analytics }: { analytics: OverTime }) {
  const { state, period, sums, total, compared } = analytics;
  const sentence = describeSums(state, period, sums, total, compared?.total ?? null);
  const isEmpty = sums.every(isNothing) && (compared?.sums.every(isNothing) ?? true);
  const isUnknown = state.metric === 'viewers' && total.viewers === null;
  const most = Math.max(0, ...[...sums, ...(compared?.sums ?? [])].map((each) => metricOf(state.metric, each) ?? 0));
  const { top, scale } = isCount(state.metric) ? countScale(most) : timeScale(most);
  const every = Math.max(1, Math.ceil(sums.length / TICKS));
  const steps = sums.map((each, index): ChartStep => {
    const before = compared?.sums[index] ?? null;
    return {
      value: metricOf(state.metric, each) ?? 0,
      compared: before && metricOf(state.metric, before),
      lines: [
        stepLabel(period, period.edges[index]!),
        formatViews(each.views),
        ...(each.viewers === null ? [] : [each.viewers === 1 ? '1 viewer' : `${formatCount(each.viewers)} viewers`]),
        `${formatTimeSpent(each.watchedSeconds)} watched`,
        ...(before ? [`Before: ${formatMetric(state.metric, metricOf(state.metric, before))}`] : []),
      ],
      tick: (sums.length - 1 - index) % every === 0 ? tickLabel(period, period.edges[index]!) : null,
    };
  });
  return (
    <>
      <p className="text-sm text-pretty text-muted">
        {sentence} {isEmpty ? 'A chart appears here as soon as somebody watches.' : null}
        {state.by !== '' && state.by !== period.step && !isEmpty
          ? `It is by ${period.step}: for a period of this length, by ${state.by} would be too much for a chart.`
          : null}
      </p>
      {isEmpty || isUnknown ? null : (
        <>
          <div className="mt-5">
            <TimeChart steps={steps} title={sentence} scale={scale} top={top} />
          </div>
          {compared ? (
            <p className="mt-3 flex items-center gap-2 text-xs text-muted">
              <svg aria-hidden className="h-[2px] w-5">
                <rect width="100%" height="100%" className="fill-line-strong forced-colors:fill-[GrayText]" />
              </svg>
              {METRICS[state.metric]} of {comparisonWords(state, period)}
            </p>
          ) : null}
          <Table analytics={analytics} />
        </>
      )}
    </>
  );
}

function Table({ analytics: { state, period, sums, total, compared } }: Parameters<typeof SumsChart>[0]) {
  const cell = 'py-1.5 pr-3 text-right last:pr-0';
  return (
    <details className="mt-4 text-sm">
      <summary className="w-fit cursor-pointer py-1 font-medium text-accent">Show as a table</summary>
      {/* With large text it is wider than a phone. */}
      <div className="overflow-x-auto">
        <table className="mt-2 w-full max-w-xl text-left tabular-nums">
          <thead className="text-muted">
            <tr className="border-b border-line">
              <th scope="col" className="py-2 pr-3 font-medium">
                When ({period.timeZone})
              </th>
              <th scope="col" className={`${cell} font-medium`}>
                Views
              </th>
              {total.viewers === null ? null : (
                <th scope="col" className={`${cell} font-medium`}>
                  Viewers
                </th>
              )}
              <th scope="col" className={`${cell} font-medium`}>
                Watched
              </th>
              {compared ? (
                <th scope="col" className={`${cell} font-medium`}>
                  {METRICS[state.metric]}, {comparisonWords(state, period)}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {sums
              .map((each, index) => ({ each, index }))
              .toReversed()
              .map(({ each, index }) => (
                <tr key={index} className="border-b border-line last:border-0">
                  <th scope="row" className="py-1.5 pr-3 font-normal">
                    {stepLabel(period, period.edges[index]!)}
                  </th>
                  <td className={cell}>{formatMetric('views', each.views)}</td>
                  {total.viewers === null ? null : <td className={cell}>{formatMetric('viewers', each.viewers)}</td>}
                  <td className={cell}>{formatTimeSpent(each.watchedSeconds)}</td>
                  {compared ? <td className={cell}>{comparedValue(state.metric, compared.sums[index])}</td> : null}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function comparedValue(metric: Metric, sums: Sums | undefined): string {
  return sums ? formatMetric(metric, metricOf(metric, sums)) : '–';
}

function isNothing({ views, watchedSeconds }: Sums): boolean {
  return views === 0 && watchedSeconds === 0;
}
