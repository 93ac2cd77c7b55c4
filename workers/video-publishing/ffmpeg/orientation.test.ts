import { expect, test } from 'vitest';
import { orientationOf } from './orientation';

const matrix = (a: number, b: number, c: number, d: number) =>
  `\n00000000: ${65536 * a} ${65536 * b} 0\n00000001: ${65536 * c} ${65536 * d} 0\n00000002: 0 0 1073741824\n`;
const turned = (side: object, tags = {}) => orientationOf({ side_data_list: [side], tags });

test.each([
  ['as it is', matrix(1, 0, 0, 1), []],
  ['turned clockwise', matrix(0, 1, -1, 0), ['transpose=clock']],
  ['turned counter-clockwise', matrix(0, -1, 1, 0), ['transpose=cclock']],
  ['upside down', matrix(-1, 0, 0, -1), ['hflip', 'vflip']],
  ['mirrored, as of a front camera', matrix(-1, 0, 0, 1), ['hflip']],
  ['mirrored from above', matrix(1, 0, 0, -1), ['vflip']],
  ['turned and mirrored', matrix(0, 1, 1, 0), ['transpose=cclock_flip']],
  ['turned and mirrored the other way', matrix(0, -1, -1, 0), ['transpose=clock_flip']],
  ['a matrix that shows nothing', matrix(0, 0, 0, 0), []],
])('by its display matrix: %s', (_what, displaymatrix, filters) => {
  expect(turned({ displaymatrix }).filters).toEqual(filters);
});

test('by an angle, counter-clockwise as ffprobe says it, clockwise as a tag does', () => {
  expect(turned({ rotation: -90 })).toEqual({ isOnItsSide: true, filters: ['transpose=clock'] });
  expect(turned({ rotation: 180 })).toEqual({ isOnItsSide: false, filters: ['hflip', 'vflip'] });
  expect(turned({}, { rotate: '90' })).toEqual({ isOnItsSide: true, filters: ['transpose=clock'] });
  expect(turned({}, { rotate: 'odd' })).toEqual({ isOnItsSide: false, filters: [] });
});
