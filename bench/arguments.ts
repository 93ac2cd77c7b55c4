export interface Arguments {
  /** The benches to run. */
  readonly names: readonly string[];
  readonly json: boolean;
  /** How many random changes `freshness` makes. */
  readonly changes: number;
}

const CHANGES = 10_000;

/**
 * Reads the arguments after `npm run bench --`.
 * @param known the names of all benches.
 * @throws {TypeError} for a word that is neither a bench nor an option.
 */
export function readArguments(words: readonly string[], known: readonly string[]): Arguments {
  const isOption = (word: string) => word === '--json' || /^--changes=[1-9]\d{0,8}$/.test(word);
  const names = words.filter((word) => !isOption(word));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`There is no bench "${unknown}": give one of ${known.join(', ')}, or none for all.`);
  }
  const changes = words.find((word) => word.startsWith('--changes='))?.slice('--changes='.length);
  return {
    names: names.length > 0 ? names : known,
    json: words.includes('--json'),
    changes: Number(changes ?? CHANGES),
  };
}
