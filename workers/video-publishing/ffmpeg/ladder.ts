/** The size of a rendition and the most that it may take on the wire. */
export interface Step {
  readonly width: number;
  readonly height: number;
  /** At most, of the picture alone. */
  readonly bitsPerSecond: number;
}

/** By the shorter side, so that upright videos get the same qualities. */
const SIDES = [360, 720, 1080, 1440, 2160];
/** A source that is this much larger than the step below it is worth a rendition in its own size. */
const WORTH_ITS_OWN = 1.25;

/**
 * The renditions of a source, the smallest first: nothing is enlarged, and all dimensions are even, as H.264 wants.
 * @param width as a person sees it, in square pixels.
 */
export function ladder({ width, height }: { width: number; height: number }): Step[] {
  const own = Math.max(2, 2 * Math.floor(Math.min(width, height) / 2));
  const sides = SIDES.filter((side) => side <= own);
  if (own >= (sides.at(-1) ?? 0) * WORTH_ITS_OWN && own < (SIDES.at(-1) as number)) sides.push(own);
  return sides.map((side) => {
    const scale = side / Math.min(width, height);
    const size =
      width < height ? { width: side, height: even(height * scale) } : { width: even(width * scale), height: side };
    return { ...size, bitsPerSecond: bitsPerSecond(size) };
  });
}

function even(length: number): number {
  return Math.max(2, 2 * Math.round(length / 2));
}

/** 0.9 Mbit/s at 640 × 360, 2.7 at 720p, 5.2 at 1080p, 16 at 2160p: larger pictures need less for each pixel. */
function bitsPerSecond({ width, height }: { width: number; height: number }): number {
  return Math.max(150_000, Math.round(900_000 * ((width * height) / (640 * 360)) ** 0.8));
}
