import { formatCount, formatDuration, formatTimeSpent, formatViews } from '@/app/_lib/format/format';
import type { OverTime } from './read-analytics';
import { METRICS, type Metric } from './state';
import type { Sums } from './sums';
import { TimeChart, type ChartStep } from './time-chart';
import { comparisonWords, describeSums, formatMetric, isCount, metricOf, stepLabel, tickLabel } from './words';

/** The number of parts of the scale. */
const PARTS = 4;
/** About so many labels fit under a chart. */
const TICKS = 6;
const compact = new Intl.NumberFormat('en', { notation: 'compact' });

/** A metric of each step of a period in a sentence, as a chart, and as a table. Only the sentence if it is empty. */
export function SumsChart({ analytics }: { analytics: OverTime }) {
  const { state, period, sums, total, compared } = analytics;
  const sentence = describeSums(state, period, sums, total, compared?.total ?? null);
  const isEmpty = sums.every(isNothing) && (compared?.sums.every(isNothing) ?? true);
  const isUnknown = state.metric === 'viewers' && total.viewers === null;
  const { top, scale } = scaleOf(state.metric, [...sums, ...(compared?.sums ?? [])]);
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
    </details>
  );
}

function comparedValue(metric: Metric, sums: Sums | undefined): string {
  return sums ? formatMetric(metric, metricOf(metric, sums)) : '–';
}

function isNothing({ views, watchedSeconds }: Sums): boolean {
  return views === 0 && watchedSeconds === 0;
}

/** Returns the top of a scale, whose parts are round numbers, and its labels. */
function scaleOf(metric: Metric, sums: readonly Sums[]): { top: number; scale: string[] } {
  const most = Math.max(0, ...sums.map((each) => metricOf(metric, each) ?? 0));
  const part = isCount(metric) ? Math.max(1, roundUp(most / PARTS)) : roundTime(most / PARTS);
  const label = (value: number) =>
    isCount(metric) ? compact.format(value) : value < 3600 ? formatDuration(value) : formatTimeSpent(value);
  return { top: part * PARTS, scale: Array.from({ length: PARTS + 1 }, (_, index) => label(part * index)) };
}

/** Returns the next number of 1, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten; whole ones below ten. */
function roundUp(value: number): number {
  if (value <= 10) return Math.ceil(value);
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value)! * power;
}

/** Returns a round number of seconds, minutes or hours that is no less. */
function roundTime(seconds: number): number {
  if (seconds <= 60) return [5, 10, 15, 30, 60].find((step) => step >= seconds)!;
  const unit = seconds <= 3600 ? 60 : 3600;
  return roundUp(seconds / unit) * unit;
}
