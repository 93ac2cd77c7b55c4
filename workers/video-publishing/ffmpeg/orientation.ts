/** How a picture is to be turned, or mirrored, to stand as it was taken. */
export interface Orientation {
  /** Whether width and height change places. */
  readonly isOnItsSide: boolean;
  /** ffmpeg's. */
  readonly filters: readonly string[];
}

export interface OrientedTrack {
  readonly side_data_list: readonly { readonly rotation?: number; readonly displaymatrix?: string }[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * What ffprobe says of how a track lies, by its display matrix or an angle. ffmpeg turns pictures by itself, but each
 * version in its own way: the older mirror nothing, and some rely on an angle that others pass over. Pure.
 */
export function orientationOf({ side_data_list: sideData, tags }: OrientedTrack): Orientation {
  const matrix = sideData.find((side) => side.displaymatrix !== undefined)?.displaymatrix;
  // The tag counts clockwise, ffprobe counter-clockwise.
  const angle = sideData.find((side) => side.rotation !== undefined)?.rotation ?? -Number(tags.rotate ?? 0);
  const [a, b, c, d] = (matrix === undefined ? null : readMatrix(matrix)) ?? turnedBy(angle);
  if (Math.abs(b) > Math.abs(a)) {
    const direction = c > 0 ? (b > 0 ? 'cclock_flip' : 'cclock') : b > 0 ? 'clock' : 'clock_flip';
    return { isOnItsSide: true, filters: [`transpose=${direction}`] };
  }
  return { isOnItsSide: false, filters: [...(a < 0 ? ['hflip'] : []), ...(d < 0 ? ['vflip'] : [])] };
}

type Matrix = readonly [a: number, b: number, c: number, d: number];

/** `00000000: a b u 00000001: c d v 00000002: x y w` of ISO base media. Null for one that shows nothing. */
function readMatrix(text: string): Matrix | null {
  const rows = text
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).slice(1).map(Number));
  const [a = 0, b = 0] = rows[0] ?? [];
  const [c = 0, d = 0] = rows[1] ?? [];
  return a * d - b * c === 0 ? null : [a, b, c, d];
}

/** By degrees counter-clockwise. */
function turnedBy(degrees: number): Matrix {
  const angle = (Number.isFinite(degrees) ? degrees : 0) * (Math.PI / 180);
  return [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)];
}
