import { describe, expect, test } from 'vitest';
import { isNewer, nameOf, readVersion, type Build } from './version';

const debian = `ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers
built with gcc 12 (Debian 12.2.0-14+deb12u1)
libavutil      57. 28.100 / 57. 28.100
libavcodec     59. 37.100 / 59. 37.100
`;
const packaged = `ffmpeg version N-47683-g0e8eb07980-static https://johnvansickle.com/ffmpeg/  Copyright (c) 2000-2018 the FFmpeg developers
libavcodec     58. 42.100 / 58. 42.100
`;
const build = (codecs: number[], year: number | null = 2024): Build => ({ version: '7.1', year, codecs });

test('readVersion reads releases and development builds', () => {
  expect(readVersion('ffmpeg', debian)).toEqual({ version: '5.1.9-0+deb12u1', year: 2026, codecs: [59, 37, 100] });
  expect(readVersion('ffmpeg', packaged)).toEqual({
    version: 'N-47683-g0e8eb07980-static',
    year: 2018,
    codecs: [58, 42, 100],
  });
});

test('readVersion returns null for another program', () => {
  expect(readVersion('ffprobe', debian)).toBeNull();
  expect(readVersion('ffmpeg', 'Usage: ffmpeg version 1')).toBeNull();
  expect(readVersion('ffmpeg', '')).toBeNull();
});

describe('isNewer', () => {
  test.each([
    ['a higher version of libavcodec', build([59, 37, 100]), build([58, 42, 100]), true],
    ['a lower version with a later copyright', build([57, 107, 100], 2026), build([58, 42, 100], 2018), false],
    ['the same version with a later copyright', build([59, 37, 100], 2026), build([59, 37, 100], 2022), true],
    ['the same', build([59, 37, 100]), build([59, 37, 100]), false],
    ['versions compared as numbers', build([100, 1, 100]), build([99, 9, 100]), true],
    ['a build without a version', build([], null), build([58, 42, 100]), false],
  ])('%s', (_what, one, other, expected) => expect(isNewer(one, other)).toBe(expected));
});

test.each([
  ['5.1.9-0+deb12u1', 2026, '5.1.9 (2026)'],
  ['n7.1', 2024, '7.1 (2024)'],
  ['N-47683-g0e8eb07980-static', 2018, 'N-47683 (2018)'],
  ['8.0', null, '8.0'],
  ['git-2020-01-01-abc', 2020, 'git-2020-01-01-abc (2020)'],
])('nameOf %s of %s is %s', (version, year, name) => expect(nameOf({ version, year, codecs: [] })).toBe(name));
