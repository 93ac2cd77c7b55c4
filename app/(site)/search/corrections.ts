import { editDistance, wordsOf } from '@/text/search-words';
import type { KnownWord, StudiedWord } from './word-queries';

/** How much rarer a word must be than a similar one to be taken for a mistake. */
const RARER = 40;

/**
 * Returns the word that was probably meant, or null. Of words that are equally near, it is the one that most videos have.
 * Pure.
 */
export function correctionOf({ word, videos, similar }: StudiedWord): string | null {
  const near = similar
    .filter((other) => other.word !== word && other.videos > videos * RARER)
    .map((other) => ({ ...other, distance: editDistance(word, other.word) }))
    .filter(({ distance }) => distance <= (word.length < 6 ? 1 : 2))
    .map((other) => ({ ...other, weight: weightOf(word, other) }))
    .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1));
  return near[0]?.word ?? null;
}

/** A second mistake is as rare as a word that a thirtieth of the videos have. The first letter is seldom wrong. */
function weightOf(word: string, other: KnownWord & { readonly distance: number }): number {
  return other.videos / 30 ** other.distance / (other.word[0] === word[0] ? 1 : 5);
}

/** Returns a query with its misspelt words replaced, in lower case; null if none of them looks misspelt. Pure. */
export function correctedQuery(q: string, studied: readonly StudiedWord[]): string | null {
  const corrections = new Map(
    studied.flatMap((each) => {
      const correction = correctionOf(each);
      return correction === null ? [] : [[each.word, correction] as const];
    }),
  );
  if (corrections.size === 0) return null;
  return q
    .split(/(\s+)/)
    .map((part) => {
      const [word, ...more] = wordsOf(part);
      return word !== undefined && more.length === 0 ? (corrections.get(word) ?? part) : part;
    })
    .join('');
}
