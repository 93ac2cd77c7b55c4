/** The size and the maximum bit rate of a rendition. */
export interface Step {
  readonly width: number;
  readonly height: number;
  /** The maximum, of the picture alone. */
  readonly bitsPerSecond: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The shorter sides of renditions, so that upright videos have the same qualities. */
const SIDES = [360, 720, 1080, 1440, 2160];
/** The minimum ratio between the sides of two steps. */
const RATIO_MIN = 1.25;
/** The limits of H.264 level 5.1, in blocks of 16 × 16 pixels: 4096 × 2304, and no side longer than 8688. */
const BLOCKS_MAX = 36_864;
const SIDE_MAX = 16 * Math.floor(Math.sqrt(8 * BLOCKS_MAX));

/**
 * Returns the renditions of a source, the smallest first: the standard steps below it, and the source's own size, pixel
 * for pixel, so that text stays sharp. If decoders do not support its own size, the last rendition is the largest that
 * they support. Nothing is enlarged. All dimensions are even, as H.264 requires.
 * @param source after rotation, in square pixels.
 */
export function ladder(source: Size): Step[] {
  const own = ownSize(source);
  const side = largestSide(source);
  const top = fits(own)
    ? own
    : scaled(source, SIDES.findLast((step) => step <= side && step * RATIO_MIN > side) ?? side);
  const below = SIDES.filter((step) => step * RATIO_MIN <= side).map((step) => scaled(source, step));
  return [...below, top].map((size) => ({ ...size, bitsPerSecond: bitsPerSecond(size) }));
}

/** Returns the even size of a source without scaling: it loses an odd last row or column. Pure. */
export function ownSize({ width, height }: Size): Size {
  return { width: Math.max(2, 2 * Math.floor(width / 2)), height: Math.max(2, 2 * Math.floor(height / 2)) };
}

function largestSide(source: Size): number {
  const own = ownSize(source);
  let side = Math.min(own.width, own.height);
  if (fits(own)) return side;
  const scale = Math.min(
    SIDE_MAX / Math.max(own.width, own.height),
    Math.sqrt((BLOCKS_MAX * 256) / (own.width * own.height)),
  );
  side = even(side * Math.min(1, scale));
  while (side > 2 && !fits(scaled(source, side))) side -= 2;
  return side;
}

function fits({ width, height }: Size): boolean {
  return Math.ceil(width / 16) * Math.ceil(height / 16) <= BLOCKS_MAX && Math.max(width, height) <= SIDE_MAX;
}

function scaled({ width, height }: Size, side: number): Size {
  const scale = side / Math.min(width, height);
  return width < height ? { width: side, height: even(height * scale) } : { width: even(width * scale), height: side };
}

function even(length: number): number {
  return Math.max(2, 2 * Math.round(length / 2));
}

/** 0.9 Mbit/s at 640 × 360, 2.7 at 720p, 5.2 at 1080p, 16 at 2160p. Larger pictures need fewer bits a pixel. */
function bitsPerSecond({ width, height }: Size): number {
  return Math.max(150_000, Math.round(900_000 * ((width * height) / (640 * 360)) ** 0.8));
}
