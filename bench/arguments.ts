export interface Arguments {
  /** The benches to run. */
  readonly names: readonly string[];
  readonly json: boolean;
  /** How many random changes `freshness` makes. */
  readonly changes: number;
  /** How many videos `search` searches. */
  readonly videos: number;
  /** How many events of viewings `dashboard` and `rebuild` have. */
  readonly events: number;
}

const CHANGES = 10_000;
const VIDEOS = 100_000;
const EVENTS = 10_000_000;

/**
 * Reads the arguments after `npm run bench --`.
 * @param known the names of all benches.
 * @throws {TypeError} for a word that is neither a bench nor an option.
 */
export function readArguments(words: readonly string[], known: readonly string[]): Arguments {
  const isOption = (word: string) => word === '--json' || /^--(changes|videos|events)=[1-9]\d{0,8}$/.test(word);
  const names = words.filter((word) => !isOption(word));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`There is no bench "${unknown}": give one of ${known.join(', ')}, or none for all.`);
  }
  const numberOf = (option: string) => words.find((word) => word.startsWith(option))?.slice(option.length);
  return {
    names: names.length > 0 ? names : known,
    json: words.includes('--json'),
    changes: Number(numberOf('--changes=') ?? CHANGES),
    videos: Number(numberOf('--videos=') ?? VIDEOS),
    events: Number(numberOf('--events=') ?? EVENTS),
  };
}
