/** How long videos are, as filters name it: in the search and in lists. */
export const LENGTHS = ['short', 'medium', 'long'] as const;
export type Length = (typeof LENGTHS)[number];

/** The names of the lengths for people. */
export const LENGTH_NAMES: Readonly<Record<Length, string>> = {
  short: 'Under 5 minutes',
  medium: '5 to 20 minutes',
  long: '20 minutes and more',
};

/** In seconds: a video has a length from the first on, and below the second. */
export const LENGTH_SECONDS: Readonly<Record<Length, { readonly from: number; readonly below: number | null }>> = {
  short: { from: 0, below: 300 },
  medium: { from: 300, below: 1200 },
  long: { from: 1200, below: null },
};
