import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WORK, type Storage } from '@/storage/storage';
import { makeCopies } from '@/workers/ffmpeg/pictures/copies';
import { makePicture, PictureError, type PictureContext } from '@/workers/ffmpeg/pictures/make-picture';
import type { ImageKind, ImageProblem } from '../contract';
import { shapeOf } from './shapes';

/** The uploaded file in the folder of a picture. The application stores it. */
const ORIGINAL = 'original';
/** Of the copies: faces need more than posters. */
const QUALITY = 60;

/**
 * Makes the files of a picture beside its original: image.jpg, and copies of it as `<width>.avif`. Safe to repeat after
 * a crash at any point: image.jpg comes last, and the original goes after it.
 * @param name of the picture's folder in the storage.
 * @returns the widths of the copies, the smallest first. Empty on platforms without sharp.
 * @throws {PictureError} if the original cannot become a picture.
 */
export async function makeFiles(
  storage: Storage,
  name: string,
  kind: ImageKind,
  context: Pick<PictureContext, 'tools' | 'signal'>,
): Promise<number[]> {
  const original = `${name}/${ORIGINAL}`;
  if (!(await storage.has(`${name}/image.jpg`))) {
    const path = await storage.local(original, 0, context.signal);
    if (path === null) throw new PictureError<ImageProblem>('source-missing');
    const work = await mkdtemp(join(await storage.workFolder(name), 'image-'));
    try {
      const shape = shapeOf(kind);
      await makePicture({ ...context, path, folder: work }, shape, 'image.jpg');
      await makeCopies(join(work, 'image.jpg'), work, shape.widths, QUALITY);
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
