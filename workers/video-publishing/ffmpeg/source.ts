import { z } from 'zod';
import { UnusableFile } from '../unusable-file';
import { colourOf, mayBeHdr, type Colour } from './colour';
import { frameRateOf } from './frame-rate';
import { orientationOf, type Orientation } from './orientation';
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
  /** Whether frames may be of two fields: each says so of itself. */
  readonly mayBeInterlaced: boolean;
  readonly orientation: Orientation;
  readonly colour: Colour;
  /** Whether what is in its frames may tell that it is HDR. */
  readonly mayBeHdr: boolean;
}

/** 8K and some. Frames beyond this are an attack on the memory. */
const PIXELS_MAX = 8192 * 8192;
/** A profile of Dolby Vision whose pictures only Dolby's decoders understand. Others are HDR10 or HLG at their base. */
const DOLBY_ONLY = 5;
/** Pixels stranger than this are a mistake in the file. */
const PIXEL_RATIO_MAX = 8;
const INTERLACED = ['tt', 'bb', 'tb', 'bt'];
/** In these the first frame may be whole and others of two fields. */
const CODECS_OF_TELEVISION = ['h264', 'mpeg2video', 'mpeg4', 'vc1', 'dvvideo'];
/** In pixels; deinterlacing needs some lines. */
const INTERLACED_SIDE_MIN = 16;

const sideData = z.looseObject({
  side_data_type: z.string().optional(),
  rotation: z.number().optional(),
  displaymatrix: z.string().optional(),
  dv_profile: z.number().optional(),
});
export type SideData = z.output<typeof sideData>;
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
  pix_fmt: z.string().optional(),
  color_range: z.string().optional(),
  color_space: z.string().optional(),
  color_transfer: z.string().optional(),
  color_primaries: z.string().optional(),
  side_data_list: z.array(sideData).default([]),
});
type Stream = z.output<typeof stream>;
const probe = z.object({
  streams: z.array(stream).default([]),
  format: z.object({ duration: z.string().optional() }).default({}),
});

/**
 * Reads what `ffprobe -print_format json -show_format -show_streams` said. Pure.
 * @param ofFrames side data of the picture's first frames, where that was asked for.
 * @throws {UnusableFile} when there is no video track that we can decode, or the answer makes no sense.
 */
export function readSource(json: string, ofFrames: readonly SideData[] = []): Source {
  const { streams, format } = parse(json);
  const video = filmOf(streams);
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

  if (video.side_data_list.some(({ dv_profile: profile }) => profile === DOLBY_ONLY)) {
    throw new UnusableFile('unsupported-codec', 'Its colours are Dolby Vision, profile 5: export it as HDR10, HLG or SDR.');
  }

  const orientation = orientationOf(video);
  const size = sizeAsSeen(video, orientation, video.width, video.height);
  const colour = colourOf({ ...video, side_data_list: [...video.side_data_list, ...ofFrames] });
  const isInterlaced = INTERLACED.includes(video.field_order ?? '');
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
    frameRate: frameRateOf(video, isInterlaced),
    mayBeInterlaced:
      !colour.isRgb &&
      (isInterlaced || CODECS_OF_TELEVISION.includes(video.codec_name ?? '')) &&
      Math.min(video.width, video.height) >= INTERLACED_SIDE_MIN,
    orientation,
    colour,
    mayBeHdr: mayBeHdr(video),
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

/** The picture that is the default, of those that can be decoded. */
function filmOf(streams: readonly Stream[]): Stream | undefined {
  const films = streams.filter(isFilm);
  const known = films.filter(isDecodable);
  return known.find(({ disposition }) => disposition.default === 1) ?? known[0] ?? films[0];
}

/** Moving pictures, not the cover of an album. */
function isFilm({ codec_type: type, disposition }: Stream): boolean {
  return type === 'video' && !disposition.attached_pic && !disposition.timed_thumbnails && !disposition.still_image;
}

function isDecodable({ codec_name: name }: Stream): boolean {
  return name !== undefined && name !== 'unknown' && name !== 'none';
}

function sizeAsSeen(video: Stream, { isOnItsSide }: Orientation, width: number, height: number) {
  const ratio = rational(video.sample_aspect_ratio?.replace(':', '/'));
  const isSane = ratio !== null && ratio >= 1 / PIXEL_RATIO_MAX && ratio <= PIXEL_RATIO_MAX;
  const wide = Math.max(1, Math.round(width * (isSane ? ratio : 1)));
  return isOnItsSide ? { width: height, height: wide } : { width: wide, height };
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
