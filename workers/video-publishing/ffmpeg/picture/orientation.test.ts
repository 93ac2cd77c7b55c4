import { expect, test } from 'vitest';
import { orientationOf } from './orientation';

const matrix = (a: number, b: number, c: number, d: number) =>
  `\n00000000: ${65536 * a} ${65536 * b} 0\n00000001: ${65536 * c} ${65536 * d} 0\n00000002: 0 0 1073741824\n`;
const orientation = (side: object, tags = {}) => orientationOf({ side_data_list: [side], tags });

test.each([
  ['unchanged', matrix(1, 0, 0, 1), []],
  ['rotated clockwise', matrix(0, 1, -1, 0), ['transpose=clock']],
  ['rotated counter-clockwise', matrix(0, -1, 1, 0), ['transpose=cclock']],
  ['upside down', matrix(-1, 0, 0, -1), ['hflip', 'vflip']],
  ['mirrored horizontally', matrix(-1, 0, 0, 1), ['hflip']],
  ['mirrored vertically', matrix(1, 0, 0, -1), ['vflip']],
  ['rotated counter-clockwise and mirrored', matrix(0, 1, 1, 0), ['transpose=cclock_flip']],
  ['rotated clockwise and mirrored', matrix(0, -1, -1, 0), ['transpose=clock_flip']],
  ['a singular matrix', matrix(0, 0, 0, 0), []],
])('display matrix: %s', (_matrix, displaymatrix, filters) => {
  expect(orientation({ displaymatrix }).filters).toEqual(filters);
});

test('the rotation of ffprobe is counter-clockwise, and the rotate tag clockwise', () => {
  expect(orientation({ rotation: -90 })).toEqual({ isOnItsSide: true, filters: ['transpose=clock'] });
  expect(orientation({ rotation: 180 })).toEqual({ isOnItsSide: false, filters: ['hflip', 'vflip'] });
  expect(orientation({}, { rotate: '90' })).toEqual({ isOnItsSide: true, filters: ['transpose=clock'] });
  expect(orientation({}, { rotate: 'odd' })).toEqual({ isOnItsSide: false, filters: [] });
});
