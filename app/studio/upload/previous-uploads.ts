import { defaultOptions, Upload, type PreviousUpload } from 'tus-js-client';

/** An upload that this browser began for this person and that has not become a video. */
export interface Unfinished {
  /** Names it on the server. */
  url: string;
  fileName: string;
  size: number;
  /** Bytes that arrived. */
  arrived: number;
  /** The failed video whose file it replaces. */
  videoId: string | null;
}

/** Under what this browser remembers an upload: the person, the video, and what tells files apart. */
export function fingerprint(userId: string, videoId: string | null, file: File): string {
  const { name, type, size, lastModified } = file;
  return [userId, videoId ?? 'new', name, type, size, lastModified].join('|');
}

/** What this browser began for this person, with how far the server has it. What the server lacks is forgotten. */
export async function unfinishedUploads(userId: string): Promise<Unfinished[]> {
  const kept = await defaultOptions.urlStorage.findAllUploads();
  const own = kept.filter(({ urlStorageKey }) => urlStorageKey.startsWith(`tus::${userId}|`));
  const known = await Promise.all(own.map(inspect));
  return known.filter((upload) => upload !== null);
}

/** Deletes what arrived, and forgets it. */
export async function discard(url: string): Promise<void> {
  await Upload.terminate(url).catch((error) => {
    if (!isGone(error.originalResponse?.getStatus())) throw error;
  });
  await forget(url);
}

/** Forgets an upload in this browser alone: it became a video, or the server has it no longer. */
export async function forget(url: string): Promise<void> {
  const kept = await defaultOptions.urlStorage.findAllUploads();
  const these = kept.filter(({ uploadUrl }) => uploadUrl === url);
  await Promise.all(these.map(({ urlStorageKey }) => defaultOptions.urlStorage.removeUpload(urlStorageKey)));
}

async function inspect({ uploadUrl: url, size, metadata }: PreviousUpload): Promise<Unfinished | null> {
  if (!url) return null;
  const response = await fetch(url, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } }).catch(() => null);
  if (isGone(response?.status)) {
    await forget(url);
    return null;
  }
  // A server that does not answer now may still have it.
  const arrived = response?.ok ? Number(response.headers.get('Upload-Offset') ?? 0) : 0;
  return { url, fileName: metadata.filename ?? 'A file', size: size ?? 0, arrived, videoId: metadata.videoId ?? null };
}

function isGone(status: number | undefined): boolean {
  return status === 404 || status === 410;
}
