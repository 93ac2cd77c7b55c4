import { setTimeout as delay } from 'node:timers/promises';
import { DiskFullError, freeBytes } from '@/disk-space';
import type { ProbedSource } from './ffmpeg/probe';
import type { Step } from './ffmpeg/ladder';
import { AUDIO_BITS } from './ffmpeg/sound';

/** ffmpeg writes by itself, some megabytes a second at most. */
const LOOK_EVERY_MS = 500;
/** What segments and playlists add to picture and sound. */
const OVERHEAD = 1.05;

/** Where files are made, and what stays free there, in bytes. */
export interface Disk {
  readonly folder: string;
  readonly reserve: number;
}

type Playtime = Pick<ProbedSource, 'durationSeconds' | 'sound'>;

/** The most bytes that the sound takes. Pure. */
export function mostBytesOfSound({ durationSeconds, sound }: Playtime): number {
  return sound === null ? 0 : bytesOf(AUDIO_BITS, durationSeconds);
}

/** The most bytes that a rendition takes, with its sound. Pure. */
export function mostBytesOf(step: Step, source: Playtime): number {
  return bytesOf(step.bitsPerSecond, source.durationSeconds) + mostBytesOfSound(source);
}

function bytesOf(bitsPerSecond: number, seconds: number): number {
  return Math.ceil((OVERHEAD * bitsPerSecond * seconds) / 8);
}

/**
 * Makes something that may take up to `bytes`, if they are free, and stops when others take them meanwhile.
 * @param work gets a signal that aborts with a DiskFullError, or as `signal` does.
 * @throws {DiskFullError}
 */
export async function withDiskSpace<T>(
  { folder, reserve }: Disk,
  bytes: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const free = await freeBytes(folder, reserve);
  if (free < Math.max(1, bytes)) throw diskFull(bytes, free, reserve);
  const done = new AbortController();
  const full = new AbortController();
  const watching = watch();
  try {
    return await work(AbortSignal.any([signal, full.signal]));
  } finally {
    done.abort();
    await watching;
  }

  async function watch(): Promise<void> {
    while (!done.signal.aborted) {
      await delay(LOOK_EVERY_MS, undefined, { signal: done.signal, ref: false }).catch(() => {});
      if (done.signal.aborted) return;
      const left = await freeBytes(folder, reserve).catch(() => null);
      if (left !== null && left <= 0) return full.abort(diskFull(bytes, left, reserve));
    }
  }
}

function diskFull(bytes: number, free: number, reserve: number): DiskFullError {
  const [needed, left, kept] = [bytes, Math.max(0, free), reserve].map(
    (amount) => `${Math.ceil(amount / 1e6).toLocaleString('en')} MB`,
  );
  return new DiskFullError(
    `The disk is too full to process this video: it may take ${needed}, and ${left} are left above the reserve of ${kept} (DISK_RESERVE).`,
  );
}
