import { z } from 'zod';
import { uploadId as uploadIdSchema } from '@/workers/video-publishing/contract';

/** A file of a video's media, by the parts of its address. */
export interface MediaFile {
  videoId: string;
  uploadId: string;
  /** Its path inside the upload's media folder: one or two plain names. */
  path: string[];
  contentType: string;
  /** Written again while the video is processed. All others stay as they are. */
  isMutable: boolean;
}

const CONTENT_TYPES: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  mp4: 'video/mp4',
  m4s: 'video/iso.segment',
  ts: 'video/mp2t',
  jpg: 'image/jpeg',
};
/** No dots but the one before the extension: nothing hidden, and no way up. */
const FOLDER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const FILE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.([a-z0-9]{2,4})$/;

/** Reads the parts of an address, as they are after decoding. Null for what can be no file of ours. Pure. */
export function readMediaFile(videoId: string, uploadId: string, path: readonly string[]): MediaFile | null {
  const name = path.at(-1) ?? '';
  const contentType = CONTENT_TYPES[FILE.exec(name)?.[1] ?? ''];
  if (!contentType || path.length > 2 || !path.slice(0, -1).every((folder) => FOLDER.test(folder))) return null;
  if (!z.uuid().safeParse(videoId).success || !uploadIdSchema.safeParse(uploadId).success) return null;
  return { videoId: videoId.toLowerCase(), uploadId, path: [...path], contentType, isMutable: name === 'master.m3u8' };
}
