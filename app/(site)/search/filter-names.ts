import { CATEGORY_NAMES } from '@/text/categories';
import { languageName } from '@/text/languages';
import { LENGTH_NAMES } from '@/text/lengths';
import { FILTERS, type Age, type SearchState, type Sort } from './search-state';

/** The words for what a search can be limited to, and for its orders. */
export const SORT_NAMES: Readonly<Record<Sort, string>> = {
  relevance: 'Best match',
  newest: 'Newest',
  views: 'Most viewed',
};
export const AGE_NAMES: Readonly<Record<Age, string>> = {
  day: 'In the last day',
  week: 'In the last week',
  month: 'In the last month',
  year: 'In the last year',
};

/** A filter that is set, in words. */
interface ActiveFilter {
  readonly name: (typeof FILTERS)[number];
  readonly words: string;
}

/** Returns the filters of a search that are set, in words. Pure. */
export function activeFilters(state: SearchState): ActiveFilter[] {
  const { category, tag, length, language, captions, age } = state;
  const words = {
    category: category && CATEGORY_NAMES[category],
    tag: tag && `Tag: ${tag}`,
    length: length && LENGTH_NAMES[length],
    language: language && `In ${languageName(language)}`,
    captions: captions && (captions === 'any' ? 'With captions' : `Captions: ${languageName(captions)}`),
    age: age && AGE_NAMES[age],
  };
  return FILTERS.flatMap((name) => (words[name] === null ? [] : [{ name, words: words[name] }]));
}
