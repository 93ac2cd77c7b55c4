import fc from 'fast-check';

/** Valid values of the site, so that requests pass its first checks. */
export interface Known {
  host: string;
  /** The cookie of a person who is signed in. */
  cookie: string;
  /** The ids of the site's server actions. */
  actionIds: readonly string[];
  videoId: string;
}

export type Header = readonly [name: string, value: string];

/** Text that is often handled wrongly. */
export const junk = () =>
  fc.oneof(
    fc.string({ maxLength: 20, unit: 'grapheme-ascii' }),
    fc.constantFrom(
      '',
      '0',
      '-1',
      'null',
      'undefined',
      '[]',
      '{}',
      '"',
      "'",
      '%',
      '%zz',
      '%00',
      '%ff',
      '%E0%A4',
      '..',
      '%2e%2e%2f',
      '\\',
      ';',
      '\xff\xfe',
      '__proto__',
      'constructor',
      'NaN',
      '1e999',
      'a'.repeat(3000),
    ),
  );

export const uuid = () => fc.uuid().map(String);
