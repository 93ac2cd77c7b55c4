import { foldText } from './fold';

/**
 * Scripts that are written without spaces between words, or with endings that hang on each word, so that no parser finds
 * their words: these texts are searched by pairs of characters.
 */
const JOINED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー';
/** A run of such characters, or a word of any other script. */
const RUNS = new RegExp(`([${JOINED}][${JOINED}\\p{M}]*)|(?:(?![${JOINED}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');

/** Names whose signs tell them from other words. */
const SIGNED: readonly (readonly [RegExp, string])[] = [
  [/\bc\+\+/g, 'cplusplus'],
  [/\b([cf])#/g, '$1sharp'],
];
/** Within words of the Latin script: "don't" is one word. */
const APOSTROPHES = /(?<=\p{L})['’ʼ](?=\p{L})/gu;

/** The longest word, in UTF-16 units. Longer ones are no words, and nobody finds them. */
const WORD_MAX = 60;

/** A word that is searched for. */
export interface SearchedWord {
  readonly word: string;
  /** Also finds words that begin with it: a single character of a script without spaces. */
  readonly isPrefix: boolean;
}

/**
 * Returns the words of a text, as they are indexed: in lower case, without accents, signs and marks. A text without spaces
 * becomes its pairs of characters: 東京都 → 東京, 京都, 都. Pure.
 */
export function wordsOf(text: string): string[] {
  return runsOf(text).flatMap(({ run, isJoined }) => (isJoined ? [...pairsOf(run), [...run].at(-1)!] : [run]));
}

/** Returns the words to search for, each once, in their order. Pure. */
export function searchedWords(text: string): SearchedWord[] {
  const found = new Map<string, SearchedWord>();
  for (const { run, isJoined } of runsOf(text)) {
    const pairs = isJoined ? pairsOf(run) : [run];
    const words = pairs.length > 0 ? pairs : [run];
    for (const word of words) found.set(word, { word, isPrefix: pairs.length === 0 });
  }
  return [...found.values()];
}

const SPELLED = /^\p{L}{4,20}$/u;
const HAS_JOINED = new RegExp(`[${JOINED}]`, 'u');

/** Returns whether a word can be misspelt: it has letters only, and enough of them that another one is probably meant. */
export function canBeMisspelt(word: string): boolean {
  return SPELLED.test(word) && !HAS_JOINED.test(word);
}

/** Returns the word with one letter taken out, for each letter, and the word itself. Misspelt words share one of them. */
export function spellingsOf(word: string): string[] {
  const letters = [...word];
  return [...new Set([word, ...letters.map((_, index) => letters.toSpliced(index, 1).join(''))])];
}

/** How far two words are apart: letters to insert, take out, replace, or swap with their neighbour. Pure. */
export function editDistance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let [before, last] = [[] as number[], b.map((_, index) => index)];
  last.push(b.length);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      row.push(best);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}

interface Run {
  readonly run: string;
  readonly isJoined: boolean;
}

/** Text of which nothing needs to be folded, as most lines in English are. */
const ASCII = /^[\t\n\r\x20-\x7e]*$/;
const ASCII_RUNS = /[a-z0-9]+/g;
const HAS_SIGNS = /[+#'’ʼ]/;

function runsOf(text: string): Run[] {
  const isAscii = ASCII.test(text);
  let folded = isAscii ? text.toLowerCase() : foldText(text);
  if (HAS_SIGNS.test(folded)) {
    for (const [name, word] of SIGNED) folded = folded.replace(name, word);
    folded = folded.replace(APOSTROPHES, '');
  }
  // Finding letters of any script takes five times as long.
  const runs: Run[] = isAscii
    ? (folded.match(ASCII_RUNS) ?? []).map((run) => ({ run, isJoined: false }))
    : [...folded.matchAll(RUNS)].map(([run, joined]) => ({ run, isJoined: joined !== undefined }));
  return runs.filter(({ run, isJoined }) => isJoined || run.length <= WORD_MAX);
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, index) => characters[index]! + character);
}
