import { describe, expect, test } from 'vitest';
import { readMediaFile } from './files';
import { readRange } from '@/app/_lib/http/range';

const videoId = '7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e01';
const mediaId = '0123456789abcdef0123456789abcdef';

describe('the address of a media file', () => {
  test.each([
    [['master.m3u8'], 'application/vnd.apple.mpegurl', true],
    [['poster.jpg'], 'image/jpeg', false],
    [['posters', '320.avif'], 'image/avif', false],
    [['stills', 'thumbnails.vtt'], 'text/vtt', false],
    [['360', 'index.m3u8'], 'application/vnd.apple.mpegurl', false],
    [['360', 'init.mp4'], 'video/mp4', false],
    [['360', 'segment-00000.m4s'], 'video/iso.segment', false],
  ])('%j is %s', (path, contentType, isMutable) => {
    expect(readMediaFile(videoId, mediaId, path)).toEqual({ videoId, mediaId, path, contentType, isMutable });
  });

  test.each([
    [[]],
    [['..', 'master.m3u8']],
    [['.', 'master.m3u8']],
    [['../../secret.jpg']],
    [['..%2fsecret.jpg']],
    [['a/b.jpg']],
    [['a\\b.jpg']],
    [['a\u0000.jpg']],
    [['.work', 'process']],
    [['.work', '360.mp4']],
    [['.hidden.jpg']],
    [['360', '..', 'poster.jpg']],
    [['process']],
    [['page.html']],
    [['image.svg']],
    [['']],
    [['360', '']],
  ])('%j is no media file', (path) => {
    expect(readMediaFile(videoId, mediaId, path)).toBe(null);
  });

  test('names a video and an upload only by ids', () => {
    expect(readMediaFile('..', mediaId, ['poster.jpg'])).toBe(null);
    expect(readMediaFile(videoId, '../../../uploads', ['poster.jpg'])).toBe(null);
    expect(readMediaFile(videoId.toUpperCase(), mediaId, ['poster.jpg'])?.videoId).toBe(videoId);
  });
});

describe('a range', () => {
  test.each([
    [undefined, 'all'],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=-', 'all'],
    ['bytes=20-10', 'all'],
    ['bytes=0-1,5-6', 'all'],
    ['items=0-1', 'all'],
  ])('%s of 100 bytes is %j', (header, range) => {
    expect(readRange(header, 100)).toEqual(range);
  });

  test('of an empty file is unsatisfiable', () => {
    expect(readRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(readRange(undefined, 0)).toBe('all');
  });
});
