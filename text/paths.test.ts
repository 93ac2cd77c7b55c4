import { expect, test } from 'vitest';
import { seriesPath, tagPath, watchPath, withQuery } from './paths';

test('the address of a series has its title, in any script', () => {
  expect(seriesPath({ seriesId: 'id', title: 'Ten knots' })).toBe('/series/id/ten-knots');
  expect(seriesPath({ seriesId: 'id', title: 'Узлы' })).toBe('/series/id/%D1%83%D0%B7%D0%BB%D1%8B');
});

test('the address of a video has its name, the series and the time', () => {
  const video = { videoId: 'id', name: 'Ten knots: which & why?' };
  expect(watchPath(video)).toBe('/watch/id/ten-knots-which-why');
  expect(watchPath(video, { t: 83 })).toBe('/watch/id/ten-knots-which-why?t=83');
  expect(watchPath(video, { series: 's', t: 0 })).toBe('/watch/id/ten-knots-which-why?series=s&t=0');
});

test('a name without letters and digits leaves the id', () => {
  expect(watchPath({ videoId: 'id', name: '🪢' }, { t: 1 })).toBe('/watch/id?t=1');
  expect(seriesPath({ seriesId: 'id', title: '…' })).toBe('/series/id');
});

test('an address with a query gets more of it', () => {
  const path = watchPath({ videoId: 'id', name: 'Ten knots' }, { series: 's' });
  expect(withQuery(path, { loop: '83-97.5' })).toBe('/watch/id/ten-knots?series=s&loop=83-97.5');
  expect(withQuery('/embed/id', { t: 0 })).toBe('/embed/id?t=0');
  expect(withQuery('/embed/id', { t: undefined })).toBe('/embed/id');
});

test.each(['.', '..'])('the tag %s has no address', (tag) => expect(tagPath(tag)).toBeNull());
