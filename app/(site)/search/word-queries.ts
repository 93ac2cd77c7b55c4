import type { SearchedWord } from '@/text/search-words';

/** The most words of a query. What follows is not searched. */
export const WORDS_MAX = 12;

/** A word that the site knows, with the number of videos that have it. */
export interface KnownWord {
  readonly word: string;
  readonly videos: number;
}

/** What the site knows of a word that is searched for. */
export interface StudiedWord extends SearchedWord {
  /** How many videos have it just so. */
  readonly videos: number;
  /** What it is in the index, in each language of the site: its stems, and itself. */
  readonly lexemes: readonly string[];
  /** Says nothing in a language of the site, so that its videos are found without it: "the". */
  readonly isStopWord: boolean;
  /** Words that are spelt nearly like it. */
  readonly similar: readonly KnownWord[];
}

const quoted = (lexeme: string) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const anyOf = ({ lexemes, isPrefix }: StudiedWord) =>
  `(${lexemes.map((lexeme) => quoted(lexeme) + (isPrefix ? ':*' : '')).join(' | ')})`;

/** Queries in the notation of Postgres, for `::tsquery`. */
export interface WordQueries {
  /** All words, and all labels. Null if there is nothing to look for. */
  readonly every: string | null;
  /** Some of the words, and all labels. */
  readonly some: string | null;
  /** The words, for ranking. */
  readonly words: string;
  /** The words one after the other; null for a single word. */
  readonly phrase: string | null;
}

/** Returns the queries for these words. Words that say nothing count only if there are no others. Pure. */
export function queriesOf(studied: readonly StudiedWord[], labels: readonly string[]): WordQueries {
  const telling = studied.filter(({ isStopWord }) => !isStopWord);
  const needed = telling.length > 0 ? telling : studied;
  const limits = labels.map(quoted);
  if (needed.length === 0) return { every: null, some: null, words: '', phrase: null };
  return {
    every: [...needed.map(anyOf), ...limits].join(' & '),
    some: needed.length < 2 ? null : [`(${needed.map(anyOf).join(' | ')})`, ...limits].join(' & '),
    words: needed.map(anyOf).join(' | '),
    phrase: needed.length < 2 ? null : needed.map(anyOf).join(' <-> '),
  };
}
