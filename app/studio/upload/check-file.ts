import { formatBytes } from '@/app/_lib/format';

/** What browsers say of files that they do not know. */
const UNKNOWN = new Set(['', 'application/octet-stream']);

/**
 * What is wrong with a chosen file, as a sentence, before a byte of it is sent. Null: nothing that a browser can tell.
 * Whether it really is a video turns out when it is processed.
 */
export function checkFile({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>, maxBytes: number): string | null {
  if (size === 0) return `“${name}” is empty. Export the video again, and choose the new file.`;
  if (size > maxBytes) {
    return `“${name}” has ${formatBytes(size)}, and this site takes files of up to ${formatBytes(maxBytes)}. Export a smaller version.`;
  }
  if (!type.startsWith('video/') && !UNKNOWN.has(type)) {
    return `“${name}” is not a video. Choose a video file, such as MP4, MOV, MKV or WebM.`;
  }
  return null;
}
