import { describe, expect, test, vi } from 'vitest';
import type { ViewingContext } from '@/workers/view-counting/contract';

const environment = vi.hoisted(() => ({ SECRET: 'a secret of at least 32 characters' }));
vi.mock('@/app/_lib/environment', () => ({ environment }));
const { mintViewingToken, readViewingToken, renewViewingToken } = await import('./viewing-token');

const video = { videoId: '10000000-0000-4000-8000-000000000001', durationSeconds: 90 };
const context: ViewingContext = {
  source: 'search',
  sourceDetail: 'ロープの結び方',
  device: 'phone',
  browser: 'Firefox',
  language: 'ja',
};
const now = Date.parse('2026-11-21T10:00:00Z');
const DAY = 24 * 3600 * 1000;

describe('a viewing token', () => {
  test('contains the viewing that it was made for', () => {
    expect(readViewingToken(mintViewingToken(video, { context }, now), now)).toEqual({
      ...video,
      viewingId: expect.any(String),
      issuedAt: now,
      context,
    });
  });

  test('of before, without a context, is valid', () => {
    const token = mintViewingToken(video, {}, now);
    expect(readViewingToken(token, now)).toEqual({ ...video, viewingId: expect.any(String), issuedAt: now });
  });

  test('has its own viewing', () => {
    const ids = [1, 2]
      .map(() => readViewingToken(mintViewingToken(video, { context }, now), now))
      .map((viewing) => (viewing as { viewingId: string }).viewingId);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('is valid for a day', () => {
    const token = mintViewingToken(video, { context }, now);
    expect(readViewingToken(token, now + DAY)).toMatchObject(video);
    expect(readViewingToken(token, now + DAY + 1)).toBe('expired');
  });

  test('is renewed when it is old, for the same viewing and another day', () => {
    const old = mintViewingToken(video, { context }, now);
    const later = now + 9 * DAY;
    const renewed = renewViewingToken(old, later);
    if (renewed === 'forged') throw new Error('It was taken for forged');
    expect(renewed.videoId).toBe(video.videoId);
    expect(readViewingToken(renewed.token, later + DAY)).toEqual({
      ...(readViewingToken(old, now) as object),
      issuedAt: later,
    });
    expect(readViewingToken(renewed.token, later + DAY + 1)).toBe('expired');
    expect(renewViewingToken(`${old}x`, later)).toBe('forged');
  });

  test('is forged if anything in it was changed', () => {
    const token = mintViewingToken(video, { context }, now);
    const dot = token.indexOf('.');
    for (let index = 0; index < token.length - 1; index += 1) {
      if (index === dot) continue;
      const other = token[index] === 'A' ? 'B' : 'A';
      expect(readViewingToken(token.slice(0, index) + other + token.slice(index + 1), now)).toBe('forged');
    }
  });

  test.each(['', '.', 'a.b', 'nonsense', '..', 'é.é'])('is forged if it is %j', (token) => {
    expect(readViewingToken(token, now)).toBe('forged');
  });

  test('is forged with more text behind it, or with another token’s signature', () => {
    const [payload] = mintViewingToken(video, { context }, now).split('.');
    const [, signature] = mintViewingToken(video, { context }, now).split('.');
    expect(readViewingToken(`${payload}.${signature}`, now)).toBe('forged');
    expect(readViewingToken(`${mintViewingToken(video, { context }, now)}.x`, now)).toBe('forged');
  });

  test('is forged if another site made it', () => {
    const token = mintViewingToken(video, { context }, now);
    environment.SECRET = 'another secret of at least 32 characters';
    expect(readViewingToken(token, now)).toBe('forged');
  });
});
