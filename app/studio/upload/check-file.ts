import { formatAlternatives, formatBytes } from '@/app/_lib/format/format';
import { fileKind, WELL_KNOWN_FORMATS, type FileKind } from '@/workers/video-publishing/file-types';

const CHOOSE = `Choose a video file, such as ${formatAlternatives(WELL_KNOWN_FORMATS)}.`;

/** Why a file of a kind cannot become a video, and what to do. Null if it may; processing finds out. */
const SENTENCES: Record<FileKind, string | null> = {
  video: null,
  unknown: null,
  'foreign-video': 'is a video in a format that this site cannot read. Export it as MP4, and choose the new file.',
  gif: 'is a GIF, an animated picture and not a video. Choose the video that it was made from, or convert it to MP4.',
  picture: `is a picture, not a video. ${CHOOSE}`,
  sound: `is a sound file, not a video. ${CHOOSE}`,
  playlist: `is a playlist, not a video: it only names other files. ${CHOOSE}`,
  other: `is not a video. ${CHOOSE}`,
};

/**
 * Returns what is wrong with a chosen file, in a sentence, before a byte of it is sent. Null if a browser can find
 * nothing wrong. Processing finds out whether it really is a video.
 */
export function checkFile(file: Pick<File, 'name' | 'type' | 'size'>, maxBytes: number): string | null {
  const { name, size } = file;
  if (size === 0) return `“${name}” is empty. Export the video again, and choose the new file.`;
  const sentence = SENTENCES[fileKind(file)];
  if (sentence !== null) return `“${name}” ${sentence}`;
  if (size > maxBytes) {
    return `“${name}” is ${formatBytes(size)}. This site accepts files of up to ${formatBytes(maxBytes)}: export a smaller version.`;
  }
  return null;
}
