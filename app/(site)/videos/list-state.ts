import { z } from 'zod';
import { cursorParameter, readCursor, type Cursor } from '@/app/_lib/lists/cursor';
import { CATEGORIES, type Category } from '@/text/categories';
import { LANGUAGES, type Language } from '@/text/languages';
import { LENGTHS, type Length } from '@/text/lengths';
import { PERIODS, type Period } from '@/text/periods';

/** The periods of the most viewed videos, and their names for people. They are those of the calendar, in UTC. */
export const PERIOD_NAMES = {
  day: 'Today',
  week: 'This week',
  month: 'This month',
  year: 'This year',
  all: 'All time',
} as const satisfies Record<Period | 'all', string>;

/** Which videos a list shows, and in which order: what the query of its address says. */
export interface ListState {
  readonly sort: 'newest' | 'views';
  /** In which the views are counted. */
  readonly period: Period | 'all';
  /** Only those about this, in this language, or of this length; null for all. */
  readonly category: Category | null;
  readonly language: Language | null;
  readonly length: Length | null;
}

/** The list of an address without a query. */
export const NO_FILTERS: ListState = { sort: 'newest', period: 'all', category: null, language: null, length: null };

const state = z.object({
  sort: z.enum(['newest', 'views']).catch(NO_FILTERS.sort),
  period: z.enum([...PERIODS, 'all']).catch(NO_FILTERS.period),
  category: z.enum(CATEGORIES).nullable().catch(null),
  language: z.enum(LANGUAGES).nullable().catch(null),
  length: z.enum(LENGTHS).nullable().catch(null),
});

type Given = Readonly<Record<string, string | string[] | undefined>>;

/** What the query of an address says of a list. */
export interface AskedList {
  readonly list: ListState;
  readonly cursor: Cursor | null;
}

/** Reads the query of an address. What it cannot read is as in a plain address. */
export function readList(given: Given): AskedList {
  const list = state.parse(given);
  return { list: list.sort === 'newest' ? { ...list, period: NO_FILTERS.period } : list, cursor: readCursor(given) };
}

/** Returns the query of an address, with its `?`. Empty for the plain one. Equal lists have equal ones. */
export function listQuery({ list, cursor }: AskedList): string {
  const own = Object.entries(list).filter(([name, value]) => value !== NO_FILTERS[name as keyof ListState]) as [
    string,
    string,
  ][];
  const parameters = new URLSearchParams([...own, ...(cursor ? [cursorParameter(cursor)] : [])]);
  return parameters.size === 0 ? '' : `?${parameters}`;
}

/** Whether the list shows only what somebody chose. */
export function isFiltered({ category, language, length }: ListState): boolean {
  return category !== null || language !== null || length !== null;
}
