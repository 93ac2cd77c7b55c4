import { formatBytes } from '@/app/_lib/format';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';

/** What browsers say of files that they do not know. */
const UNKNOWN = new Set(['', 'application/octet-stream']);

/**
 * What is wrong with a chosen file, as a sentence, before a byte of it is sent. Null: nothing that a browser can tell.
 * Whether it really is a video turns out when it is processed.
 */
export function checkFile({ name, type, size }: { name: string; type: string; size: number }): string | null {
  if (size === 0) return `“${name}” is empty. Export the video again, and choose the new file.`;
  if (size > UPLOAD_MAX) {
    return `“${name}” has ${formatBytes(size)}, and this site takes files of up to ${formatBytes(UPLOAD_MAX)}. Export a smaller version.`;
  }
  if (!type.startsWith('video/') && !UNKNOWN.has(type)) {
    return `“${name}” is not a video. Choose a video file, such as MP4, MOV, MKV or WebM.`;
  }
  return null;
}
