import { expect, test } from 'vitest';
import { segmentsOf } from '@/workers/ffmpeg/rendition-files';
import { bandwidth, codecsOf, masterPlaylist } from './master-playlist';

test('the master playlist has the bandwidth, codecs, size and frame rate of each rendition', () => {
  const codecs = 'avc1.64001f,mp4a.40.2';
  expect(
    masterPlaylist([
      { width: 360, height: 640, frameRate: '30000/1001', peakBitsPerSecond: 900, bitsPerSecond: 700, codecs },
      { width: 720, height: 1280, frameRate: '25', peakBitsPerSecond: 2900, bitsPerSecond: 2000, codecs },
    ]),
  ).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=900,AVERAGE-BANDWIDTH=700,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=360x640,FRAME-RATE=29.970
360/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=2900,AVERAGE-BANDWIDTH=2000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=720x1280,FRAME-RATE=25.000
720/index.m3u8
`);
});

test('segmentsOf reads the segments of a playlist of ffmpeg', () => {
  const playlist =
    '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4.000000,\nsegment-00000.m4s\n#EXTINF:1.5,\nsegment-00001.m4s\n#EXT-X-ENDLIST\n';
  expect(segmentsOf(playlist)).toEqual([
    { name: 'segment-00000.m4s', seconds: 4 },
    { name: 'segment-00001.m4s', seconds: 1.5 },
  ]);
});

test('the peak is the highest bit rate of all segments, a short last one included', () => {
  const segments = [
    { bytes: 4000, seconds: 4 },
    { bytes: 8000, seconds: 4 },
    { bytes: 900, seconds: 0.1 },
  ];
  expect(bandwidth(segments)).toEqual({ bitsPerSecond: Math.ceil((12_900 * 8) / 8.1), peakBitsPerSecond: 72_000 });
  expect(bandwidth([{ bytes: 1000, seconds: 0.04 }])).toEqual({ bitsPerSecond: 200_000, peakBitsPerSecond: 200_000 });
});

test('codecsOf reads the codecs of an initialisation segment', () => {
  const avcC = Buffer.concat([Buffer.from('....avcC'), Buffer.from([1, 0x64, 0x00, 0x1f, 0xff])]);
  expect(codecsOf(avcC)).toBe('avc1.64001f');
  expect(codecsOf(Buffer.concat([avcC, Buffer.from('mp4a')]))).toBe('avc1.64001f,mp4a.40.2');
  expect(() => codecsOf(Buffer.from('nothing'))).toThrow('avcC');
});
