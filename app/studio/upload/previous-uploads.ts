import { Upload, type PreviousUpload } from 'tus-js-client';
import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import type { UploadTask } from './upload-state';
import { fingerprintOf, urlStorage } from './url-storage';

/** An upload that this browser began for this person and that has not become a video. */
export interface Unfinished {
  fingerprint: string;
  /** Names it on the server. */
  url: string;
  fileName: string;
  size: number;
  /** Bytes that arrived. */
  arrived: number;
  /** The failed video whose file it replaces. */
  videoId: string | null;
}

/** Under what this browser remembers an upload: the person, the video, and what identifies the file. */
export function fingerprint({ userId, videoId }: Pick<UploadTask, 'userId' | 'videoId'>, file: File): string {
  const { name, type, size, lastModified } = file;
  return [userId, videoId ?? 'new', name, type, size, lastModified].join('|');
}

/** What this browser began for this person, with how far the server has it. What the server lacks is forgotten. */
export async function unfinishedUploads({
  userId,
  stamp,
}: Pick<UploadTask, 'userId' | 'stamp'>): Promise<Unfinished[]> {
  const kept = await urlStorage.findAllUploads();
  const own = kept.filter(({ urlStorageKey }) => urlStorageKey.startsWith(`tus::${userId}|`));
  const known = await Promise.all(own.map((upload) => inspect(upload, stamp)));
  return known.filter((upload) => upload !== null);
}

/** Deletes what arrived, and forgets it. @param stamp of the page that asks for it. */
export async function discard(url: string, stamp: string): Promise<void> {
  await Upload.terminate(url, { headers: { [STAMP_HEADER]: stamp } }).catch((error) => {
    if (!isGone(error.originalResponse?.getStatus())) throw error;
  });
  await forget(url);
}

/** Forgets an upload in this browser alone: it became a video, or the server has it no longer. */
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
  // A server that does not answer now may still have it.
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
