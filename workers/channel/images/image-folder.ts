import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WORK, type Storage } from '@/storage/storage';
import type { ImageKind } from '../contract';
import { ImageError, makeImage, type ImageContext } from './make-image';
import { shapeOf } from './shapes';

/** The uploaded file in the folder of a picture. The application stores it. */
const ORIGINAL = 'original';

/**
 * Makes the files of a picture beside its original: image.jpg, and copies of it as `<width>.avif`. Safe to repeat after
 * a crash at any point: image.jpg comes last, and the original goes after it.
 * @param name of the picture's folder in the storage.
 * @returns the widths of the copies, the smallest first. Empty on platforms without sharp.
 * @throws {ImageError} if the original cannot become a picture.
 */
export async function makeFiles(
  storage: Storage,
  name: string,
  kind: ImageKind,
  context: Pick<ImageContext, 'tools' | 'signal'>,
): Promise<number[]> {
  const original = `${name}/${ORIGINAL}`;
  if (!(await storage.has(`${name}/image.jpg`))) {
    const path = await storage.local(original, 0, context.signal);
    if (path === null) throw new ImageError('source-missing');
    const work = await mkdtemp(join(await storage.workFolder(name), 'image-'));
    try {
      await makeImage({ ...context, path, folder: work }, kind);
      await makeCopies(join(work, 'image.jpg'), work, shapeOf(kind).widths);
      const names = (await readdir(work)).toSorted(
        (one, other) => Number(one === 'image.jpg') - Number(other === 'image.jpg'),
      );
      // oxlint-disable-next-line no-await-in-loop -- in this order
      for (const file of names) await storage.putFile(`${name}/${file}`, join(work, file));
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  await storage.delete(`${name}/${WORK}`);
  await storage.delete(original);
  const names = await storage.names(name);
  const widths = names.flatMap((file) => (file.endsWith('.avif') ? Number.parseInt(file, 10) : []));
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
