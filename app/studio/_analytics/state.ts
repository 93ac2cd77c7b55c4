import { z } from 'zod';
import { DEVICES, SOURCES } from '@/workers/view-counting/contract';

/** The periods that one chooses by name: so many days that end today. */
export const RANGES = { '1': 'Today', '7': '7 days', '28': '28 days', '90': '90 days', '365': '365 days' } as const;
export type Range = keyof typeof RANGES;

/** The steps of a chart. */
export const STEPS = { hour: 'Hour', day: 'Day', week: 'Week', month: 'Month' } as const;
export type Step = keyof typeof STEPS;

/** What a period is compared with. */
export const COMPARISONS = { previous: 'The period before', year: 'A year before', none: 'Nothing' } as const;
export type Comparison = keyof typeof COMPARISONS;

/** What the chart shows. */
export const METRICS = {
  views: 'Views',
  viewers: 'Viewers',
  watched: 'Watch time',
  average: 'Average watched',
} as const;
export type Metric = keyof typeof METRICS;

/** The parts of the viewings that are counted by themselves. */
export const DIMENSIONS = ['source', 'sourceDetail', 'device', 'browser', 'language'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Which viewings are counted. A missing dimension is not limited. */
export type Filter = Readonly<Partial<Record<Dimension, string>>>;

/** What the address of a page of analytics says. */
export interface AnalyticsState {
  readonly range: Range;
  /** The first and the last day, such as `2026-11-21`. They count instead of the range if both are there. */
  readonly from: string;
  readonly to: string;
  /** Empty: the step fits the length of the period. */
  readonly by: Step | '';
  readonly metric: Metric;
  readonly compare: Comparison;
  readonly filter: Filter;
}

/** The state of a plain address. */
export const PLAIN: AnalyticsState = {
  range: '28',
  from: '',
  to: '',
  by: '',
  metric: 'views',
  compare: 'previous',
  filter: {},
};

const keys = <Key extends string>(named: Record<Key, string>) => Object.keys(named) as [Key, ...Key[]];
const day = z.iso
  .date()
  .refine((text) => text >= '2000' && text < '2100')
  .catch('');
/** The most characters of a value, as in the contract of viewings. */
const VALUE_MAX = 100;
const limited = z
  .string()
  .max(VALUE_MAX)
  .regex(/^\P{Cc}+$/u)
  .optional()
  .catch(undefined);
const query = z.object({
  range: z.enum(keys(RANGES)).catch(PLAIN.range),
  from: day,
  to: day,
  by: z.enum([...keys(STEPS), '']).catch(PLAIN.by),
  metric: z.enum(keys(METRICS)).catch(PLAIN.metric),
  compare: z.enum(keys(COMPARISONS)).catch(PLAIN.compare),
  source: z
    .enum([...SOURCES, 'unknown'])
    .optional()
    .catch(undefined),
  sourceDetail: limited,
  device: z
    .enum([...DEVICES, 'unknown'])
    .optional()
    .catch(undefined),
  browser: limited,
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional()
    .catch(undefined),
});

/** Reads the parameters of an address. One that makes no sense counts as missing. */
export function readState(parameters: Readonly<Record<string, string | string[] | undefined>>): AnalyticsState {
  const single = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  const { range, from, to, by, metric, compare, ...dimensions } = query.parse(single);
  const filter = Object.fromEntries(Object.entries(dimensions).filter(([, value]) => value !== undefined));
  const days = from !== '' && to !== '' ? { from: from < to ? from : to, to: from < to ? to : from } : NO_DAYS;
  return { range, ...days, by, metric, compare, filter };
}

const NO_DAYS = { from: '', to: '' };

/** Returns the parameters of a state, with `?`; empty for a plain one. @param added others. */
export function stateParameters(state: AnalyticsState, added: Readonly<Record<string, string>> = {}): string {
  const { filter, ...rest } = state;
  const hasDays = state.from !== '';
  const parameters = Object.entries({ ...rest, ...filter }).filter(
    ([name, value]) => value !== PLAIN[name as keyof typeof PLAIN] && !(name === 'range' && hasDays),
  );
  const text = new URLSearchParams([...parameters, ...Object.entries(added)] as [string, string][]).toString();
  return text === '' ? '' : `?${text}`;
}
