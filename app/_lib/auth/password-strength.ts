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
  const { score, feedback } = (await loadEstimator()).check(password.slice(0, RATED_MAX), [
    ...SITE_WORDS,
    ...ownWords.flatMap((words) => [words, ...words.split(/[\s@.]+/)]).filter((word) => word.length > 2),
  ]);
  return { level: LEVELS[score], reason: REASONS[feedback.warning ?? ''] ?? OTHER };
}

let estimator: Promise<ZxcvbnFactory> | undefined;

function loadEstimator(): Promise<ZxcvbnFactory> {
  estimator ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([core, { dictionary, adjacencyGraphs: graphs }]) => new core.ZxcvbnFactory({ dictionary, graphs }),
  );
  estimator.catch(() => (estimator = undefined));
  return estimator;
}
