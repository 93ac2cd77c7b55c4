import 'server-only';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { environment } from '@/app/_lib/environment';
import { oncePerProcess } from '@/app/_lib/once-per-process';

/** An upload as the disk knows it: `<id>` holds its bytes, `<id>.json` is tus's note, `<id>.posted` says it became a command. */
export interface StoredUpload {
  uploadId: string;
  ownerId: string;
  videoId: string;
  fileName: string;
  /** Of the whole file, and of what is here. */
  bytes: number;
  received: number;
  /** When the last byte came. */
  changedAt: Date;
}

/** Made by tus: 32 hexadecimal digits. */
const UPLOAD_ID = /^[0-9a-f]{32}$/;

const note = z.object({
  size: z.number(),
  metadata: z.object({ ownerId: z.uuid(), videoId: z.uuid(), fileName: z.string() }),
});

/** The folder of all uploads; files stay in it as long as their owner's account, so that media can be made again. */
export function uploadsFolder(): string {
  return environment.dataPath('uploads');
}

/** The upload of that id, null when there is none. */
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

/** All bytes are here. */
export function isComplete(upload: StoredUpload): boolean {
  return upload.received === upload.bytes;
}

/** Whether the upload is known to have become a command. */
export async function isPosted(uploadId: string): Promise<boolean> {
  return stat(pathOf(`${uploadId}.posted`)).then(
    () => true,
    (error) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

/** Remembers that the upload became a command. */
export async function markPosted(uploadId: string): Promise<void> {
  await writeFile(pathOf(`${uploadId}.posted`), '', { mode: 0o600 });
}

/** All that did not become a command yet: unfinished ones, and finished ones whose command could not be written. */
export async function unpostedUploads(): Promise<StoredUpload[]> {
  return (await listUploads()).filter(({ isPosted: is }) => !is);
}

/** All uploads of the site, and whether each is known to have become a command. */
export async function listUploads(): Promise<(StoredUpload & { isPosted: boolean })[]> {
  const names = new Set(
    await readdir(uploadsFolder()).catch((error) => {
      if (isMissing(error)) return [];
      throw error;
    }),
  );
  const ids = [...names].filter((name) => UPLOAD_ID.test(name));
  // Those that became commands stay as they are, and are many: each is read once.
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

/** Deletes what arrived of an upload, and tus's note of it. */
export async function deleteUpload(uploadId: string): Promise<void> {
  await rm(pathOf(uploadId), { force: true });
  await rm(pathOf(`${uploadId}.json`), { force: true });
}

/** The file of an upload. */
export function uploadPath(uploadId: string): string {
  return pathOf(uploadId);
}

function pathOf(name: string): string {
  return environment.dataPath('uploads', name);
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
