/** The words of the vocabulary. The n-th is said 1/n as often as the first. */
const WORDS = 50_000;

const SYLLABLES = [
  'ba',
  'ke',
  'lo',
  'mi',
  'ru',
  'sta',
  'ten',
  'dor',
  'fi',
  'gal',
  'hem',
  'jo',
  'kri',
  'nu',
  'pel',
  'sor',
];

/** Returns the n-th word of the vocabulary, from 0. */
export function wordOf(n: number): string {
  let [word, rest] = ['', n + SYLLABLES.length];
  for (; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) word += SYLLABLES[rest % SYLLABLES.length]!;
  return word;
}

const cumulative = (() => {
  const sums = new Float64Array(WORDS);
  let sum = 0;
  for (let n = 0; n < WORDS; n += 1) sums[n] = sum += 1 / (n + 1);
  return sums;
})();

/** Returns a word, the frequent ones more often. @param random returns numbers from 0 to 1. */
export function anyWord(random: () => number): string {
  const wanted = random() * cumulative[WORDS - 1]!;
  let [low, high] = [0, WORDS - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return wordOf(low);
}

/** Returns a text of so many words. */
export const textOf = (random: () => number, words: number) =>
  Array.from({ length: words }, () => anyWord(random)).join(' ');
