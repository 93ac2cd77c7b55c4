import { z } from 'zod';
import { AUDIENCES, DEVICES, SOURCES } from '@/workers/view-counting/contract';

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
export const DIMENSIONS = ['source', 'sourceDetail', 'audience', 'device', 'browser', 'language', 'country'] as const;
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
const day = z.iso.date().refine((text) => text >= '2000' && text < '2100');
const DAY_WORDS = 'a day from 2000 to 2099, such as 2026-11-21';
/** The most characters of a value, as in the contract of viewings. */
const VALUE_MAX = 100;
const limited = z
  .string()
  .max(VALUE_MAX)
  .regex(/^\P{Cc}+$/u);

/** What an address may say, each with what is right, in words. */
const FIELDS = {
  range: { values: z.enum(keys(RANGES)), words: keys(RANGES).join(', ') },
  from: { values: day, words: DAY_WORDS },
  to: { values: day, words: DAY_WORDS },
  by: { values: z.enum(keys(STEPS)), words: keys(STEPS).join(', ') },
  metric: { values: z.enum(keys(METRICS)), words: keys(METRICS).join(', ') },
  compare: { values: z.enum(keys(COMPARISONS)), words: keys(COMPARISONS).join(', ') },
  source: { values: z.enum([...SOURCES, 'unknown']), words: [...SOURCES, 'unknown'].join(', ') },
  sourceDetail: { values: limited, words: `at most ${VALUE_MAX} characters` },
  audience: { values: z.enum([...AUDIENCES, 'unknown']), words: [...AUDIENCES, 'unknown'].join(', ') },
  device: { values: z.enum([...DEVICES, 'unknown']), words: [...DEVICES, 'unknown'].join(', ') },
  browser: { values: limited, words: `at most ${VALUE_MAX} characters` },
  language: { values: z.string().regex(/^[a-z]{2,3}$/), words: 'a language such as en' },
  country: { values: z.string().regex(/^([A-Z]{2}|unknown)$/), words: 'a country such as DE, or unknown' },
} as const;
type Field = keyof typeof FIELDS;
const isField = (name: string): name is Field => Object.hasOwn(FIELDS, name);

type Parameters = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the parameters of an address. One that makes no sense counts as missing. */
export function readState(parameters: Parameters): AnalyticsState {
  const read = <Name extends Field>(name: Name) => {
    const given = parameters[name];
    return FIELDS[name].values.safeParse(Array.isArray(given) ? given[0] : given).data as
      | z.output<(typeof FIELDS)[Name]['values']>
      | undefined;
  };
  const [from, to] = [read('from'), read('to')].toSorted();
  const filter = Object.fromEntries(
    DIMENSIONS.flatMap((dimension) => {
      const value = read(dimension);
      return value === undefined ? [] : [[dimension, value]];
    }),
  );
  return {
    range: read('range') ?? PLAIN.range,
    ...(from !== undefined && to !== undefined ? { from, to } : { from: '', to: '' }),
    by: read('by') ?? PLAIN.by,
    metric: read('metric') ?? PLAIN.metric,
    compare: read('compare') ?? PLAIN.compare,
    filter,
  };
}

/** Says which parameter of an address makes no sense, in a sentence; null if all do. Others than those of a state are ignored. */
export function faultOf(parameters: Parameters): string | null {
  for (const [name, value] of Object.entries(parameters))
    if (isField(name) && !FIELDS[name].values.safeParse(value).success) return `${name} must be ${FIELDS[name].words}.`;
  return (parameters.from === undefined) === (parameters.to === undefined) ? null : 'from and to belong together.';
}

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
