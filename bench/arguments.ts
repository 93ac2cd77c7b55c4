export interface Arguments {
  /** The benches to run. */
  readonly names: readonly string[];
  readonly json: boolean;
}

/**
 * Reads the arguments after `npm run bench --`.
 * @param known the names of all benches.
 * @throws {TypeError} for a word that is neither a bench nor `--json`.
 */
export function readArguments(words: readonly string[], known: readonly string[]): Arguments {
  const names = words.filter((word) => word !== '--json');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`There is no bench "${unknown}": give one of ${known.join(', ')}, or none for all.`);
  }
  return { names: names.length > 0 ? names : known, json: words.includes('--json') };
}
