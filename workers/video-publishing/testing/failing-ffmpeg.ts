import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ffmpeg } from './clips';

/** What a real ffmpeg meets on real machines, when it encodes. Everything else it does as ever. */
const ODDITIES = {
  /** Only as fast as the video plays: time enough to meet it at work. */
  slow: `exec '${ffmpeg}' -re "$@"`,
  crashing: 'kill -SEGV $$',
  killed: 'kill -KILL $$',
  'out of disk': 'echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1',
};

/**
 * Makes an ffmpeg with an oddity, in this folder; made again, it has another. It notes its encodings beside itself, where
 * no sandbox for files lets it write, so it runs without one.
 * @returns its path.
 */
export async function failingFfmpeg(folder: string, oddity: keyof typeof ODDITIES | 'none'): Promise<string> {
  const path = join(folder, 'odd-ffmpeg');
  const encoding =
    oddity === 'none' ? '' : `case "$*" in *init.mp4*) echo >> '${path}.encodings'; ${ODDITIES[oddity]} ;; esac\n`;
  await rm(`${path}.encodings`, { force: true });
  await writeFile(path, `#!/bin/sh\n: >> '${path}.encodings' || exit 1\n${encoding}exec '${ffmpeg}' "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

/** How often it was asked to encode since it was made. */
export async function countEncodings(path: string): Promise<number> {
  return (await readFile(`${path}.encodings`, 'utf8').catch(() => '')).length;
}
