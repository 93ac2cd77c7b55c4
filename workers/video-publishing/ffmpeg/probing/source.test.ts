import { describe, expect, test } from 'vitest';
import { UnusableFileError } from '../../processing/unusable-file-error';
import { readSource } from './source';

const video = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1280,
  height: 720,
  sample_aspect_ratio: '1:1',
  r_frame_rate: '30/1',
  avg_frame_rate: '30/1',
  duration: '12.5',
  disposition: { default: 1, attached_pic: 0 },
};
const audio = { index: 1, codec_type: 'audio', codec_name: 'aac', duration: '12.6', disposition: { default: 1 } };
const cover = { ...video, index: 2, codec_name: 'mjpeg', disposition: { attached_pic: 1 } };

const read = (streams: object[], format: object = { duration: '13' }) =>
  readSource(JSON.stringify({ streams, format }));

/** Returns the reason why the file is refused, or 'none'. */
function reasonOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof UnusableFileError) return error.reason;
    throw error;
  }
  return 'none';
}

describe('readSource', () => {
  test('reads the streams, the size and the duration', () => {
    expect(read([video, audio])).toMatchObject({
      videoStream: 0,
      sounds: [{ stream: 1, channels: 2 }],
      width: 1280,
      height: 720,
      claimedSeconds: 12.6,
      frameRate: '30/1',
      mayBeInterlaced: true,
      orientation: { isOnItsSide: false, filters: [] },
      mayBeHdr: false,
      colour: { kind: 'sdr', primaries: 'bt709', matrix: 'bt709', range: 'tv', isRgb: false },
    });
  });
  test('accepts a file without sound', () => {
    expect(read([video]).sounds).toEqual([]);
  });
  test('chooses the video instead of the cover, and the default sound first', () => {
    const commentary = { ...audio, index: 3, disposition: { default: 0 } };
    const source = read([cover, commentary, { ...video, index: 4 }, audio]);
    expect(source).toMatchObject({ videoStream: 4, sounds: [{ stream: 1 }, { stream: 3 }] });
  });
  test.each([
    [{ side_data_list: [{ rotation: -90 }] }, 720, 1280],
    [{ side_data_list: [{ rotation: 180 }] }, 1280, 720],
    [{ tags: { rotate: '270' } }, 720, 1280],
    [{ sample_aspect_ratio: '4:3' }, 1707, 720],
    [{ sample_aspect_ratio: '4:3', tags: { rotate: '90' } }, 720, 1707],
    [{ sample_aspect_ratio: '0:1' }, 1280, 720],
    [{ sample_aspect_ratio: '100000:1' }, 1280, 720],
  ])('applies rotation and pixel aspect ratio to the size: %j', (odd, width, height) => {
    expect(read([{ ...video, ...odd }])).toMatchObject({ width, height });
  });
  test('chooses the default video of those that can be decoded', () => {
    const other = { ...video, index: 5, disposition: { default: 0 } };
    expect(read([other, video, audio]).videoStream).toBe(0);
    expect(read([cover, other, { ...video, codec_name: undefined }]).videoStream).toBe(5);
  });
  test('expects interlaced frames in the codecs of television, not in RGB or tiny pictures', () => {
    const may = (odd: object) => read([{ ...video, codec_name: 'vp9', ...odd }]).mayBeInterlaced;
    expect(may({})).toBe(false);
    expect(may({ codec_name: 'h264', field_order: 'progressive' })).toBe(true);
    expect(may({ codec_name: 'prores', field_order: 'tt' })).toBe(true);
    expect(may({ codec_name: 'h264', pix_fmt: 'gbrp' })).toBe(false);
    expect(may({ codec_name: 'h264', width: 8, height: 8 })).toBe(false);
  });
  test('detects HDR from the side data of the first frames', () => {
    const deep = { ...video, pix_fmt: 'yuv420p10le', color_primaries: 'bt2020' };
    expect(read([deep])).toMatchObject({ mayBeHdr: true, colour: { kind: 'sdr' } });
    const json = JSON.stringify({ streams: [deep] });
    expect(readSource(json, [{ side_data_type: 'Content light level metadata' }]).colour.kind).toBe('pq');
  });
  test('reads where its chapters begin, and takes others for none', () => {
    const marks = (chapters: unknown) => readSource(JSON.stringify({ streams: [video], chapters })).marks;
    expect(marks([{ start_time: '0.000000', tags: { title: 'Start' } }, { start_time: '30.5' }])).toEqual([
      { start: 0, title: 'Start' },
      { start: 30.5, title: '' },
    ]);
    expect(marks([{ start: 5 }])).toEqual([]);
    expect(marks('none')).toEqual([]);
  });
  test('reads the duration of the stream, its tag or the format', () => {
    const withoutDuration = { ...video, duration: undefined };
    expect(read([withoutDuration]).claimedSeconds).toBe(13);
    expect(read([{ ...withoutDuration, tags: { DURATION: '00:01:02.500000000' } }]).claimedSeconds).toBe(62.5);
    expect(read([withoutDuration], {}).claimedSeconds).toBe(null);
  });
  test('refuses a file that cannot become a video, with the reason', () => {
    expect(reasonOf(() => read([]))).toBe('not-a-video');
    // Truncated output, and output of another form.
    for (const json of ['{"streams": [{"index": 0, "tags": {"a": "b', '{"streams": 5}', '']) {
      expect(reasonOf(() => readSource(json))).toBe('not-a-video');
    }
    expect(reasonOf(() => read([audio]))).toBe('no-video-track');
    expect(reasonOf(() => read([audio, cover]))).toBe('no-video-track');
    expect(reasonOf(() => read([{ ...video, codec_name: undefined }]))).toBe('unsupported-codec');
    expect(reasonOf(() => read([{ ...video, width: 0 }]))).toBe('unsupported-codec');
    const dolby = (profile: number) => () => read([{ ...video, side_data_list: [{ dv_profile: profile }] }]);
    expect([reasonOf(dolby(5)), reasonOf(dolby(8))]).toEqual(['unsupported-codec', 'none']);
    expect(reasonOf(() => read([{ ...video, width: 30_000, height: 30_000 }]))).toBe('unsupported-codec');
  });
});
