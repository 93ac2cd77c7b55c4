import { Temporal } from 'temporal-polyfill';
import { QUARTER_MS } from '@/workers/aggregators/contract';
import type { AnalyticsState, Comparison, Step } from './state';

/** A period of time, in equal steps of a time zone. */
export interface Period {
  readonly timeZone: string;
  readonly step: Step;
  /** The first and the last day, such as `2026-11-21`. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Its days. */
  readonly days: number;
  /** Where its steps begin, and where the last one ends. Milliseconds since the epoch. */
  readonly edges: readonly number[];
}

/** The longest period, in days: about ten years. */
const DAYS_MAX = 3660;
/** The most steps of a chart, by each step. More become larger steps. */
const STEPS_MAX = 400;
/** The days from which on a step fits, the largest first. */
const FITTING: readonly (readonly [step: Step, days: number])[] = [
  ['month', 731],
  ['week', 93],
  ['day', 3],
  ['hour', 0],
];
const LARGER = { hour: 'day', day: 'week', week: 'month', month: 'month' } as const;

/** Returns the period that an address asks for. A day has 23 or 25 hours where the clocks change. @param now milliseconds. */
export function periodOf(
  { range, from, to, by }: Pick<AnalyticsState, 'range' | 'from' | 'to' | 'by'>,
  timeZone: string,
  now: number,
): Period {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const last = to === '' ? today : Temporal.PlainDate.from(to);
  const earliest = last.subtract({ days: DAYS_MAX - 1 });
  const asked = from === '' ? last.subtract({ days: Number(range) - 1 }) : Temporal.PlainDate.from(from);
  const first = Temporal.PlainDate.compare(asked, earliest) < 0 ? earliest : asked;
  const days = first.until(last).days + 1;
  const step = stepOf(by, days);
  return {
    timeZone,
    step,
    firstDay: first.toString(),
    lastDay: last.toString(),
    days,
    edges: edgesOf(startOf(first, timeZone), startOf(last.add({ days: 1 }), timeZone), step),
  };
}

/**
 * Returns the period that another one is compared with: its edges, each as long before as the length of the period, or a
 * year.
 */
export function comparedWith(period: Period, comparison: Exclude<Comparison, 'none'>): readonly number[] {
  const edges = period.edges.map((edge) => before(edge, period, comparison));
  // A year before 29 February is 28 February too.
  return edges.map((_, index) => Math.max(...edges.slice(0, index + 1)));
}

/** Returns the moment of the compared period that a moment of the period corresponds to. Milliseconds. */
export function before(moment: number, { timeZone, days }: Period, comparison: Exclude<Comparison, 'none'>): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
  return quarterOf(zoned.subtract(comparison === 'year' ? { years: 1 } : { days }).epochMilliseconds);
}

/** Returns a time zone by its IANA name; UTC for none and for one that does not exist. */
export function timeZoneOf(name: string | undefined): string {
  // Names begin with a letter. Times that differ from UTC, such as +02:00, are none.
  if (name === undefined || !/^[A-Z]/i.test(name)) return 'UTC';
  try {
    Intl.DateTimeFormat('en', { timeZone: name }).format();
    return name;
  } catch {
    return 'UTC';
  }
}

/** Returns the beginning of the quarter of an hour of a moment. Milliseconds. */
export function quarterOf(moment: number): number {
  return Math.floor(moment / QUARTER_MS) * QUARTER_MS;
}

function stepOf(asked: Step | '', days: number): Step {
  let step = asked === '' ? FITTING.find(([, from]) => days >= from)![0] : asked;
  const hours = { hour: 1, day: 24, week: 168, month: 730 };
  while (step !== 'month' && (days * 24) / hours[step] > STEPS_MAX) step = LARGER[step];
  return step;
}

function startOf(day: Temporal.PlainDate, timeZone: string): Temporal.ZonedDateTime {
  return day.toZonedDateTime({ timeZone }).startOfDay();
}

function edgesOf(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime, step: Step): number[] {
  const edges: number[] = [];
  for (let edge = start; Temporal.ZonedDateTime.compare(edge, end) < 0; edge = nextEdge(edge, step))
    edges.push(quarterOf(edge.epochMilliseconds));
  return [...edges, quarterOf(end.epochMilliseconds)];
}

/** Weeks begin on Monday, months on their first day. */
function nextEdge(edge: Temporal.ZonedDateTime, step: Step): Temporal.ZonedDateTime {
  if (step === 'hour') return edge.add({ hours: 1 });
  if (step === 'day') return edge.add({ days: 1 }).startOfDay();
  if (step === 'week') return edge.add({ days: 8 - edge.dayOfWeek }).startOfDay();
  return edge.with({ day: 1 }).add({ months: 1 }).startOfDay();
}
