import 'server-only';
import { environment } from '@/app/_lib/environment';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { freeBytesForUploads } from './place';
import { isComplete, listUploads, uploaderOf, type StoredUpload } from './stored-upload';

/**
 * How long the space for the rest of an upload stays reserved after its last byte, in milliseconds. Then it expires, so
 * that unfinished uploads do not block others. An upload that continues later reserves it again if there is space.
 */
const RESERVED_FOR_MS = 60 * 60_000;

/** The uploads of one account. */
export interface Usage {
  /** Bytes that its uploads take, including those that have not arrived yet. */
  bytes: number;
  /** Those that it has begun itself. */
  unfinished: StoredUpload[];
}

/** What uploads use, and the bytes that are free for more. */
export interface Ledger {
  /** Bytes that another upload may reserve. */
  free: number;
  usage: Usage;
}

/**
 * Counts what an account has uploaded, and the bytes that remain free when all reserved bytes have arrived.
 * @param uploaderId the user who uploads: the owner or an editor.
 * @param except an upload that does not count.
 */
export async function readLedger(ownerId: string, uploaderId: string, except?: string): Promise<Ledger> {
  const uploads = (await listUploads()).filter(({ uploadId }) => uploadId !== except);
  const reserved = uploads
    .filter((upload) => isReserved(upload))
    .reduce((sum, { bytes, received }) => sum + bytes - received, 0);
  // Measured after the uploads are listed: bytes that arrive in between count twice rather than not at all.
  const free = (await freeBytesForUploads()) - reserved;
  return { free, usage: countUsage(uploads, ownerId, uploaderId) };
}

/** Returns what an account has uploaded, and its quota. */
export async function usageOf(ownerId: string): Promise<Usage & { quota: number }> {
  return { ...countUsage(await listUploads(), ownerId, ownerId), quota: environment.UPLOAD_QUOTA };
}

function countUsage(uploads: readonly StoredUpload[], ownerId: string, uploaderId: string): Usage {
  const own = uploads.filter((upload) => upload.ownerId === ownerId);
  const bytes = own.reduce((sum, upload) => sum + upload.bytes, 0);
  const unfinished = uploads.filter((upload) => uploaderOf(upload) === uploaderId && !isComplete(upload));
  return { bytes, unfinished };
}

/** Returns whether the space for the rest of an upload is reserved. */
export function isReserved(upload: StoredUpload, now = Date.now()): boolean {
  return !isComplete(upload) && now - upload.changedAt.getTime() < RESERVED_FOR_MS;
}

/** Reserves space for one upload at a time, so that no space is reserved twice. */
export function oneReservationAtATime<T>(work: () => Promise<T>): Promise<T> {
  const queue = oncePerProcess('uploads-line', () => ({ last: Promise.resolve() as Promise<unknown> }));
  const next = queue.last.then(work, work);
  queue.last = next;
  return next;
}
