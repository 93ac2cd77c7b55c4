import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { DiskFullError, freeBytes } from '@/disk-space';
import type { ProbedSource } from '../ffmpeg/probing/probe';
import { maxRenditionBytes, maxSoundBytes, withDiskSpace } from './disk-space-guard';

const folder = tmpdir();
const never = new AbortController().signal;

test('the size limit of a rendition includes its sound and the overhead of containers', () => {
  const step = { width: 640, height: 360, bitsPerSecond: 872_000 };
  const sound = { stream: 1 } as unknown as ProbedSource['sound'];
  expect(maxRenditionBytes(step, { durationSeconds: 80, sound })).toBe(10_500_000);
  expect(maxRenditionBytes(step, { durationSeconds: 80, sound: null })).toBe(9_156_000);
  expect(maxSoundBytes({ durationSeconds: 80, sound })).toBe(1_344_000);
});

describe('withDiskSpace', () => {
  test('runs the work with enough space above the reserve', async () => {
    expect(await withDiskSpace({ folder, reserve: 0 }, 1, never, async () => 'made')).toBe('made');
  });

  test('does not start work that would use the reserve, and the error names the missing space', async () => {
    let isStarted = false;
    const reserve = (await freeBytes(folder, 0)) + 1e12;
    await expect(withDiskSpace({ folder, reserve }, 3_000_000, never, async () => (isStarted = true))).rejects.toThrow(
      /^The disk is too full to process this video: it may take 3 MB, and 0 MB are left above the reserve of [\d,]+ MB \(DISK_RESERVE\)\.$/,
    );
    await expect(withDiskSpace({ folder, reserve }, 0, never, async () => (isStarted = true))).rejects.toThrow(
      DiskFullError,
    );
    expect(isStarted).toBe(false);
  });

  test("rethrows the caller's abort reason", async () => {
    const stop = new AbortController();
    const made = withDiskSpace({ folder, reserve: 0 }, 1, stop.signal, async (signal) => {
      stop.abort(new Error('stopped'));
      signal.throwIfAborted();
    });
    await expect(made).rejects.toThrow('stopped');
  });
});
