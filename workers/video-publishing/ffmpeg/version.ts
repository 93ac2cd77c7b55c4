/** What `ffmpeg -version` tells of a build. */
export interface Build {
  /** As it calls itself: `5.1.9-0+deb12u1`, or `N-47683-g0e8eb07980-static` of one between releases. */
  readonly version: string;
  /** The last year in its copyright line, which is that of its newest code; null where there is none. */
  readonly year: number | null;
  /** The version of libavcodec. Unlike the name of a build it only grows, in releases and between them. */
  readonly codecs: readonly number[];
}

/** Reads what `-version` wrote. Null where it is not of this program. Pure. */
export function readVersion(name: 'ffmpeg' | 'ffprobe', output: string): Build | null {
  const version = new RegExp(`^${name} version (\\S+)`).exec(output)?.[1];
  if (version === undefined) return null;
  const year = /Copyright \(c\) (?:\d{4}-)?(\d{4})/.exec(output)?.[1];
  const codecs = /^libavcodec\s+(\d+)\.\s*(\d+)\.\s*(\d+)/m.exec(output)?.slice(1).map(Number) ?? [];
  return { version, year: year === undefined ? null : Number(year), codecs };
}

/** Whether a build has newer code than another; of two with the same code, the one that was corrected later. Pure. */
export function isNewer(one: Build, other: Build): boolean {
  for (const [index, number] of one.codecs.entries()) {
    const difference = number - (other.codecs[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return (one.year ?? 0) > (other.year ?? 0);
}

/** `5.1.9 (2026)`: the version without what a distribution or builder appends, and the year. Pure. */
export function nameOf({ version, year }: Build): string {
  const short = /^(?:n?\d[\d.]*|N-\d+)/.exec(version)?.[0].replace(/^n/, '') ?? version;
  return year === null ? short : `${short} (${year})`;
}
