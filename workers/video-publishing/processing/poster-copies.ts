import { makeCopies } from '@/workers/ffmpeg/pictures/copies';

/** The widths in which pages show posters, in pixels: in a list, on a card, and in the player, on screens of any density. */
const WIDTHS = [320, 640, 960, 1280];
const QUALITY = 50;

/**
 * Writes copies of a poster in these widths, and none wider than the poster, as `<width>.avif`.
 * @throws if the poster cannot be read.
 */
export async function copyPoster(poster: string, folder: string): Promise<void> {
  await makeCopies(poster, folder, WIDTHS, QUALITY);
}

/** Returns the widths of copies, the smallest first. Pure. */
export function widthsOf(copies: readonly { readonly name: string }[]): number[] {
  return copies.map(({ name }) => Number.parseInt(name.split('/').at(-1)!, 10)).toSorted((one, other) => one - other);
}
