import { qualityOf } from '../contract';
import { rational } from './probing/rational';

/** A complete rendition. */
export interface Rendition {
  readonly width: number;
  readonly height: number;
  /** A ratio or a number, as an option of ffmpeg: `30000/1001`. */
  readonly frameRate: string;
  /** The bit rate of the largest segment. */
  readonly peakBitsPerSecond: number;
  /** The average bit rate. */
  readonly bitsPerSecond: number;
  /** As in MIME types: `avc1.64001f,mp4a.40.2`. */
  readonly codecs: string;
}

/** Returns the master playlist of these renditions. Each is in the folder with the name of its quality. Pure. */
export function masterPlaylist(renditions: readonly Rendition[]): string {
  const lines = renditions.flatMap((rendition) => {
    const { width, height, frameRate, peakBitsPerSecond, bitsPerSecond, codecs } = rendition;
    const attributes = [
      `BANDWIDTH=${peakBitsPerSecond}`,
      `AVERAGE-BANDWIDTH=${bitsPerSecond}`,
      `CODECS="${codecs}"`,
      `RESOLUTION=${width}x${height}`,
      `FRAME-RATE=${(rational(frameRate) ?? 0).toFixed(3)}`,
    ];
    return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, `${qualityOf(rendition)}/index.m3u8`];
  });
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...lines, ''].join('\n');
}

/**
 * Returns the average bit rate of segments, and the highest of any segment. No sequence of segments exceeds the
 * highest, so it is the peak of RFC 8216, section 4.1. Pure.
 */
export function bandwidth(segments: readonly { bytes: number; seconds: number }[]): {
  peakBitsPerSecond: number;
  bitsPerSecond: number;
} {
  const rates = segments.filter(({ seconds }) => seconds > 0).map(({ bytes, seconds }) => (bytes * 8) / seconds);
  const seconds = segments.reduce((sum, segment) => sum + segment.seconds, 0);
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const bitsPerSecond = Math.max(1, Math.ceil((bytes * 8) / Math.max(seconds, 0.001)));
  return { bitsPerSecond, peakBitsPerSecond: Math.max(bitsPerSecond, ...rates.map(Math.ceil)) };
}

/**
 * Returns the codecs of an fMP4 initialisation segment of ours: profile, constraints and level from its avcC box. Pure.
 */
export function codecsOf(init: Buffer): string {
  const box = init.indexOf('avcC');
  if (box < 0) throw new Error('The initialisation segment has no avcC box');
  const video = `avc1.${init.subarray(box + 5, box + 8).toString('hex')}`;
  return init.includes('mp4a') ? `${video},mp4a.40.2` : video;
}
