import { expect, test } from 'vitest';
import { thumbnailsFile } from '@/workers/video-publishing/stills/thumbnails';
import { cuesOf } from './moment-still';

test('the stills of a storyboard are parts of sheets beside its file', () => {
  const file = thumbnailsFile(
    Array.from({ length: 27 }, (_, index) => index * 200),
    5400,
    { width: 160, height: 90 },
  );
  const cues = cuesOf(file, new URL('http://localhost/media/one/stills/thumbnails.vtt'));
  expect(cues).toHaveLength(27);
  expect(cues[6]).toEqual({
    src: 'http://localhost/media/one/stills/sheet-1.jpg',
    ...{ x: 160, y: 90, width: 160, height: 90, at: 1200 },
  });
  expect(cues[26]).toMatchObject({ src: 'http://localhost/media/one/stills/sheet-2.jpg', x: 160, y: 0, at: 5200 });
});

test('a file that is no storyboard has none', () => {
  for (const text of ['', 'WEBVTT\n', '<!doctype html>'])
    expect(cuesOf(text, new URL('http://localhost/'))).toEqual([]);
});
