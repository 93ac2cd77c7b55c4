import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { join } from 'node:path';
import { builds, likeness, patternClip, reference, rendered } from '../../testing/pictures';

vi.setConfig({ testTimeout: 120_000 });
const folder = await mkdtemp(join(tmpdir(), 'picture-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const BT709 = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,zscale=pin=bt709:tin=bt709:min=bt709';
const x264 = ['-c:v', 'libx264', '-qp', '10', '-preset', 'ultrafast'];
const ffv1 = (primaries: string, curve: string, matrix: string) => [
  '-c:v',
  'ffv1',
  '-color_primaries',
  primaries,
  '-color_trc',
  curve,
  '-colorspace',
  matrix,
];
/** White has the brightness of BT.2408's HDR reference white. */
const hdr = (curve: string) => `${BT709}:p=bt2020:t=${curve}:m=bt2020nc:npl=203:r=tv,format=yuv420p10le`;
const sdr = (matrix: string, range: string, format: string) =>
  `scale=out_color_matrix=${matrix}:out_range=${range},format=${format}`;

const kinds: [kind: string, file: string, filters: string, tags: string[], psnr: number][] = [
  ['HDR with PQ', 'pq.mkv', hdr('smpte2084'), ffv1('bt2020', 'smpte2084', 'bt2020nc'), 23],
  ['HDR with HLG', 'hlg.mkv', hdr('arib-std-b67'), ffv1('bt2020', 'arib-std-b67', 'bt2020nc'), 23],
  [
    'SDR in BT.2020',
    'wide.mkv',
    `${BT709}:p=bt2020:t=2020_10:m=bt2020nc:r=tv,format=yuv420p10le`,
    ffv1('bt2020', 'bt2020-10', 'bt2020nc'),
    27,
  ],
  [
    'the primaries of phones',
    'p3.mp4',
    `${BT709}:p=smpte432:t=bt709:m=bt709:r=tv,format=yuv420p`,
    [...x264, '-color_primaries', 'smpte432', '-color_trc', 'bt709', '-colorspace', 'bt709'],
    27,
  ],
  ['BT.709', 'hd.mp4', sdr('bt709', 'tv', 'yuv420p'), [...x264, '-colorspace', 'bt709'], 40],
  ['BT.601', 'sd.mp4', sdr('bt601', 'tv', 'yuv420p'), [...x264, '-colorspace', 'smpte170m'], 40],
  ['no tags at the size of a DVD', 'untagged.mp4', sdr('bt601', 'tv', 'yuv420p'), x264, 40],
  [
    'full range',
    'full.mp4',
    sdr('bt709', 'pc', 'yuvj420p'),
    [...x264, '-colorspace', 'bt709', '-color_range', 'pc'],
    40,
  ],
  ['JPEG', 'jpeg.avi', sdr('bt601', 'pc', 'yuvj422p'), ['-c:v', 'mjpeg', '-q:v', '2'], 40],
  ['RGB of a screen', 'screen.mkv', 'format=bgr0', ['-c:v', 'ffv1'], 40],
  ['RGB in H.264', 'rgb.mkv', 'format=gbrp', ['-c:v', 'libx264rgb', '-qp', '10', '-preset', 'ultrafast'], 40],
];

describe.each(builds)('with %s', (_name, tools) => {
  test.each(kinds)('%s is converted to BT.709 within the error limit', async (_kind, file, filters, tags, minPsnr) => {
    const clip = await patternClip(folder, file, filters, tags);
    const { psnr, saturation } = likeness(await rendered(tools, clip), await reference());
    expect(psnr).toBeGreaterThan(minPsnr);
    expect(Math.abs(saturation - 1)).toBeLessThan(0.15);
  });
});
