interface Terms {
  /** The name that people read. */
  readonly name: string;
  /** What it allows, in a sentence. */
  readonly meaning: string;
  /** The deed of the licence; null without one. */
  readonly url: string | null;
}

/** Returns the address of a Creative Commons deed. */
const deed = (path: string) => `https://creativecommons.org/${path}/`;

/**
 * The licences that a creator can choose, by their SPDX identifiers where they have one. Events contain the keys, so the
 * list may grow but never shrink.
 */
export const LICENCE_TERMS = {
  'all-rights-reserved': {
    name: 'All rights reserved',
    meaning: 'Others may watch it here and link to it, and must ask before they use it elsewhere.',
    url: null,
  },
  'CC-BY-4.0': {
    name: 'CC BY 4.0',
    meaning: 'Others may share and change it, if they name you.',
    url: deed('licenses/by/4.0'),
  },
  'CC-BY-SA-4.0': {
    name: 'CC BY-SA 4.0',
    meaning: 'Others may share and change it, if they name you and pass it on under the same licence.',
    url: deed('licenses/by-sa/4.0'),
  },
  'CC-BY-ND-4.0': {
    name: 'CC BY-ND 4.0',
    meaning: 'Others may share it unchanged, if they name you.',
    url: deed('licenses/by-nd/4.0'),
  },
  'CC-BY-NC-4.0': {
    name: 'CC BY-NC 4.0',
    meaning: 'Others may share and change it without making money from it, if they name you.',
    url: deed('licenses/by-nc/4.0'),
  },
  'CC-BY-NC-SA-4.0': {
    name: 'CC BY-NC-SA 4.0',
    meaning:
      'Others may share and change it without making money from it, if they name you and pass it on under the same licence.',
    url: deed('licenses/by-nc-sa/4.0'),
  },
  'CC-BY-NC-ND-4.0': {
    name: 'CC BY-NC-ND 4.0',
    meaning: 'Others may share it unchanged and without making money from it, if they name you.',
    url: deed('licenses/by-nc-nd/4.0'),
  },
  'CC0-1.0': {
    name: 'CC0 1.0, public domain',
    meaning: 'Others may do anything with it.',
    url: deed('publicdomain/zero/1.0'),
  },
} as const satisfies Record<string, Terms>;

export type Licence = keyof typeof LICENCE_TERMS;

export const LICENCES = Object.keys(LICENCE_TERMS) as [Licence, ...Licence[]];

/** The licence of a video whose creator has chosen none. */
export const DEFAULT_LICENCE: Licence = 'all-rights-reserved';

export function isLicence(key: string): key is Licence {
  return Object.hasOwn(LICENCE_TERMS, key);
}
