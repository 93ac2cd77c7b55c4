import { Upload, type PreviousUpload } from 'tus-js-client';
import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import type { UploadTask } from './upload-state';
import { fingerprintOf, urlStorage } from './url-storage';

/** An upload that this browser began for this user and that has not become a video. */
export interface Unfinished {
  fingerprint: string;
  /** Its address on the server. */
  url: string;
  fileName: string;
  size: number;
  /** The number of bytes that arrived. */
  arrived: number;
  /** The failed video whose file it replaces. */
  videoId: string | null;
}

/**
 * The key under which this browser remembers an upload: the user, the video, and the file's name, type, size and date.
 */
export function fingerprint({ userId, videoId }: Pick<UploadTask, 'userId' | 'videoId'>, file: File): string {
  const { name, type, size, lastModified } = file;
  return [userId, videoId ?? 'new', name, type, size, lastModified].join('|');
}

/**
 * Returns the uploads that this browser began for this user, with the bytes that have arrived. Forgets those that the
 * server does not have.
 */
export async function unfinishedUploads({
  userId,
  stamp,
}: Pick<UploadTask, 'userId' | 'stamp'>): Promise<Unfinished[]> {
  const kept = await urlStorage.findAllUploads();
  const own = kept.filter(({ urlStorageKey }) => urlStorageKey.startsWith(`tus::${userId}|`));
  const known = await Promise.all(own.map((upload) => inspect(upload, stamp)));
  return known.filter((upload) => upload !== null);
}

/** Deletes the bytes that arrived, and forgets the upload. @param stamp of the page on which the user does this. */
export async function discard(url: string, stamp: string): Promise<void> {
  await Upload.terminate(url, { headers: { [STAMP_HEADER]: stamp } }).catch((error) => {
    if (!isGone(error.originalResponse?.getStatus())) throw error;
  });
  await forget(url);
}

/** Forgets an upload in this browser only: it became a video, or the server does not have it any more. */
export async function forget(url: string): Promise<void> {
  const kept = await urlStorage.findAllUploads();
  const these = kept.filter(({ uploadUrl }) => uploadUrl === url);
  await Promise.all(these.map(({ urlStorageKey }) => urlStorage.removeUpload(urlStorageKey)));
}

async function inspect(upload: PreviousUpload, stamp: string): Promise<Unfinished | null> {
  const { uploadUrl: url, size, metadata } = upload;
  if (!url) return null;
  const headers = { 'Tus-Resumable': '1.0.0', [STAMP_HEADER]: stamp };
  const response = await fetch(url, { method: 'HEAD', headers }).catch(() => null);
  if (isGone(response?.status)) {
    await forget(url);
    return null;
  }
  // A server that does not answer now may still have the upload.
  const arrived = response?.ok ? Number(response.headers.get('Upload-Offset') ?? 0) : 0;
  const fileName = metadata.filename ?? 'A file';
  return {
    fingerprint: fingerprintOf(upload),
    url,
    fileName,
    size: size ?? 0,
    arrived,
    videoId: metadata.videoId ?? null,
  };
}

function isGone(status: number | undefined): boolean {
  return status === 404 || status === 410;
}
