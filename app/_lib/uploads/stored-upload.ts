import 'server-only';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { storage } from '@/app/_lib/storage';
import { deleteUploadFiles, markName, readUploadNote, UPLOADS } from '@/storage/uploads';
import { uploadPlace } from './place';

/**
 * A stored upload: `<id>` holds its bytes, `<id>.json` is the note of its beginning, `<id>.posted` says that it became
 * a command.
 */
export interface StoredUpload {
  uploadId: string;
  /** The owner of the video, whose storage it takes. */
  ownerId: string;
  /** The editor who uploads it; absent if the owner does. */
  uploaderId?: string | undefined;
  videoId: string;
  fileName: string;
  /** When the file was changed, as its browser said: with its name and size it identifies the file. */
  lastModified?: string | undefined;
  /** Present for an archive to import from. */
  purpose?: 'archive' | undefined;
  /** The size of the whole file, and the number of bytes that arrived. */
  bytes: number;
  received: number;
  /** When the last byte arrived. */
  changedAt: Date;
}

/** Made by tus: 32 hexadecimal digits. */
const UPLOAD_ID = /^[0-9a-f]{32}$/;
/** The name of a note. In S3 only the note tells of an upload whose bytes have not all arrived. */
const NOTE = /^([0-9a-f]{32})\.json$/;

/** Returns the upload with this id, or null. */
export async function findUpload(uploadId: string): Promise<StoredUpload | null> {
  if (!UPLOAD_ID.test(uploadId)) return null;
  const arrived = await (await uploadPlace()).arrived(uploadId);
  const note = arrived && (await readUploadNote(storage(), uploadId));
  if (!note) return null;
  return { uploadId, ...note.metadata, bytes: note.size, received: arrived.bytes, changedAt: arrived.changedAt };
}

/** Returns the user who uploads it: nobody else may continue or delete it. */
export function uploaderOf({ ownerId, uploaderId = ownerId }: StoredUpload): string {
  return uploaderId;
}

/** Returns whether all bytes have arrived. */
export function isComplete(upload: StoredUpload): boolean {
  return upload.received === upload.bytes;
}

/** Returns whether the upload is known to have become a command. */
export async function isPosted(uploadId: string): Promise<boolean> {
  return (await storage().find(markName(uploadId))) !== null;
}

/** Marks that the upload became a command. */
export async function markPosted(uploadId: string): Promise<void> {
  await storage().put(markName(uploadId), '');
}

/**
 * Returns the uploads that did not become a command yet: unfinished ones, and finished ones whose command could not be
 * written.
 */
export async function unpostedUploads(): Promise<StoredUpload[]> {
  return (await listUploads()).filter(({ isPosted: is }) => !is);
}

/** Returns all uploads of the site, and whether each is known to have become a command. */
export async function listUploads(): Promise<(StoredUpload & { isPosted: boolean })[]> {
  const names = new Set(await storage().names(UPLOADS));
  const ids = new Set([...names].flatMap((name) => NOTE.exec(name)?.[1] ?? []));
  // Uploads that became commands never change and are many, so each is read once.
  const known = oncePerProcess('uploads-posted', () => new Map<string, StoredUpload>());
  for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
  const uploads: (StoredUpload & { isPosted: boolean })[] = [];
  for (const id of ids) {
    const posted = names.has(`${id}.posted`);
    const upload =
      (posted ? known.get(id) : undefined) ??
      (await findUpload(id).catch((error: Error) => {
        console.error(`Cannot read the note of upload ${id}:`, error.message);
        return null;
      }));
    if (!upload) continue;
    // A worker notes and marks the upload before it stores the file.
    if (posted && isComplete(upload)) known.set(id, upload);
    uploads.push({ ...upload, isPosted: posted });
  }
  return uploads;
}

/** Deletes an upload and the files about it. */
export async function deleteUpload(uploadId: string): Promise<void> {
  await deleteUploadFiles(storage(), uploadId);
}
