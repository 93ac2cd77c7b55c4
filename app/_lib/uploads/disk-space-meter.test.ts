import { expect, test } from 'vitest';
import { DiskFullError } from '@/disk-space';
import { DiskSpaceMeter } from './disk-space-meter';

/** A disk whose free space others change, and a clock. */
function disk(freeBytes: number) {
  const state = { freeBytes, now: 0, measured: 0 };
  const meter = new DiskSpaceMeter(
    async () => {
      state.measured += 1;
      return state.freeBytes;
    },
    () => state.now,
  );
  const take = async (bytes: number) => {
    await meter.take(bytes);
    state.freeBytes -= bytes;
  };
  return { state, meter, take };
}

test('hands out the free space to the last byte, and no more', async () => {
  const { take } = disk(10);
  await take(4);
  await take(6);
  await expect(take(1)).rejects.toThrow(DiskFullError);
});

test('measures once for many small writes', async () => {
  const { state, take } = disk(1_000);
  for (let written = 0; written < 100; written += 1) await take(1);
  expect(state.measured).toBe(1);
});

test('measures again after a megabyte', async () => {
  const { state, take } = disk(10_000_000);
  for (let written = 0; written < 30; written += 1) await take(100_000);
  expect(state.measured).toBe(3);
});

test('measures a large disk again after a hundredth of it', async () => {
  const { state, take } = disk(1_000_000_000);
  for (let written = 0; written < 25; written += 1) await take(1_000_000);
  expect(state.measured).toBe(3);
});

test('gives the same space to one writer only, among many at once', async () => {
  const { meter } = disk(50);
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => meter.take(10)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
});

test('notices after a moment what others wrote, and at once what they freed', async () => {
  const { state, take } = disk(100);
  await take(10);
  state.freeBytes = 5;
  state.now += 300;
  await expect(take(10)).rejects.toThrow(DiskFullError);
  state.freeBytes = 20;
  await take(10);
});

test('reports a disk that cannot be measured, and measures again', async () => {
  let isBroken = true;
  const meter = new DiskSpaceMeter(async () => {
    if (isBroken) throw new Error('EIO');
    return 1;
  });
  await expect(meter.take(1)).rejects.toThrow('EIO');
  isBroken = false;
  await meter.take(1);
});
