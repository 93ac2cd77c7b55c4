import 'server-only';
import { storage } from '@/app/_lib/storage';
import { uploadName } from '@/storage/uploads';

/** Returns whether the file that a video was made from is still stored. True where nobody can tell at the moment. */
export async function hasOriginal(uploadId: string): Promise<boolean> {
  return storage()
    .find(uploadName(uploadId))
    .then(
      (file) => file !== null,
      () => true,
    );
}

/** The URL at which the owner of a video downloads the file that it was made from. */
export function originalUrl(videoId: string): string {
  return `/api/originals/${videoId}`;
}
