import { expect, test } from 'vitest';
import { colourOf, mayBeHdr } from './colour';

const track = { width: 1920, height: 1080, pix_fmt: 'yuv420p', side_data_list: [] };
const deep = { ...track, pix_fmt: 'yuv420p10le' };
const mastered = [{ side_data_type: 'Mastering display metadata' }];

test.each([
  [
    'PQ',
    { ...deep, color_transfer: 'smpte2084', color_primaries: 'bt2020', color_space: 'bt2020nc' },
    { kind: 'pq', primaries: 'bt2020', matrix: 'bt2020nc' },
  ],
  [
    'PQ without other tags',
    { ...deep, color_transfer: 'smpte2084' },
    { kind: 'pq', primaries: 'bt2020', matrix: 'bt2020nc' },
  ],
  ['HLG', { ...deep, color_transfer: 'arib-std-b67' }, { kind: 'hlg', primaries: 'bt2020' }],
  [
    'HDR metadata without a transfer curve',
    { ...deep, color_primaries: 'bt2020', side_data_list: mastered },
    { kind: 'pq' },
  ],
  ['HDR metadata without tags', { ...deep, pix_fmt: 'p010le', side_data_list: mastered }, { kind: 'pq' }],
  [
    'BT.2020 without HDR',
    { ...deep, color_primaries: 'bt2020', color_transfer: 'bt2020-10' },
    { kind: 'sdr', primaries: 'bt2020', matrix: 'bt2020nc' },
  ],
  ['HDR metadata with 8 bits', { ...track, side_data_list: mastered }, { kind: 'sdr', primaries: 'bt709' }],
  [
    'P3 of a phone',
    { ...track, color_primaries: 'smpte432', color_space: 'bt709' },
    { primaries: 'smpte432', matrix: 'bt709' },
  ],
  ['untagged at the size of a DVD', { ...track, width: 720, height: 576 }, { matrix: 'smpte170m', range: 'tv' }],
  ['untagged, small and upright', { ...track, width: 360, height: 640 }, { matrix: 'smpte170m' }],
  ['untagged HD', track, { matrix: 'bt709', range: 'tv' }],
  ['full range', { ...track, color_range: 'pc' }, { range: 'pc' }],
  ['JPEG', { ...track, pix_fmt: 'yuvj422p' }, { range: 'pc', isRgb: false }],
  ['RGB of a screen', { ...track, pix_fmt: 'bgr0' }, { isRgb: true, range: 'pc' }],
  ['RGB in H.264', { ...track, pix_fmt: 'gbrp', color_space: 'gbr' }, { isRgb: true }],
])('colourOf recognises %s', (_kind, tags, expected) => {
  expect(colourOf(tags)).toMatchObject(expected);
});

test('mayBeHdr is true only for a deep picture without a transfer curve', () => {
  expect(mayBeHdr({ ...deep, color_primaries: 'bt2020' })).toBe(true);
  expect(mayBeHdr({ ...deep, pix_fmt: 'p010le', color_transfer: 'unknown' })).toBe(true);
  expect(mayBeHdr({ ...deep, color_transfer: 'bt709' })).toBe(false);
  expect(mayBeHdr(track)).toBe(false);
  expect(mayBeHdr({ ...track, pix_fmt: 'yuv410p' })).toBe(false);
});
