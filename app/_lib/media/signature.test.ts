import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { environment } from '@/app/_lib/environment';
import { isSignature, readSignature, signatureFor, signMedia } from './signature';
import { expiresAt, renewAddress } from './signed-address';

const HOUR = 3600_000;
const NOW = Date.UTC(2026, 10, 28, 15);
const videoId = randomUUID();
const ada = randomUUID();
beforeAll(() => void (environment.SECRET ??= 'a secret of at least thirty-two characters'));

test('a signature is valid for half a day to a day, and for its video only', () => {
  for (const now of [NOW, NOW + 5 * HOUR, NOW + 9 * HOUR - 1, NOW + 9 * HOUR]) {
    const { part, renewAt } = signMedia(videoId, ada, now);
    expect(isSignature(part)).toBe(true);
    expect(renewAt).toBeGreaterThan(now);
    const { userId, seconds } = readSignature(videoId, part, now)!;
    expect(userId).toBe(ada);
    expect(seconds * 1000).toBeGreaterThanOrEqual(12 * HOUR);
    expect(seconds * 1000).toBeLessThanOrEqual(24 * HOUR);
    expect(expiresAt(`/api/media/a/b/${part}/master.m3u8`)).toBe(Math.floor(now / 1000 + seconds) * 1000);
    expect(readSignature(videoId, part, now + seconds * 1000)!.seconds).toBe(0);
    expect(readSignature(randomUUID(), part, now)).toBeNull();
  }
});

test('is the same for everybody until it is renewed, so that caches can keep the files', () => {
  const { part, renewAt } = signMedia(videoId, null, NOW);
  expect(readSignature(videoId, part, NOW)!.userId).toBeNull();
  expect(signMedia(videoId, null, renewAt - 1).part).toBe(part);
  expect(signMedia(videoId, null, renewAt).part).not.toBe(part);
});

test('no part of it can be changed', () => {
  const { part } = signMedia(videoId, null, NOW);
  const [time = '', name = '', digest = ''] = part.slice(1).split('.');
  const later = (Number.parseInt(time, 36) + 3600).toString(36);
  for (const other of [
    `~${later}.${name}.${digest}`,
    `~${time}.${ada}.${digest}`,
    `~${time}.${name}.${digest.slice(0, -1)}`,
    `~${time}.${name}.${'é'.repeat(22)}`,
    `~${time}.${name}.`,
    '~',
    '',
    part.slice(1),
  ])
    expect(readSignature(videoId, other, NOW), other).toBeNull();
  for (const file of ['720', 'index.m3u8', undefined]) expect(isSignature(file)).toBe(false);
});

test('public videos have none; an unlisted one has that of its page, and a private one that of its user', () => {
  const signedFor = (isPublished: boolean, isUnlisted: boolean) => {
    const part = signatureFor({ videoId, isPublished, isUnlisted }, ada);
    return part === null ? 'none' : readSignature(videoId, part)!.userId;
  };
  expect(signedFor(true, false)).toBe('none');
  expect(signedFor(true, true)).toBeNull();
  expect(signedFor(false, false)).toBe(ada);
  expect(signedFor(false, true)).toBe(ada);
});

test('a player that has loaded a playlist continues with new addresses: another signature, another host, or none', () => {
  const [first, second] = [NOW, NOW + 24 * HOUR].map((now) => `${signMedia(videoId, null, now).part}/`);
  const of = (signature: string | undefined, file: string, host = '') => `${host}/api/media/v/u/${signature}${file}`;
  const segment = of(first, '720/segment-00001.m4s', 'https://site.example');
  expect(renewAddress(segment, of(second, 'master.m3u8'))).toBe(of(second, '720/segment-00001.m4s'));
  const cdn = 'https://cdn.example';
  expect(renewAddress(segment, of('', 'master.m3u8', cdn))).toBe(of('', '720/segment-00001.m4s', cdn));
  expect(renewAddress(of('', '720/index.m3u8', cdn), of(first, 'master.m3u8'))).toBe(of(first, '720/index.m3u8'));
  expect(renewAddress(segment, '/api/media/v/another/master.m3u8')).toBe(segment);
  expect(expiresAt('/api/media/v/u/master.m3u8')).toBe(Infinity);
});
