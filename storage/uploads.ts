import { z } from 'zod';
import type { Storage } from './storage';

/** The folder of uploads. Files stay in it as long as their owner's account exists, so that media can be made again. */
export const UPLOADS = 'uploads';

/** The name of the file of an upload. */
export function uploadName(uploadId: string): string {
  return `${UPLOADS}/${uploadId}`;
}

/** The name of what the application notes of it when it begins. */
export function noteName(uploadId: string): string {
  return `${uploadName(uploadId)}.json`;
}

/** The name of the mark that says that it became a command. */
export function markName(uploadId: string): string {
  return `${uploadName(uploadId)}.posted`;
}

/** Names of files beside an upload: the note, the mark, and what tus's store for S3 keeps of an unfinished one. */
const BESIDE = ['.json', '.posted', '.info', '.part'];

/** Deletes an upload, also an unfinished one, and all files about it. */
export async function deleteUploadFiles(storage: Storage, uploadId: string): Promise<void> {
  for (const end of ['', ...BESIDE]) await storage.delete(uploadName(uploadId) + end);
}

/** What the application notes of an upload when it begins. */
const schema = z.object({
  /** In bytes. */
  size: z.number(),
  metadata: z.object({
    /** Whose video it is. */
    ownerId: z.uuid(),
    /** Who uploads it, if that is not the owner but an editor. */
    uploaderId: z.uuid().optional(),
    videoId: z.uuid(),
    fileName: z.string(),
    lastModified: z.string().optional(),
  }),
});

/** What a deletion has to know of it. */
const owned = z.object({ metadata: z.object({ ownerId: z.string(), videoId: z.string() }) });

export type UploadNote = z.output<typeof schema>;

/** Returns the note of an upload, or null if there is none. @throws if it cannot be read. */
export async function readUploadNote(storage: Storage, uploadId: string): Promise<UploadNote | null> {
  const text = await storage.read(noteName(uploadId));
  return text && schema.parse(JSON.parse(text.toString()));
}

/**
 * Deletes the uploads whose note matches. Files that have arrived are named by events, so this is for those that have
 * not. Reads all notes, which is fast enough for something so rare.
 */
export async function deleteUploadsOf(
  storage: Storage,
  matches: (upload: z.output<typeof owned>['metadata']) => boolean,
): Promise<void> {
  const ids = (await storage.names(UPLOADS)).flatMap((name) => /^([\w-]+)\.json$/.exec(name)?.[1] ?? []);
  for (const id of ids) {
    const note = parseOwned(await storage.read(noteName(id)));
    if (note && matches(note.metadata)) await deleteUploadFiles(storage, id);
  }
}

/** A note that is not whole belongs to nobody. */
function parseOwned(text: Buffer | null): z.output<typeof owned> | null {
  try {
    return owned.safeParse(JSON.parse(text?.toString() ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}
