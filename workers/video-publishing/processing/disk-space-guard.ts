import { setTimeout as delay } from 'node:timers/promises';
import { DiskFullError, freeBytes } from '@/disk-space';
import type { ProbedSource } from '../ffmpeg/probing/probe';
import type { Step } from '../ffmpeg/picture/ladder';
import { AUDIO_BITS } from '../ffmpeg/sound/sound';

/** ffmpeg writes some megabytes a second at most. */
const CHECK_EVERY_MS = 500;
/** The overhead of containers and playlists, as a factor of picture and sound. */
const OVERHEAD = 1.05;

/** A folder to write to, and how many bytes must stay free on its disk. */
export interface Disk {
  readonly folder: string;
  readonly reserve: number;
}

type Playtime = Pick<ProbedSource, 'durationSeconds' | 'sound'>;

/** Returns the size limit of the sound, in bytes. Pure. */
export function maxSoundBytes({ durationSeconds, sound }: Playtime): number {
  return sound === null ? 0 : bytesOf(AUDIO_BITS, durationSeconds);
}

/** Returns the size limit of a rendition with its sound, in bytes. Pure. */
export function maxRenditionBytes(step: Step, source: Playtime): number {
  return bytesOf(step.bitsPerSecond, source.durationSeconds) + maxSoundBytes(source);
}

function bytesOf(bitsPerSecond: number, seconds: number): number {
  return Math.ceil((OVERHEAD * bitsPerSecond * seconds) / 8);
}

/**
 * Runs work that writes up to `bytes`. Refuses to start without that much space, and aborts the work when the disk
 * fills up meanwhile.
 * @param work gets a signal that aborts with a DiskFullError, or with the reason of `signal`.
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
  const checking = checkRepeatedly();
  try {
    return await work(AbortSignal.any([signal, full.signal]));
  } finally {
    done.abort();
    await checking;
  }

  async function checkRepeatedly(): Promise<void> {
    while (!done.signal.aborted) {
      await delay(CHECK_EVERY_MS, undefined, { signal: done.signal, ref: false }).catch(() => {});
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
