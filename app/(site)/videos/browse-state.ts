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
export interface BrowseState {
  readonly sort: 'newest' | 'views';
  /** In which the views are counted. */
  readonly period: Period | 'all';
  /** Only those about this, in this language, or of this length; empty for all. */
  readonly category: Category | '';
  readonly language: Language | '';
  readonly length: Length | '';
}

/** The state of a plain address. */
export const PLAIN: BrowseState = { sort: 'newest', period: 'all', category: '', language: '', length: '' };

const state = z.object({
  sort: z.enum(['newest', 'views']).catch(PLAIN.sort),
  period: z.enum([...PERIODS, 'all']).catch(PLAIN.period),
  category: z.enum([...CATEGORIES, '']).catch(PLAIN.category),
  language: z.enum([...LANGUAGES, '']).catch(PLAIN.language),
  length: z.enum([...LENGTHS, '']).catch(PLAIN.length),
});

type Given = Readonly<Record<string, string | string[] | undefined>>;

/** What the query of an address says of a list. */
export interface Browsed {
  readonly list: BrowseState;
  readonly cursor: Cursor | null;
}

/** Reads the query of an address. What it cannot read is as in a plain address. */
export function readBrowsed(given: Given): Browsed {
  const list = state.parse(given);
  return { list: list.sort === 'newest' ? { ...list, period: PLAIN.period } : list, cursor: readCursor(given) };
}

/** Returns the query of an address, with its `?`. Empty for the plain one. Equal lists have equal ones. */
export function writeBrowsed({ list, cursor }: Browsed): string {
  const own = Object.entries(list).filter(([name, value]) => value !== PLAIN[name as keyof BrowseState]);
  const parameters = new URLSearchParams([...own, ...(cursor ? [cursorParameter(cursor)] : [])]);
  return parameters.size === 0 ? '' : `?${parameters}`;
}

/** Whether the list shows only what somebody chose. */
export function isFiltered({ category, language, length }: BrowseState): boolean {
  return category !== '' || language !== '' || length !== '';
}
