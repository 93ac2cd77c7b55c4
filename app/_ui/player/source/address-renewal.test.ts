import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AddressRenewal } from './address-renewal';

const NOW = Date.UTC(2026, 10, 28, 15);
const HOUR = 3600_000;
beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

const until = (time: number, file = 'master.m3u8') =>
  `/api/media/v/u/~${Math.floor(time / 1000).toString(36)}.name.digest/${file}`;
const expired = until(NOW - HOUR);
const valid = until(NOW + HOUR);
const segment = until(NOW - HOUR, '720/segment-00001.m4s');
const renewedSegment = until(NOW + HOUR, '720/segment-00001.m4s');

test('a valid address is not renewed', async () => {
  const refresh = vi.fn(async () => true);
  expect(await new AddressRenewal(valid, refresh).addressOf(segment)).toBe(renewedSegment);
  expect(refresh).not.toHaveBeenCalled();
});

test('requests wait for one renewal', async () => {
  const refresh = vi.fn(async () => true);
  const renewal = new AddressRenewal(expired, refresh);
  const asked = [renewal.addressOf(segment), renewal.addressOf(segment)];
  await vi.advanceTimersByTimeAsync(1_000);
  renewal.note(valid);
  expect(await Promise.all(asked)).toEqual([renewedSegment, renewedSegment]);
  expect(refresh).toHaveBeenCalledOnce();
});

test('the next request tries again if the page cannot be loaded', async () => {
  const refresh = vi.fn(async () => false);
  const renewal = new AddressRenewal(expired, refresh);
  expect(await renewal.addressOf(segment)).toBe(segment);
  refresh.mockResolvedValue(true);
  const asked = renewal.addressOf(segment);
  renewal.note(valid);
  expect(await asked).toBe(renewedSegment);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test('a page without a new address is loaded once, and once more when playback is retried', async () => {
  const refresh = vi.fn(async () => true);
  const renewal = new AddressRenewal(expired, refresh);
  const first = renewal.addressOf(segment);
  renewal.again();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await first).toBe(segment);
  expect(await renewal.addressOf(segment)).toBe(segment);
  expect(refresh).toHaveBeenCalledOnce();
  renewal.again();
  const second = renewal.addressOf(segment);
  renewal.note(valid);
  expect(await second).toBe(renewedSegment);
  expect(refresh).toHaveBeenCalledTimes(2);
});
