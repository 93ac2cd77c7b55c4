import { createHash } from 'node:crypto';

/** The renditions of each simulated video. */
export const RENDITIONS = [
  { width: 640, height: 360 },
  { width: 1280, height: 720 },
];

/** The seconds that a job of a simulated video takes: 0.1 to 0.3 to prepare it, 0.2 to 0.6 for a rendition. */
export function secondsOf(videoId: string, job: string): number {
  const part = createHash('sha256').update(`${videoId} ${job}`).digest().readUInt32BE() / 2 ** 32;
  return (job === 'prepare' ? 0.1 : 0.2) * (1 + 2 * part);
}
