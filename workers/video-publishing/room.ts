import { setTimeout as delay } from 'node:timers/promises';
import { roomIn } from '@/disk-room';
import type { ProbedSource } from './ffmpeg/probe';
import type { Step } from './ffmpeg/ladder';
import { AUDIO_BITS } from './ffmpeg/sound';

/** ffmpeg writes by itself, some megabytes a second at most. */
const LOOK_EVERY_MS = 500;
/** What segments and playlists add to picture and sound. */
const OVERHEAD = 1.05;

/** The disk has no room for what is to be made. It passes: the message is tried again. */
export class NoRoomError extends Error {
  override name = 'NoRoomError';
}

/** Where files are made, and what stays free there, in bytes. */
export interface Disk {
  readonly folder: string;
  readonly reserve: number;
}

type Length = Pick<ProbedSource, 'durationSeconds' | 'sound'>;

/** The most bytes that the sound takes. Pure. */
export function mostBytesOfSound({ durationSeconds, sound }: Length): number {
  return sound === null ? 0 : bytesOf(AUDIO_BITS, durationSeconds);
}

/** The most bytes that a rendition takes, with its sound. Pure. */
export function mostBytesOf(step: Step, source: Length): number {
  return bytesOf(step.bitsPerSecond, source.durationSeconds) + mostBytesOfSound(source);
}

function bytesOf(bitsPerSecond: number, seconds: number): number {
  return Math.ceil((OVERHEAD * bitsPerSecond * seconds) / 8);
}

/**
 * Makes something that may take so many bytes, if there is room for it, and stops when others take that meanwhile.
 * @param work gets a signal that aborts with a NoRoomError, or as `signal` does.
 * @throws {NoRoomError}
 */
export async function withRoom<T>(
  { folder, reserve }: Disk, bytes: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const room = await roomIn(folder, reserve);
  if (room < Math.max(1, bytes)) throw noRoom(bytes, room, reserve);
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
      const left = await roomIn(folder, reserve).catch(() => null);
      if (left !== null && left <= 0) return full.abort(noRoom(bytes, left, reserve));
    }
  }
}

function noRoom(bytes: number, room: number, reserve: number): NoRoomError {
  const [needed, left, kept] = [bytes, Math.max(0, room), reserve].map((amount) => `${Math.ceil(amount / 1e6).toLocaleString('en')} MB`);
  return new NoRoomError(`The disk is too full to process this video: it may take ${needed}, and ${left} are left above the reserve of ${kept} (DISK_RESERVE).`);
}
