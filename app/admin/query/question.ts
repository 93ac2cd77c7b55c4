import { z } from 'zod';

/** How the messages of a group become one value. */
export const REDUCTIONS = ['count', 'sum', 'mean', 'p50', 'p95', 'last', 'merge'] as const;
export type Reduction = (typeof REDUCTIONS)[number];

/** What messages can be grouped by besides a field of their data. */
export const PROPERTIES = ['nothing', 'type', 'stream', 'user', 'hour', 'day', 'week', 'month'] as const;
export type Property = (typeof PROPERTIES)[number];

/** A question to the log: which messages, grouped by what, and reduced how. */
export interface Question {
  /** The types of the messages; none: nothing is asked yet. */
  readonly types: readonly string[];
  /** The first and the last day (UTC), such as `2026-11-21`. */
  readonly from: string;
  readonly to: string;
  /** One of `PROPERTIES`, or the path of a field: `context.source`. */
  readonly by: string;
  readonly reduce: Reduction;
  /** The path of the field that is reduced; empty for `count`, and for the whole data of `last` and `merge`. */
  readonly of: string;
}

const DAY_MS = 24 * 3600_000;
/** The period if none is given, in days. */
const DAYS = 28;
const TYPES_MAX = 10;
/** Names of fields, one within the other. Lists have numbers. */
const PATH = /^[\w-]{1,60}(\.[\w-]{1,60}){0,7}$/;
const NUMERIC: readonly Reduction[] = ['sum', 'mean', 'p50', 'p95'];

const text = z.string().trim().catch('');
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Reads a question from the query of an address, and what is wrong with it, as a sentence by field. @param now milliseconds. */
export function readQuestion(
  query: Readonly<Record<string, unknown>>,
  now: number,
): { question: Question; faults: Readonly<Partial<Record<'type' | 'from' | 'to' | 'by' | 'of', string>>> } {
  const types = text
    .parse(query.type)
    .split(/[\s,]+/)
    .filter(Boolean);
  const reduce = z.enum(REDUCTIONS).catch('count').parse(query.reduce);
  const question = {
    types: [...new Set(types)],
    from: text.parse(query.from) || dayOf(now - (DAYS - 1) * DAY_MS),
    to: text.parse(query.to) || dayOf(now),
    by: text.parse(query.by) || 'day',
    reduce,
    of: reduce === 'count' ? '' : text.parse(query.of),
  };
  const isDay = (day: string) => day >= '2000' && z.iso.date().safeParse(day).success;
  const { by, of } = question;
  const faults = {
    ...(query.type !== undefined && types.length === 0 && { type: 'Say which types of messages.' }),
    ...(types.length > TYPES_MAX && { type: `At most ${TYPES_MAX} types.` }),
    ...(!isDay(question.from) && { from: 'A day looks like 2026-11-21.' }),
    ...(!isDay(question.to) && { to: 'A day looks like 2026-11-21.' }),
    ...(isDay(question.from) &&
      isDay(question.to) &&
      question.from > question.to && { to: 'It ends before it begins.' }),
    ...(!isProperty(by) && !PATH.test(by) && { by: 'A field looks like videoId or context.source.' }),
    ...(of !== '' && !PATH.test(of) && { of: 'A field looks like newSeconds or context.device.' }),
    ...(of === '' && NUMERIC.includes(reduce) && { of: 'Say which field has the numbers.' }),
  };
  return { question, faults };
}

/** Returns the path of a question, with which it can be kept and shared. */
export function questionPath(
  question: Question,
  page = '/admin/query',
  more: Readonly<Record<string, string>> = {},
): string {
  const { types, ...rest } = question;
  const parameters = Object.entries({ type: types.join(','), ...rest, ...more }).filter(([, value]) => value !== '');
  return `${page}?${new URLSearchParams(parameters)}`;
}

export function isProperty(by: string): by is Property {
  return (PROPERTIES as readonly string[]).includes(by);
}
