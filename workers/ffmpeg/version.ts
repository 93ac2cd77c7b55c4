/** The output of `ffmpeg -version`. */
export interface Build {
  /** `5.1.9-0+deb12u1` for a release, `N-47683-g0e8eb07980-static` for a development build. */
  readonly version: string;
  /** The last year in its copyright line, which is the year of its newest code; null without one. */
  readonly year: number | null;
  /** The version of libavcodec. Unlike the version of the build, it can always be compared. */
  readonly codecs: readonly number[];
}

/** Parses the output of `-version`. Null if it is not of this program. Pure. */
export function readVersion(name: 'ffmpeg' | 'ffprobe', output: string): Build | null {
  const version = new RegExp(`^${name} version (\\S+)`).exec(output)?.[1];
  if (version === undefined) return null;
  const year = /Copyright \(c\) (?:\d{4}-)?(\d{4})/.exec(output)?.[1];
  const codecs = /^libavcodec\s+(\d+)\.\s*(\d+)\.\s*(\d+)/m.exec(output)?.slice(1).map(Number) ?? [];
  return { version, year: year === undefined ? null : Number(year), codecs };
}

/** Returns whether a build is newer than another, by libavcodec and then by year. Pure. */
export function isNewer(one: Build, other: Build): boolean {
  for (const [index, number] of one.codecs.entries()) {
    const difference = number - (other.codecs[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return (one.year ?? 0) > (other.year ?? 0);
}

/** Returns the version without a distribution's suffix, and the year: `5.1.9 (2026)`. Pure. */
export function nameOf({ version, year }: Build): string {
  const short = /^(?:n?\d[\d.]*|N-\d+)/.exec(version)?.[0].replace(/^n/, '') ?? version;
  return year === null ? short : `${short} (${year})`;
}
