interface PosterOf {
  readonly posterId: string | null;
  readonly uploadId: string;
  readonly width: number | null;
  readonly height: number | null;
}

/**
 * Returns the size of a video's poster in pixels; null if it is not known: there is none, or the creator chose a picture
 * of another shape. It is made in the size of the best rendition whose shorter side is 720 pixels at most. Pure.
 */
export function posterSize({ posterId, uploadId, width, height }: PosterOf): { width: number; height: number } | null {
  if (posterId !== uploadId || !width || !height) return null;
  const side = Math.min(width, height);
  const scale = side <= 720 ? 1 : (side >= 900 ? 720 : 360) / side;
  const even = (length: number) => Math.max(2, Math.round((length * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}
