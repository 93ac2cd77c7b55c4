import { z } from 'zod';
import { UnusableFile } from '../unusable-file';
import { rational } from './rational';

/** What is in a file, as far as we use it. */
export interface Source {
  readonly videoStream: number;
  readonly audioStream: number | null;
  /** As a person sees it: after rotation, with square pixels. */
  readonly width: number;
  readonly height: number;
  /** What the file says; null where it does not. */
  readonly claimedSeconds: number | null;
  /** For the renditions: constant, 60 at most; a ratio or a number, as ffmpeg takes it. */
  readonly frameRate: string;
  readonly isInterlaced: boolean;
}

const FRAME_RATE_MAX = 60;
const FRAME_RATE_UNKNOWN = '30';
/** 8K and some. Frames beyond this are an attack on the memory. */
const PIXELS_MAX = 8192 * 8192;
/** Pixels stranger than this are a mistake in the file. */
const PIXEL_RATIO_MAX = 8;

const stream = z.object({
  index: z.number(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  sample_aspect_ratio: z.string().optional(),
  r_frame_rate: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  field_order: z.string().optional(),
  duration: z.string().optional(),
  disposition: z.record(z.string(), z.number()).default({}),
  tags: z.record(z.string(), z.string()).default({}),
  side_data_list: z.array(z.looseObject({ rotation: z.number().optional() })).default([]),
});
type Stream = z.output<typeof stream>;
const probe = z.object({
  streams: z.array(stream).default([]),
  format: z.object({ duration: z.string().optional() }).default({}),
});

/**
 * Reads what `ffprobe -print_format json -show_format -show_streams` said. Pure.
 * @throws {UnusableFile} when there is no video track that we can decode, or the answer makes no sense.
 */
export function readSource(json: string): Source {
  const { streams, format } = parse(json);
  const video = streams.find(isFilm);
  if (!video) {
    if (streams.some(({ codec_type: type }) => type === 'audio')) {
      throw new UnusableFile('no-video-track', 'It has sound only.');
    }
    throw new UnusableFile('not-a-video', 'It has neither picture nor sound.');
  }
  if (!isDecodable(video)) {
    throw new UnusableFile('unsupported-codec', `Its video codec (${video.codec_tag_string}) is unknown.`);
  }
  if (!video.width || !video.height) {
    throw new UnusableFile('unsupported-codec', 'The size of its picture cannot be found.');
  }
  const sounds = streams.filter(({ codec_type: type }) => type === 'audio');
  const audio = sounds.find((one) => isDecodable(one) && one.disposition.default === 1) ?? sounds.find(isDecodable);
  if (sounds.length > 0 && !audio) throw new UnusableFile('unsupported-codec', 'The codec of its sound is unknown.');

  const size = sizeAsSeen(video, video.width, video.height);
  if (Math.max(size.width * size.height, video.width * video.height) > PIXELS_MAX) {
    throw new UnusableFile('unsupported-codec', `Its picture is too large: ${video.width} × ${video.height}.`);
  }
  return {
    videoStream: video.index,
    audioStream: audio?.index ?? null,
    ...size,
    claimedSeconds:
      longest([video, audio].map((one) => one && (seconds(one.duration) ?? seconds(one.tags.DURATION)))) ??
      seconds(format.duration),
    frameRate: frameRate(video),
    isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(video.field_order ?? ''),
  };
}

/** A file may be made to have more tags and tracks than an answer can hold. To ask again would not help. */
function parse(json: string): z.output<typeof probe> {
  try {
    return probe.parse(JSON.parse(json));
  } catch {
    throw new UnusableFile('not-a-video', 'What is in it cannot be made out.');
  }
}

/** Moving pictures, not the cover of an album. */
function isFilm({ codec_type: type, disposition }: Stream): boolean {
  return type === 'video' && !disposition.attached_pic && !disposition.timed_thumbnails && !disposition.still_image;
}

function isDecodable({ codec_name: name }: Stream): boolean {
  return name !== undefined && name !== 'unknown' && name !== 'none';
}

function sizeAsSeen(video: Stream, width: number, height: number): { width: number; height: number } {
  const ratio = rational(video.sample_aspect_ratio?.replace(':', '/'));
  const isSane = ratio !== null && ratio >= 1 / PIXEL_RATIO_MAX && ratio <= PIXEL_RATIO_MAX;
  const wide = Math.max(1, Math.round(width * (isSane ? ratio : 1)));
  const rotation =
    video.side_data_list.find((side) => side.rotation !== undefined)?.rotation ?? Number(video.tags.rotate ?? 0);
  return Math.abs(rotation) % 180 === 90 ? { width: height, height: wide } : { width: wide, height };
}

/** The rate that all frames are timed by, unless that is a clock's tick: then the average. */
function frameRate({ r_frame_rate: base, avg_frame_rate: average }: Stream): string {
  for (const rate of [base, average]) {
    const value = rational(rate);
    if (rate && value && value >= 1 && value <= FRAME_RATE_MAX) return rate;
  }
  const fast = [base, average]
    .map(rational)
    .some((value) => value && value > FRAME_RATE_MAX && value <= 4 * FRAME_RATE_MAX);
  return fast ? String(FRAME_RATE_MAX) : FRAME_RATE_UNKNOWN;
}

/** `12.5` or `00:00:12.500000000`, in seconds. */
function seconds(text: string | undefined): number | null {
  if (!text) return null;
  const value = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number.isFinite(value) && value > 0 ? value : null;
}

function longest(durations: readonly (number | null | undefined)[]): number | null {
  const known = durations.filter((duration) => typeof duration === 'number');
  return known.length > 0 ? Math.max(...known) : null;
}
