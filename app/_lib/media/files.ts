import { z } from 'zod';
import { uploadId as mediaIdSchema } from '@/workers/video-publishing/contract';

/** A file of a video's media, by the parts of its address. */
export interface MediaFile {
  videoId: string;
  /** The folder of its files: the id of an upload, or of a chosen poster. */
  mediaId: string;
  /** Its path inside that folder: one or two plain names. */
  path: string[];
  contentType: string;
  /** True if processing rewrites the file. All others never change. */
  isMutable: boolean;
}

const CONTENT_TYPES: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  mp4: 'video/mp4',
  m4s: 'video/iso.segment',
  ts: 'video/mp2t',
  jpg: 'image/jpeg',
  avif: 'image/avif',
  vtt: 'text/vtt',
};
/** The only dot is that before the extension, so no name is hidden or leads up. */
const FOLDER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const FILE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.([a-z0-9]{2,4})$/;

const videoIdSchema = z.uuid();

/** Reads the decoded parts of an address. Returns null if no media file can have this address. Pure. */
export function readMediaFile(videoId: string, mediaId: string, path: readonly string[]): MediaFile | null {
  const name = path.at(-1) ?? '';
  const contentType = CONTENT_TYPES[FILE.exec(name)?.[1] ?? ''];
  if (!contentType || path.length > 2 || !path.slice(0, -1).every((folder) => FOLDER.test(folder))) return null;
  if (!videoIdSchema.safeParse(videoId).success || !mediaIdSchema.safeParse(mediaId).success) return null;
  return { videoId: videoId.toLowerCase(), mediaId, path: [...path], contentType, isMutable: name === 'master.m3u8' };
}
