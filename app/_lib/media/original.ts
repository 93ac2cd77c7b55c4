import 'server-only';
import { stat } from 'node:fs/promises';
import { environment } from '@/app/_lib/environment';

/** Returns the path of the file that a video was made from. */
export function originalPath(uploadId: string): string {
  return environment.dataPath('uploads', uploadId);
}

/** Returns whether that file is still stored. */
export async function hasOriginal(uploadId: string): Promise<boolean> {
  return stat(originalPath(uploadId)).then(
    (file) => file.isFile(),
    () => false,
  );
}

/** The URL at which the owner of a video downloads the file that it was made from. */
export function originalUrl(videoId: string): string {
  return `/api/originals/${videoId}`;
}
