import 'server-only';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { environment } from './environment';

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

/** The folder of all uploads; files stay in it as long as their owner's account, so that media can be made anew. */
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
  return stat(pathOf(`${uploadId}.posted`)).then(() => true, (error) => {
    if (isMissing(error)) return false;
    throw error;
  });
}

/** Remembers that the upload became a command. */
export async function markPosted(uploadId: string): Promise<void> {
  await writeFile(pathOf(`${uploadId}.posted`), '');
}

/** All that did not become a command yet: unfinished ones, and finished ones whose command could not be written. */
export async function unpostedUploads(): Promise<StoredUpload[]> {
  const names = new Set(await readdir(uploadsFolder()).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  }));
  const ids = [...names].filter((name) => UPLOAD_ID.test(name) && !names.has(`${name}.posted`));
  const uploads: StoredUpload[] = [];
  for (const id of ids) {
    const upload = await findUpload(id).catch((error: Error) => {
      console.error(`Cannot read the note of upload ${id}:`, error.message);
      return null;
    });
    if (upload) uploads.push(upload);
  }
  return uploads;
}

/** Deletes what arrived of an upload, and tus's note of it. */
export async function deleteUpload(uploadId: string): Promise<void> {
  await rm(pathOf(uploadId), { force: true });
  await rm(pathOf(`${uploadId}.json`), { force: true });
}

function pathOf(name: string): string {
  return environment.dataPath('uploads', name);
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
