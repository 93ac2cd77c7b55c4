import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageKind } from '../contract';
import { ImageError, makeImage, type ImageContext } from './make-image';
import { shapeOf } from './shapes';

/** The uploaded file in the folder of a picture. The application stores it. */
const ORIGINAL = 'original';

/**
 * Makes the files of a picture in its folder: image.jpg, and copies of it as `<width>.avif`. Safe to repeat after a
 * crash at any point: image.jpg comes last, and the original goes after it.
 * @returns the widths of the copies, the smallest first. Empty on platforms without sharp.
 * @throws {ImageError} if the original cannot become a picture.
 */
export async function makeFiles(
  folder: string,
  kind: ImageKind,
  context: Pick<ImageContext, 'tools' | 'signal'>,
): Promise<number[]> {
  const original = join(folder, ORIGINAL);
  if (!(await exists(join(folder, 'image.jpg')))) {
    if (!(await exists(original))) throw new ImageError('source-missing');
    const work = join(folder, '.work');
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { mode: 0o700 });
    await makeImage({ ...context, path: original, folder: work }, kind);
    await makeCopies(join(work, 'image.jpg'), work, shapeOf(kind).widths);
    const names = (await readdir(work)).toSorted(
      (one, other) => Number(one === 'image.jpg') - Number(other === 'image.jpg'),
    );
    // oxlint-disable-next-line no-await-in-loop -- in this order
    for (const name of names) await rename(join(work, name), join(folder, name));
    await rm(work, { recursive: true });
  }
  await rm(original, { force: true });
  const widths = (await readdir(folder)).flatMap((name) => (name.endsWith('.avif') ? Number.parseInt(name, 10) : []));
  return widths.toSorted((one, other) => one - other);
}

/** Writes copies of a picture in these widths, and none wider than the picture itself. */
async function makeCopies(picture: string, folder: string, widths: readonly number[]): Promise<void> {
  // Some platforms have no build of it: pages show image.jpg then.
  const sharp = await import('sharp').then(
    (module) => module.default,
    () => null,
  );
  if (sharp === null) return;
  sharp.concurrency(1);
  sharp.cache(false);
  const { width } = await sharp(picture).metadata();
  const widest = Math.min(width, widths.at(-1)!);
  for (const copy of [...widths.filter((one) => one < widest), widest]) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time
    const bytes = await sharp(picture).resize(copy).avif({ quality: 60, effort: 2 }).toBuffer();
    // oxlint-disable-next-line no-await-in-loop
    await writeFile(join(folder, `${copy}.avif`), bytes, { mode: 0o600, flush: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
