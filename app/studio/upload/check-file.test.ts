import { describe, expect, test } from 'vitest';
import { SOUND_CONTAINERS, VIDEO_CONTAINERS } from '@/workers/video-publishing/file-types';
import { checkFile } from './check-file';

const MAX = 10_000_000;
const file = { name: 'lesson.mp4', type: 'video/mp4', size: 1_000 };

describe('checking a chosen file', () => {
  test('accepts each container that ffmpeg may open, by its name or its type', () => {
    for (const { extensions, types } of VIDEO_CONTAINERS) {
      for (const extension of extensions) {
        for (const type of ['', 'application/octet-stream', 'application/x-not-known', ...types]) {
          for (const name of [`lesson.${extension}`, `LESSON.${extension.toUpperCase()}`]) {
            expect(checkFile({ name, type, size: MAX }, MAX), `${name} ${type}`).toBeNull();
          }
        }
      }
      for (const type of types) expect(checkFile({ ...file, name: 'lesson', type }, MAX), type).toBeNull();
    }
  });

  test.each([
    ['lesson.ts', 'text/vnd.trolltech.linguist'],
    ['00001.MTS', 'model/vnd.mts'],
    ['lesson.mxf', 'application/mxf'],
    ['lesson.asf', 'application/vnd.ms-asf'],
    ['lesson.ogx', 'application/ogg'],
    ['lesson.3gp', 'audio/3gpp'],
    ['lesson.webm', 'Video/WebM; codecs="vp9,opus"'],
    ['lesson.v2.final.mkv', ''],
    ['recording', ''],
  ])('accepts %s as %s', (name, type) => {
    expect(checkFile({ ...file, name, type }, MAX)).toBeNull();
  });

  test('says of a sound file that it has no picture, by its name or its type', () => {
    for (const { extensions, types } of SOUND_CONTAINERS) {
      for (const extension of extensions)
        expect(checkFile({ ...file, name: `a.${extension}`, type: '' }, MAX)).toContain('is a sound file');
      for (const type of types) expect(checkFile({ ...file, name: 'a', type }, MAX)).toContain('is a sound file');
    }
  });

  test.each([
    [{ size: 0 }, 'is empty'],
    [{ size: MAX + 1 }, '10 MB'],
    [{ type: 'image/png' }, 'is a picture, not a video'],
    [{ type: 'audio/mpeg' }, 'is a sound file, not a video'],
    [{ name: 'cat.GIF', type: '' }, 'is a GIF, an animated picture and not a video'],
    [{ name: 'cat', type: 'image/gif', size: MAX + 1 }, 'is a GIF'],
    [{ name: 'photo.heic', type: '' }, 'is a picture'],
    [{ name: 'live.m3u8', type: 'audio/x-mpegurl' }, 'is a playlist'],
    [
      { name: 'paper.pdf', type: 'application/pdf' },
      'is not a video. Choose a video file, such as MP4, MOV, MKV or WebM.',
    ],
    [{ name: 'old.rm', type: 'video/vnd.rn-realvideo' }, 'format that this site cannot read'],
  ])('refuses %o by name', (change, words) => {
    const sentence = checkFile({ ...file, ...change }, MAX);
    expect(sentence).toContain(words);
    expect(sentence).toContain({ ...file, ...change }.name);
  });
});
