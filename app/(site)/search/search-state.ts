import { isCategory, type Category } from '@/text/categories';
import { isLanguage, type Language } from '@/text/languages';
import { LENGTHS, type Length } from '@/text/lengths';
import { QUERY_MAX } from '@/text/search-query';
import { TAG_MAX } from '@/text/tags';
import { maxUnits } from '@/text/characters';
import { tidyName } from '@/text/tidy';

/** How many results a page shows, and the last page: those beyond would be guesses. */
export const PAGE_SIZE = 20;
export const PAGES_MAX = 10;

export const SORTS = ['relevance', 'newest', 'views'] as const;
export type Sort = (typeof SORTS)[number];
/** The longest time since publication, counted back from now. */
export const AGES = ['day', 'week', 'month', 'year'] as const;
export type Age = (typeof AGES)[number];

/** What a search asks: all of it is in its address. */
export interface SearchState {
  /** As typed, without spaces around it. */
  readonly q: string;
  readonly category: Category | null;
  readonly tag: string | null;
  readonly length: Length | null;
  readonly language: Language | null;
  /** The language of captions; `any` for some language. */
  readonly captions: Language | 'any' | null;
  readonly age: Age | null;
  readonly sort: Sort;
  /** From 1. */
  readonly page: number;
}

export const NO_SEARCH: SearchState = {
  q: '',
  ...{ category: null, tag: null, length: null, language: null, captions: null, age: null },
  ...{ sort: 'relevance', page: 1 },
};

/** The names of the filters in addresses. */
export const FILTERS = ['category', 'tag', 'length', 'language', 'captions', 'age'] as const;

/** The query of an address, as Next or a URL has it. */
type Given = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Returns what an address asks. What it does not know is left out. Pure. */
export function readSearch(given: Given): SearchState {
  const valueOf = (name: string) => {
    const value = given[name];
    return (typeof value === 'string' ? value : (value?.[0] ?? '')).replaceAll('\0', ' ').trim();
  };
  const wordOf = <Word extends string>(name: string, words: readonly Word[]) =>
    words.find((word) => word === valueOf(name)) ?? null;
  const [category, language, captions] = ['category', 'language', 'captions'].map(valueOf) as [string, string, string];
  const page = /^\d{1,4}$/.test(valueOf('page')) ? Number(valueOf('page')) : 1;
  return {
    q: cut(tidyName(valueOf('q')), QUERY_MAX),
    category: isCategory(category) ? category : null,
    tag: cut(valueOf('tag'), maxUnits(TAG_MAX)) || null,
    length: wordOf('length', LENGTHS),
    language: isLanguage(language) ? language : null,
    captions: captions === 'any' || isLanguage(captions) ? captions : null,
    age: wordOf('age', AGES),
    sort: wordOf('sort', SORTS) ?? 'relevance',
    page: Math.min(Math.max(1, page), PAGES_MAX),
  };
}

/** Returns whether an address has names without values, as that of a form in which nothing was chosen. Pure. */
export function hasEmptyValues(given: Given): boolean {
  return ['q', ...FILTERS].some((name) => typeof given[name] === 'string' && given[name].trim() === '');
}

/** Returns the address of a search. Leaves out what is usual. Pure. */
export function searchPath(state: SearchState): '/search' | `/search?${string}` {
  const given = new URLSearchParams();
  if (state.q !== '') given.set('q', state.q);
  for (const name of FILTERS) if (state[name] !== null) given.set(name, state[name]);
  if (state.sort !== 'relevance') given.set('sort', state.sort);
  if (state.page > 1) given.set('page', String(state.page));
  return given.size === 0 ? '/search' : `/search?${given}`;
}

/** Returns how many filters are set. */
export function countFilters(state: SearchState): number {
  return FILTERS.filter((name) => state[name] !== null).length;
}

const DAYS: Readonly<Record<Age, number>> = { day: 1, week: 7, month: 30, year: 365 };

/** Returns the time before which a video is older than that. */
export function publishedSince(age: Age, now: Date): Date {
  return new Date(now.getTime() - DAYS[age] * 86_400_000);
}

/** Cuts a text, but no character in two. Nothing is left of one that nobody sees. */
function cut(text: string, max: number): string {
  const whole = text.slice(0, max).replace(/\p{Cs}/gu, '');
  return /^[\s\p{Cf}]*$/u.test(whole) ? '' : whole.trim();
}
