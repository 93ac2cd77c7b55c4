import { formatChange, formatCount, formatTimeSpent } from '@/text/numbers';
import { type Period } from './period';
import { RANGES, type AnalyticsState, type Dimension, type Metric } from './state';
import type { Audit } from './_queries/audit';
import type { Sums } from './sums';

/** The sources, in words of the people who read them. */
const SOURCE_NAMES: Readonly<Record<string, string>> = {
  direct: 'Direct or unknown link',
  home: 'Home page',
  browse: 'Lists of videos',
  search: 'Search on this site',
  series: 'Series',
  creator: 'Your page',
  video: 'Another video',
  feed: 'Feeds',
  embed: 'Embedded players',
  external: 'Other sites',
  unknown: 'Not recorded',
};
const DEVICE_NAMES: Readonly<Record<string, string>> = {
  computer: 'Computers',
  phone: 'Phones',
  tablet: 'Tablets',
  tv: 'TVs',
  other: 'Other devices',
  unknown: 'Not recorded',
};
const AUDIENCE_NAMES: Readonly<Record<string, string>> = {
  new: 'New to you',
  returning: 'Came back on another day',
  unknown: 'Not recorded',
};

const languages = new Intl.DisplayNames(['en'], { type: 'language' });
const countries = new Intl.DisplayNames(['en'], { type: 'region' });

/** Returns what a value of a dimension is called. */
export function nameOf(dimension: Dimension, value: string): string {
  switch (dimension) {
    case 'source':
      return SOURCE_NAMES[value] ?? value;
    case 'audience':
      return AUDIENCE_NAMES[value] ?? value;
    case 'country':
      return value === 'unknown' ? 'Not recorded' : (countries.of(value) ?? value);
    case 'device':
      return DEVICE_NAMES[value] ?? value;
    case 'browser':
      return value === 'unknown' ? 'Not recorded' : value === 'other' ? 'Other browsers' : value;
    case 'language':
      return value === 'und' ? 'Not recorded' : (languages.of(value) ?? value);
    case 'sourceDetail':
      return value;
  }
}

/** Returns the number of a metric; null if it is not known. The average is in seconds a view. */
export function metricOf(metric: Metric, { views, viewers, watchedSeconds }: Sums): number | null {
  if (metric === 'views') return views;
  if (metric === 'viewers') return viewers;
  if (metric === 'watched') return watchedSeconds;
  return views > 0 ? watchedSeconds / views : null;
}

/** Returns the number of a metric in words: "1,234", "12.5 h". */
export function formatMetric(metric: Metric, value: number | null): string {
  if (value === null) return '–';
  return isCount(metric) ? formatCount(value) : formatTimeSpent(value);
}

/** Returns whether a metric counts something. Others are times. */
export function isCount(metric: Metric): boolean {
  return metric === 'views' || metric === 'viewers';
}

/** 0.123 → "12%", 0.004 → "under 1%". */
export function formatShare(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`;
}

/** Returns the period in words: "in the last 28 days", "from 1 Nov 2026 to 30 Nov 2026". */
export function periodWords({ range, from }: AnalyticsState, period: Period): string {
  if (from === '') return range === '1' ? 'today' : `in the last ${RANGES[range]}`;
  const start = Date.parse(`${period.firstDay}T12:00:00Z`);
  const end = Date.parse(`${period.lastDay}T12:00:00Z`);
  const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
  return period.days === 1 ? `on ${days.format(start)}` : `from ${days.format(start)} to ${days.format(end)}`;
}

/** What a period is compared with, in words that follow a change. */
export function comparisonWords({ compare }: AnalyticsState, { days }: Period): string {
  if (compare === 'year') return 'a year before';
  return days === 1 ? 'the day before' : `the ${formatCount(days)} days before`;
}

/** Returns the label of a step of a period by its beginning, in the period's time zone. */
export function stepLabel({ step, timeZone }: Period, start: number): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(start);
  switch (step) {
    case 'hour':
      return format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
    case 'day':
      return format({ weekday: 'short', day: 'numeric', month: 'short' });
    case 'week':
      return `Week of ${format({ day: 'numeric', month: 'short' })}`;
    case 'month':
      return format({ month: 'long', year: 'numeric' });
  }
}

/** Returns the label under a step of a chart, which is short. */
export function tickLabel({ step, timeZone, days }: Period, start: number): string {
  const options: Intl.DateTimeFormatOptions =
    step === 'hour'
      ? days > 1
        ? { day: 'numeric', month: 'short' }
        : { hour: '2-digit', minute: '2-digit' }
      : step === 'month'
        ? { month: 'short', year: '2-digit' }
        : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(start);
}

const NOTHING: Readonly<Record<Metric, string>> = {
  views: 'No views',
  viewers: 'No viewers',
  watched: 'Nothing watched',
  average: 'No views',
};

/** Returns what follows a number of a metric in a sentence. */
function wordsAfter(metric: Metric, value: number | null): string {
  if (isCount(metric)) return value === 1 ? metric.slice(0, -1) : metric;
  return metric === 'watched' ? 'watched' : 'a view';
}

/** Describes a chart in a sentence or two: the total, the change, and the best step. */
export function describeSums(
  state: AnalyticsState,
  period: Period,
  sums: readonly Sums[],
  total: Sums,
  compared: Sums | null,
): string {
  const { metric } = state;
  const value = metricOf(metric, total);
  const when = periodWords(state, period);
  if (metric === 'viewers' && value === null)
    return Object.keys(state.filter).length > 0
      ? 'Viewers are counted over all viewings only: clear the filters.'
      : `No viewers were counted ${when}: the views are of before, or are being checked.`;
  const words = wordsAfter(metric, value);
  if (value === null || value === 0) return `${NOTHING[metric]} ${when}.`;
  const change = formatChange(value, compared && metricOf(metric, compared));
  const against = change === null ? '' : ` (${change} against ${comparisonWords(state, period)})`;
  const best = sums.reduce((top, each, index) => (of(each) > of(sums[top]!) ? index : top), 0);
  const bestWords =
    metric === 'average' || sums.length < 2
      ? ''
      : ` Most: ${stepLabel(period, period.edges[best]!)}, with ${formatMetric(metric, of(sums[best]!))}.`;
  return `${formatMetric(metric, value)} ${words} ${when}${against}.${bestWords}`;

  function of(each: Sums): number {
    return metricOf(metric, each) ?? 0;
  }
}

/** Says which views of a period were checked, in a sentence or two. */
export function describeAudit({ viewed, confirmed, discounted }: Audit): string {
  if (viewed === 0) return 'Each view is checked shortly after it counts. There is none to check in this period.';
  const refused = discounted.reduce((sum, { views }) => sum + views, 0);
  const waiting = viewed - confirmed - refused;
  const are = (count: number) => `${formatCount(count)} ${count === 1 ? 'is' : 'are'}`;
  return [
    `Of ${formatCount(viewed)} ${viewed === 1 ? 'view' : 'views'}, ${are(confirmed)} confirmed`,
    waiting > 0 ? `, ${are(waiting)} being checked` : '',
    refused > 0 ? `, and ${formatCount(refused)} ${refused === 1 ? 'does' : 'do'} not count` : '',
    '.',
  ].join('');
}
