import { DEMUXERS } from '../../file-types';

/** Arguments that open an untrusted file, and forbid demuxers that open other files. For ffmpeg and ffprobe. */
export function untrustedInput(path: string): string[] {
  return ['-protocol_whitelist', 'file', '-format_whitelist', DEMUXERS.join(','), '-i', `file:${path}`];
}
