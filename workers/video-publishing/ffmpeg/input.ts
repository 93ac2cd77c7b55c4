/**
 * Containers that hold a video, and some that hold sound only, so that the latter can be told what they lack.
 * Whatever refers to other files (playlists, concat lists, image sequences) must never be among them: an upload would
 * read the server's files.
 */
const FORMATS = [
  ...['mov', 'mp4', 'm4a', '3gp', '3g2', 'mj2', 'matroska', 'webm', 'avi'],
  ...['mpegts', 'mpeg', 'flv', 'asf', 'ogg', 'mxf', 'dv'],
  ...['mp3', 'wav', 'w64', 'flac', 'aac', 'ac3', 'aiff', 'amr', 'caf'],
];

/** The arguments before an untrusted file: it may open itself and nothing else. For ffprobe without `-i`. */
export function untrustedInput(path: string): string[] {
  return ['-protocol_whitelist', 'file', '-format_whitelist', FORMATS.join(','), '-i', `file:${path}`];
}
