import 'server-only';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { environment } from '@/app/_lib/environment';
import { oncePerProcess } from '@/app/_lib/once-per-process';

/**
 * An upload on the disk: `<id>` holds its bytes, `<id>.json` is tus's note, `<id>.posted` says that it became a
 * command.
 */
export interface StoredUpload {
  uploadId: string;
  ownerId: string;
  videoId: string;
  fileName: string;
  /** When the file was changed, as its browser said: with its name and size it identifies the file. */
  lastModified?: string | undefined;
  /** The size of the whole file, and the number of bytes that arrived. */
  bytes: number;
  received: number;
  /** When the last byte arrived. */
  changedAt: Date;
}

/** Made by tus: 32 hexadecimal digits. */
const UPLOAD_ID = /^[0-9a-f]{32}$/;

const note = z.object({
  size: z.number(),
  metadata: z.object({
    ownerId: z.uuid(),
    videoId: z.uuid(),
    fileName: z.string(),
    lastModified: z.string().optional(),
  }),
});

/**
 * Returns the folder of all uploads. Files stay in it as long as their owner's account exists, so that media can be
 * made again.
 */
export function uploadsFolder(): string {
  return environment.dataPath('uploads');
}

/** Returns the upload with this id, or null. */
export async function findUpload(uploadId: string): Promise<StoredUpload | null> {
  if (!UPLOAD_ID.test(uploadId)) return null;
  try {
    const file = await stat(pathOf(uploadId));
    const { size, metadata } = note.parse(JSON.parse(await readFile(pathOf(`${uploadId}.json`), 'utf8')));
    return { uploadId, ...metadata, bytes: size, received: file.size, changedAt: file.mtime };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Returns whether all bytes have arrived. */
export function isComplete(upload: StoredUpload): boolean {
  return upload.received === upload.bytes;
}

/** Returns whether the upload is known to have become a command. */
export async function isPosted(uploadId: string): Promise<boolean> {
  return stat(pathOf(`${uploadId}.posted`)).then(
    () => true,
    (error) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

/** Marks that the upload became a command. */
export async function markPosted(uploadId: string): Promise<void> {
  await writeFile(pathOf(`${uploadId}.posted`), '', { mode: 0o600 });
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
  const names = new Set(
    await readdir(uploadsFolder()).catch((error) => {
      if (isMissing(error)) return [];
      throw error;
    }),
  );
  const ids = [...names].filter((name) => UPLOAD_ID.test(name));
  // Uploads that became commands never change and are many, so each is read once.
  const known = oncePerProcess('uploads-posted', () => new Map<string, StoredUpload>());
  for (const id of known.keys()) if (!names.has(id)) known.delete(id);
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
    if (posted) known.set(id, upload);
    uploads.push({ ...upload, isPosted: posted });
  }
  return uploads;
}

/** Deletes the bytes of an upload and tus's note of it. */
export async function deleteUpload(uploadId: string): Promise<void> {
  await rm(pathOf(uploadId), { force: true });
  await rm(pathOf(`${uploadId}.json`), { force: true });
}

/** Returns the path of an upload's file. */
export function uploadPath(uploadId: string): string {
  return pathOf(uploadId);
}

function pathOf(name: string): string {
  return environment.dataPath('uploads', name);
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
