import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** How hard a password is to guess: `weak` ones are refused. */
export interface Strength {
  readonly level: 'weak' | 'good' | 'strong';
  /** Why a weak one is easy to guess: the end of the sentence “This is easy to guess: …”. */
  readonly reason: string;
}

/** Longer passwords are hard to guess by their beginning, or repeat it. The estimate of a long one takes long. */
const RATED_MAX = 64;
/** The estimate of zxcvbn, 0 to 4: from 3 on, somebody who has the hash needs more than 10^8 guesses. */
const LEVELS = ['weak', 'weak', 'weak', 'good', 'strong'] as const;
/** The first words that somebody tries on this site. */
const SITE_WORDS = ['video', 'videos', 'tutorial', 'tutorials', 'video tutorials', 'videotutorials'];
/** A password of known words and fewer other letters is one of the first guesses. */
const OWN_LETTERS_MIN = 4;
const COMMON = 'many people use it.';
const REASONS: Readonly<Record<string, string>> = {
  straightRow: 'it’s a row of keys.',
  keyPattern: 'it’s a pattern of keys.',
  simpleRepeat: 'it repeats a character.',
  extendedRepeat: 'it repeats a part.',
  sequences: 'it’s a sequence.',
  recentYears: 'it’s mostly a year.',
  dates: 'it’s mostly a date.',
  topTen: COMMON,
  topHundred: COMMON,
  common: COMMON,
  similarToCommon: 'it’s nearly one that many people use.',
  userInputs: 'it’s made of your name, your address, or the site’s name.',
};
const OTHER = 'there is too little in it. Add a word or two.';

/**
 * Estimates how hard a password is to guess, by a list of common ones and by patterns. In browsers it loads the list first.
 * @param ownWords the person's name and address, which are guessed first.
 */
export async function strengthOf(password: string, ownWords: readonly string[]): Promise<Strength> {
  const known = [...SITE_WORDS, ...ownWords.flatMap((words) => [words, ...words.split(/[\s@.]+/)])]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 2);
  if (isMadeOf(known, password.toLowerCase())) return { level: 'weak', reason: REASONS.userInputs! };
  // A word that comes again adds nothing.
  const rated = [...new Set(password.slice(0, RATED_MAX).split(/\s+/))].join(' ');
  const { score, feedback } = (await loadEstimator()).check(rated, known);
  return { level: LEVELS[score], reason: REASONS[feedback.warning ?? ''] ?? OTHER };
}

/** Returns whether nearly nothing but digits and signs is left of a password without these words. */
function isMadeOf(words: readonly string[], password: string): boolean {
  const byLength = words.toSorted((one, other) => other.length - one.length);
  const rest = byLength.reduce((left, word) => left.replaceAll(word, ''), password);
  return rest !== password && rest.replaceAll(/\P{L}/gu, '').length < OWN_LETTERS_MIN;
}

let estimator: Promise<ZxcvbnFactory> | undefined;

function loadEstimator(): Promise<ZxcvbnFactory> {
  estimator ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([core, { dictionary, adjacencyGraphs: graphs }]) => new core.ZxcvbnFactory({ dictionary, graphs }),
  );
  estimator.catch(() => (estimator = undefined));
  return estimator;
}
