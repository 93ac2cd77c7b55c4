import { z } from 'zod';
import { tidyName } from '@/text/tidy';

/** What a browser says about a file when it begins an upload. */
export interface UploadRequest {
  fileName: string;
  bytes: number;
  /** When the file was changed, as its browser says. Null if it does not. */
  lastModified: string | null;
  /** The user's video whose file it is: one without a file, or one whose file failed. Null for a new video. */
  videoId: string | null;
  /** Whether it is an archive to import from, and not a video. */
  isArchive: boolean;
}

export const FILE_NAME_MAX = 255;

/** Why an upload cannot begin: a sentence and its HTTP status. */
export class UploadRefusal extends Error {
  override name = 'UploadRefusal';
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads the headers with which tus begins an upload. It knows the metadata `filename`, `lastModified`,
 * `videoId` and `purpose`. Pure.
 * @param maxBytes the largest size of an upload.
 * @throws {UploadRefusal}
 */
export function readUploadRequest(headers: Headers, maxBytes: number): UploadRequest {
  const length = headers.get('upload-length') ?? '';
  if (!/^\d{1,15}$/.test(length))
    throw new UploadRefusal(400, 'bad-length', 'Upload-Length must say how many bytes the file has.');
  const bytes = Number(length);
  if (bytes > maxBytes)
    throw new UploadRefusal(413, 'too-large', `The file is too large: at most ${maxBytes} bytes can be uploaded.`);

  const metadata = parseMetadata(headers.get('upload-metadata') ?? '');
  const fileName = tidyName((metadata.filename ?? '').replace(/^.*[\\/]/s, '')) || 'video';
  if (fileName.length > FILE_NAME_MAX) {
    throw new UploadRefusal(400, 'name-too-long', `The file's name is too long: at most ${FILE_NAME_MAX} characters.`);
  }
  // Lower-cased like the names of streams and folders: a UUID in capitals would name other ones.
  const videoId = metadata.videoId?.toLowerCase() ?? null;
  if (videoId !== null && !z.uuid().safeParse(videoId).success) {
    throw new UploadRefusal(400, 'bad-video', 'videoId must be the id of a video.');
  }
  const lastModified = /^\d{1,16}$/.exec(metadata.lastModified ?? '')?.[0] ?? null;
  return { fileName, bytes, lastModified, videoId, isArchive: metadata.purpose === 'archive' && videoId === null };
}

/** Parses tus's `Upload-Metadata`: `key base64, key base64`. Refuses a header that it cannot read. */
function parseMetadata(header: string): Record<string, string> {
  const pairs = header
    .split(',')
    .map((pair) => pair.trim())
    .filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', value = ''] = pair.split(' ');
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value))
        throw new UploadRefusal(400, 'bad-metadata', 'Upload-Metadata is not in the form that tus defines.');
      return [key, Buffer.from(value, 'base64').toString('utf8')];
    }),
  );
}

/** Formats values as this header. */
export function formatMetadata(metadata: Record<string, string>): string {
  return Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value, 'utf8').toString('base64')}`)
    .join(',');
}
