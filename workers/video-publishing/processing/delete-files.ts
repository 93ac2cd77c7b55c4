import { readdir, readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
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

/** What the application notes beside the bytes of an upload, from its beginning on. */
const note = z.object({ metadata: z.object({ ownerId: z.string(), videoId: z.string() }) });
type Note = z.output<typeof note>['metadata'];

/**
 * Deletes the uploads whose note matches. Files that have arrived are named by events, so this is for those that have
 * not. Reads all notes, which is fast enough for something so rare.
 */
export async function deleteUnfinished(
  environment: Pick<Environment, 'dataPath'>,
  matches: (upload: Note) => boolean,
): Promise<void> {
  const { dataPath } = environment;
  const names = await readdir(dataPath('uploads')).catch(() => []);
  const ids = names.map((name) => name.replace(/\.json$/, '')).filter((name) => uploadIdSchema.safeParse(name).success);
  for (const id of new Set(ids)) {
    const upload = readNote(await readFile(dataPath('uploads', `${id}.json`), 'utf8').catch(() => '{}'));
    if (upload && matches(upload)) await deleteSource(environment, id);
  }
}

function readNote(text: string): Note | null {
  try {
    return note.safeParse(JSON.parse(text)).data?.metadata ?? null;
  } catch {
    return null;
  }
}
