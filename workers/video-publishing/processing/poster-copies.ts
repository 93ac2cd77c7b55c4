import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The widths in which pages show posters, in pixels: in a list, on a card, and in the player, on screens of any density. */
const WIDTHS = [320, 640, 960, 1280];

/**
 * Writes copies of a poster in these widths, and none wider than the poster, as `<width>.avif`.
 * @throws if the platform has no sharp, or the poster cannot be read.
 */
export async function copyPoster(poster: string, folder: string): Promise<void> {
  // Loaded when it is needed, because most workers never need it, and some platforms have no build of it.
  const { default: sharp } = await import('sharp');
  // One thread, and no cache between posters: ffmpeg needs the rest of the machine.
  sharp.concurrency(1);
  sharp.cache(false);
  const { width } = await sharp(poster).metadata();
  const widest = Math.min(width, WIDTHS.at(-1)!);
  for (const copy of [...WIDTHS.filter((one) => one < widest), widest]) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time
    const bytes = await sharp(poster).resize(copy).avif({ quality: 50, effort: 2 }).toBuffer();
    // oxlint-disable-next-line no-await-in-loop
    await writeFile(join(folder, `${copy}.avif`), bytes);
  }
}

/** Returns the widths of copies, the smallest first. Pure. */
export function widthsOf(copies: readonly { readonly name: string }[]): number[] {
  return copies.map(({ name }) => Number.parseInt(name.split('/').at(-1)!, 10)).toSorted((one, other) => one - other);
}
