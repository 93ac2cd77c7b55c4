import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ffmpeg } from './clips';

/** The script's behaviours in place of an encoding. It leaves everything else to the real ffmpeg. */
const BEHAVIOURS = {
  /** Encodes at the speed of playback, which leaves time for a test to interrupt it. */
  slow: `exec '${ffmpeg}' -re "$@"`,
  crashing: 'kill -SEGV $$',
  killed: 'kill -KILL $$',
  'out of disk': 'echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1',
};

/**
 * Writes a script that runs ffmpeg and misbehaves when it encodes. A second call changes the behaviour. The script
 * counts its encodings in a file beside it. The sandbox for files would prevent that, so it runs without one.
 * @returns the path of the script.
 */
export async function failingFfmpeg(folder: string, behaviour: keyof typeof BEHAVIOURS | 'none'): Promise<string> {
  const path = join(folder, 'failing-ffmpeg');
  const encoding =
    behaviour === 'none'
      ? ''
      : `case "$*" in *init.mp4*) echo >> '${path}.encodings'; ${BEHAVIOURS[behaviour]} ;; esac\n`;
  await rm(`${path}.encodings`, { force: true });
  await writeFile(path, `#!/bin/sh\n: >> '${path}.encodings' || exit 1\n${encoding}exec '${ffmpeg}' "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

/** Returns the number of encodings since the script was written. */
export async function countEncodings(path: string): Promise<number> {
  return (await readFile(`${path}.encodings`, 'utf8').catch(() => '')).length;
}
