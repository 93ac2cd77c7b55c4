/** The rotation and mirroring of a picture for display. */
export interface Orientation {
  /** Whether the rotation swaps width and height. */
  readonly isOnItsSide: boolean;
  /** ffmpeg's filters that do it. */
  readonly filters: readonly string[];
}

export interface OrientedTrack {
  readonly side_data_list: readonly { readonly rotation?: number; readonly displaymatrix?: string }[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Determines the orientation from ffprobe's display matrix or angle. ffmpeg can rotate automatically, but its versions
 * differ: older ones do not mirror, and some use an angle that others ignore. Pure.
 */
export function orientationOf({ side_data_list: sideData, tags }: OrientedTrack): Orientation {
  const matrix = sideData.find((side) => side.displaymatrix !== undefined)?.displaymatrix;
  // The tag is a clockwise angle, ffprobe's rotation a counter-clockwise one.
  const angle = sideData.find((side) => side.rotation !== undefined)?.rotation ?? -Number(tags.rotate ?? 0);
  const [a, b, c, d] = (matrix === undefined ? null : readMatrix(matrix)) ?? rotationMatrix(angle);
  if (Math.abs(b) > Math.abs(a)) {
    const direction = c > 0 ? (b > 0 ? 'cclock_flip' : 'cclock') : b > 0 ? 'clock' : 'clock_flip';
    return { isOnItsSide: true, filters: [`transpose=${direction}`] };
  }
  return { isOnItsSide: false, filters: [...(a < 0 ? ['hflip'] : []), ...(d < 0 ? ['vflip'] : [])] };
}

type Matrix = readonly [a: number, b: number, c: number, d: number];

/**
 * Reads the matrix of ISO base media, `00000000: a b u 00000001: c d v 00000002: x y w`. Null for a singular matrix.
 */
function readMatrix(text: string): Matrix | null {
  const rows = text
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).slice(1).map(Number));
  const [a = 0, b = 0] = rows[0] ?? [];
  const [c = 0, d = 0] = rows[1] ?? [];
  return a * d - b * c === 0 ? null : [a, b, c, d];
}

/** Returns the matrix of a rotation in degrees, counter-clockwise. */
function rotationMatrix(degrees: number): Matrix {
  const angle = (Number.isFinite(degrees) ? degrees : 0) * (Math.PI / 180);
  return [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)];
}
