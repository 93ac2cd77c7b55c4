import { z } from 'zod';
import { StorageUnavailableError, type Storage } from './storage';

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

/**
 * Stores a file of this machine as a complete upload whose command is written. The note is stored first, so that the
 * deletion of the account finds it.
 * @param path from `workFolder`. It is moved.
 */
export async function storeUpload(
  storage: Storage,
  uploadId: string,
  note: UploadNote,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  await storage.put(noteName(uploadId), JSON.stringify(note));
  await storage.put(markName(uploadId), '');
  await storage.putFile(uploadName(uploadId), path, signal);
}

/** Returns the bytes of all uploads of an account, arrived or not. @param except an upload that does not count. */
export async function bytesOfOwner(storage: Storage, ownerId: string, except: string): Promise<number> {
  const ids = await uploadIds(storage);
  const known = notes.get(storage) ?? new Map<string, UploadNote>();
  notes.set(storage, known);
  const present = new Set(ids);
  for (const id of known.keys()) if (!present.has(id)) known.delete(id);
  let bytes = 0;
  for (const id of ids) {
    const note = known.get(id) ?? (await readUploadNote(storage, id).catch(nullIfBroken));
    if (!note) continue;
    known.set(id, note);
    if (id !== except && note.metadata.ownerId === ownerId) bytes += note.size;
  }
  return bytes;
}

/** An incomplete note counts as nothing. One that cannot be read right now might count. */
function nullIfBroken(error: Error): null {
  if (error instanceof StorageUnavailableError) throw error;
  return null;
}

/** A note never changes, and there are many. */
const notes = new WeakMap<Storage, Map<string, UploadNote>>();

async function uploadIds(storage: Storage): Promise<string[]> {
  return (await storage.names(UPLOADS)).flatMap((name) => /^([\w-]+)\.json$/.exec(name)?.[1] ?? []);
}

/** What the application notes of an upload when it begins. */
const schema = z.object({
  /** In bytes. */
  size: z.number(),
  metadata: z.object({
    /** The owner of the video. */
    ownerId: z.uuid(),
    /** The editor who uploads it; absent if the owner does. */
    uploaderId: z.uuid().optional(),
    videoId: z.uuid(),
    fileName: z.string(),
    lastModified: z.string().optional(),
    /** Present for an archive to import from. It does not become a video, and no video has its `videoId`. */
    purpose: z.literal('archive').optional(),
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
  for (const id of await uploadIds(storage)) {
    const note = parseOwned(await storage.read(noteName(id)));
    if (note && matches(note.metadata)) await deleteUploadFiles(storage, id);
  }
}

/**
 * Deletes the unfinished uploads that an editor began. A complete file may already be the one of its owner's video.
 */
export async function deleteUnfinishedUploadsBy(storage: Storage, editorId: string): Promise<void> {
  for (const id of await uploadIds(storage)) {
    const note = await readUploadNote(storage, id).catch(() => null);
    if (note?.metadata.uploaderId !== editorId) continue;
    const stored = await storage.find(uploadName(id));
    if (stored?.bytes !== note.size) await deleteUploadFiles(storage, id);
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
