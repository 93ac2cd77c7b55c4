import { truncate } from '@/text/characters';
import type { FailureReason } from '../contract';

const DETAIL_MAX = 500;
const LINES = 3;

/** The file can never become a video. Any other error is temporary, and the work is retried. */
export class UnusableFileError extends Error {
  override name = 'UnusableFileError';
  /** Technical details: ffmpeg's output, or what is wrong with the file. */
  readonly detail: string;

  constructor(
    readonly reason: FailureReason,
    detail: string,
  ) {
    super(`${reason}: ${detail}`);
    this.detail = detail;
  }
}

/** Returns the last lines of ffmpeg's output, shortened, and without the server's paths and memory addresses. */
export function quote(stderr: string): string {
  const lines = stderr
    .replace(/ @ 0x[0-9a-f]+/g, '')
    .replace(/(?:file:)?(?:\/[^\s/:'"]+){2,}/g, 'the file')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return truncate([...new Set(lines)].slice(-LINES).join('\n'), DETAIL_MAX);
}
