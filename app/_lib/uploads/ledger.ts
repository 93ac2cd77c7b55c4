import 'server-only';
import { mkdir } from 'node:fs/promises';
import { freeBytes } from '@/disk-space';
import { environment } from '@/app/_lib/environment';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { isComplete, listUploads, uploadsFolder, type StoredUpload } from './stored-upload';

/**
 * How long the space for the rest of an upload is reserved after its last byte. Then it expires, so that unfinished uploads
 * keep no space from others; an upload that continues later reserves it again while there is some.
 */
const RESERVED_FOR_MS = 60 * 60_000;

/** What one account has uploaded. */
export interface Usage {
  /** All that it has uploaded and may still upload, in bytes. */
  bytes: number;
  unfinished: StoredUpload[];
}

/** What there is of uploads, and the bytes that are free for more. */
export interface Ledger {
  /** Bytes that may be promised to another upload. */
  free: number;
  usage: Usage;
}

/**
 * Counts what an account has uploaded, and what is free when all that was promised has come.
 * @param except an upload that does not count.
 */
export async function readLedger(ownerId: string, except?: string): Promise<Ledger> {
  const uploads = (await listUploads()).filter(({ uploadId }) => uploadId !== except);
  const promised = uploads
    .filter((upload) => isReserved(upload))
    .reduce((sum, { bytes, received }) => sum + bytes - received, 0);
  // After the uploads: what arrives in between counts twice rather than not at all.
  const free = (await freeBytesForUploads()) - promised;
  return { free, usage: countUsage(uploads, ownerId) };
}

/** What an account has uploaded, and how much it may. */
export async function usageOf(ownerId: string): Promise<Usage & { quota: number }> {
  return { ...countUsage(await listUploads(), ownerId), quota: environment.UPLOAD_QUOTA };
}

function countUsage(uploads: readonly StoredUpload[], ownerId: string): Usage {
  const own = uploads.filter((upload) => upload.ownerId === ownerId);
  const bytes = own.reduce((sum, upload) => sum + upload.bytes, 0);
  return { bytes, unfinished: own.filter((upload) => !isComplete(upload)) };
}

/** Whether the space for the rest of an upload is reserved. */
export function isReserved(upload: StoredUpload, now = Date.now()): boolean {
  return !isComplete(upload) && now - upload.changedAt.getTime() < RESERVED_FOR_MS;
}

/** Bytes that uploads may still take from the disk. */
export async function freeBytesForUploads(): Promise<number> {
  await mkdir(uploadsFolder(), { recursive: true, mode: 0o700 });
  return freeBytes(uploadsFolder(), environment.DISK_RESERVE);
}

/** Reserves space one upload at a time, so that none is reserved twice. */
export function onePromiseAtATime<T>(work: () => Promise<T>): Promise<T> {
  const line = oncePerProcess('uploads-line', () => ({ last: Promise.resolve() as Promise<unknown> }));
  const next = line.last.then(work, work);
  line.last = next;
  return next;
}
