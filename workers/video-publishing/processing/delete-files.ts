import { readdir, rm } from 'node:fs/promises';
import type { Environment } from '@/environment';
import { uploadId as uploadIdSchema } from '../contract';

/** Deletes the uploaded file and the files about the upload. Its media stay. */
export async function deleteSource({ dataPath }: Pick<Environment, 'dataPath'>, uploadId: string): Promise<void> {
  for (const file of [uploadId, `${uploadId}.json`, `${uploadId}.posted`])
    await rm(dataPath('uploads', file), { force: true });
}

/** Deletes the failed files that this upload replaced, because they count against their owner's quota. */
export async function deleteReplaced(
  environment: Pick<Environment, 'dataPath'>,
  videoId: string,
  uploadId: string,
): Promise<void> {
  for (const other of await readdir(environment.dataPath('media', videoId))) {
    if (other === uploadId || !uploadIdSchema.safeParse(other).success) continue;
    await deleteSource(environment, other);
    await rm(environment.dataPath('media', videoId, other), { recursive: true, force: true });
  }
}
