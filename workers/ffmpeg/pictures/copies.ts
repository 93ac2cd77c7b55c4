import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes copies of a JPEG that ffmpeg has made in these widths, and none wider than itself, as `<width>.avif`, synced to
 * the disk. Some platforms have no build of sharp: there it writes none, and pages show the JPEG.
 * @param quality of AVIF, 1 to 100.
 * @returns the widths of the copies in pixels, the smallest first.
 */
export async function makeCopies(
  picture: string,
  folder: string,
  widths: readonly number[],
  quality: number,
): Promise<number[]> {
  // Loaded when it is needed, because most workers never need it.
  const sharp = await import('sharp').then(
    (module) => module.default,
    () => null,
  );
  if (sharp === null) return [];
  // One thread, and no cache between pictures: ffmpeg needs the rest of the machine.
  sharp.concurrency(1);
  sharp.cache(false);
  const { width } = await sharp(picture).metadata();
  const widest = Math.min(width, widths.at(-1)!);
  const copies = [...widths.filter((one) => one < widest), widest];
  for (const copy of copies) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time
    const bytes = await sharp(picture).resize(copy).avif({ quality, effort: 1 }).toBuffer();
    // oxlint-disable-next-line no-await-in-loop
    await writeFile(join(folder, `${copy}.avif`), bytes, { mode: 0o600, flush: true });
  }
  return copies;
}
