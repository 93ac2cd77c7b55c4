import 'server-only';
import { mkdir } from 'node:fs/promises';
import type { DataStore } from '@tus/server';
import { freeBytes } from '@/disk-space';
import { environment } from '@/app/_lib/environment';
import { storage } from '@/app/_lib/storage';
import { s3Settings } from '@/storage/s3/settings';
import { DiskSpaceMeter } from './disk-space-meter';
import { openS3UploadStore } from './s3-store';
import { UploadStore } from './store';

/** How many bytes of an upload have arrived, and when the last one did. */
export interface Arrived {
  bytes: number;
  changedAt: Date;
}

/** Where tus stores the bytes of uploads while they arrive: a disk or S3. */
export interface UploadPlace extends DataStore {
  /** Returns how much has arrived of an upload, or null if there is none. */
  arrived(uploadId: string): Promise<Arrived | null>;
  /** Starts again the time for which the space of an upload is reserved. */
  renew(uploadId: string): Promise<void>;
}

/** How often a request to S3 is tried. */
const ATTEMPTS = 3;

let place: Promise<UploadPlace> | undefined;

/**
 * Returns the place of this site's uploads. The pages and the handlers of requests are two programs in one process, and
 * each has its own: a place that a page made would look for the bytes of a request among those of its own program.
 */
export function uploadPlace(): Promise<UploadPlace> {
  return (place ??= openPlace());
}

async function openPlace(): Promise<UploadPlace> {
  if (environment.STORAGE === 's3') {
    return openS3UploadStore(s3Settings(environment, ATTEMPTS), storage());
  }
  await mkdir(uploadsFolder(), { recursive: true, mode: 0o700 });
  return new UploadStore(uploadsFolder(), new DiskSpaceMeter(freeBytesForUploads));
}

/** Returns the folder of uploads that are on the disk. */
export function uploadsFolder(): string {
  return environment.dataPath('uploads');
}

/** Returns how many bytes uploads may still take from the disk. A bucket has no limit. */
export async function freeBytesForUploads(): Promise<number> {
  if (environment.STORAGE === 's3') return Infinity;
  await mkdir(uploadsFolder(), { recursive: true, mode: 0o700 });
  return freeBytes(uploadsFolder(), environment.DISK_RESERVE);
}
