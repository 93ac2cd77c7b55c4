import { z } from 'zod';
import { UnusableFileError } from '../../processing/unusable-file-error';
import { colourOf, mayBeHdr, type Colour } from '../picture/colour';
import { frameRateOf } from './frame-rate';
import { orientationOf, type Orientation } from '../picture/orientation';
import type { Track } from './left-out';
import { rational } from './rational';

/** A sound track. */
export interface Sound {
  readonly stream: number;
  readonly channels: number;
  /** Whether the layout of its channels is known. */
  readonly hasLayout: boolean;
}

/** Where a chapter begins in a file. */
export interface Mark {
  readonly start: number;
  readonly title: string;
}

/** The contents of a file, as far as the site uses them. */
export interface Source {
  readonly videoStream: number;
  /** The sound tracks that may be decodable, the default one first. */
  readonly sounds: readonly Sound[];
  /** After rotation, in square pixels; so is the height. */
  readonly width: number;
  readonly height: number;
  /** The duration in the file's headers, which may be wrong; null without one. */
  readonly claimedSeconds: number | null;
  /** The constant rate for the renditions, 60 at most. A ratio or a number, as an option of ffmpeg. */
  readonly frameRate: string;
  /** Whether frames may be interlaced. Each frame has its own flag. */
  readonly mayBeInterlaced: boolean;
  readonly orientation: Orientation;
  readonly colour: Colour;
  /** Whether the side data of its frames is needed to know if it is HDR. */
  readonly mayBeHdr: boolean;
  /** All tracks of the file, without that of its chapters. */
  readonly tracks: readonly Track[];
  /** Its marks, in seconds from the start of the file. */
  readonly marks: readonly Mark[];
  /** Whether its format has edit lists. */
  readonly hasEdits: boolean;
}

/** More than 8K. A larger frame would take too much memory. */
const PIXELS_MAX = 8192 * 8192;
/** The profile of Dolby Vision that only Dolby's decoders support. Others have HDR10 or HLG as their base. */
const DOLBY_ONLY = 5;
/** A larger pixel aspect ratio is a mistake in the file. */
const PIXEL_RATIO_MAX = 8;
const INTERLACED = ['tt', 'bb', 'tb', 'bt'];
/** In these codecs later frames may be interlaced even if the first one is not. */
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
  channels: z.number().optional(),
  channel_layout: z.string().optional(),
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
/** Chapters of another form are none. They are no reason to refuse a file. */
const mark = z
  .object({ start_time: z.string(), tags: z.object({ title: z.string().default('') }).default({ title: '' }) })
  .transform(({ start_time: start, tags: { title } }) => ({ start: Number(start), title }));
const probe = z.object({
  streams: z.array(stream).default([]),
  chapters: z.array(mark).default([]).catch([]),
  format: z
    .object({ format_name: z.string().optional(), duration: z.string().optional(), start_time: z.string().optional() })
    .default({}),
});

/**
 * Parses the output of `ffprobe -print_format json -show_format -show_streams -show_chapters`. Pure.
 * @param ofFrames the side data of the first frames, if it is needed.
 * @throws {UnusableFileError} if no video track can be decoded, or the output is not valid.
 */
export function readSource(json: string, ofFrames: readonly SideData[] = []): Source {
  const { streams, chapters, format } = parse(json);
  const video = videoOf(streams);
  if (!video) {
    if (streams.some(({ codec_type: type }) => type === 'audio')) {
      throw new UnusableFileError('no-video-track', 'It has sound only.');
    }
    throw new UnusableFileError('not-a-video', 'It has neither picture nor sound.');
  }
  if (!isDecodable(video)) {
    throw new UnusableFileError('unsupported-codec', `Its video codec (${video.codec_tag_string}) is unknown.`);
  }
  if (!video.width || !video.height) {
    throw new UnusableFileError('unsupported-codec', 'The size of its picture cannot be found.');
  }
  const sounds = streams.filter((one) => one.codec_type === 'audio' && isDecodable(one));
  const first = sounds.find(({ disposition }) => disposition.default === 1) ?? sounds[0];
  const ordered = sounds.toSorted((one, other) => Number(other === first) - Number(one === first));

  if (video.side_data_list.some(({ dv_profile: profile }) => profile === DOLBY_ONLY)) {
    throw new UnusableFileError(
      'unsupported-codec',
      'Its colours are Dolby Vision profile 5: export it as HDR10, HLG or SDR.',
    );
  }

  const orientation = orientationOf(video);
  const size = sizeAsSeen(video, orientation, video.width, video.height);
  const colour = colourOf({ ...video, side_data_list: [...video.side_data_list, ...ofFrames] });
  const isInterlaced = INTERLACED.includes(video.field_order ?? '');
  if (Math.max(size.width * size.height, video.width * video.height) > PIXELS_MAX) {
    throw new UnusableFileError('unsupported-codec', `Its picture is too large: ${video.width} × ${video.height}.`);
  }
  return {
    videoStream: video.index,
    sounds: ordered.map(({ index, channels = 2, channel_layout: layout }) => ({
      stream: index,
      channels,
      hasLayout: layout !== undefined && !/unknown|channels/.test(layout),
    })),
    ...size,
    claimedSeconds: claimedSeconds(format, first ? [video, first] : [video]),
    frameRate: frameRateOf(video, isInterlaced),
    mayBeInterlaced:
      !colour.isRgb &&
      (isInterlaced || CODECS_OF_TELEVISION.includes(video.codec_name ?? '')) &&
      Math.min(video.width, video.height) >= INTERLACED_SIDE_MIN,
    orientation,
    colour,
    mayBeHdr: mayBeHdr(video),
    tracks: streams
      .filter((one) => chapters.length === 0 || !isOfChapters(one))
      .map((one) => ({ stream: one.index, kind: kindOf(one), isReadable: isReadable(one) })),
    marks: chapters,
    hasEdits: format.format_name?.includes('mp4') ?? false,
  };
}

/**
 * Parses ffprobe's output. A malicious file can have so many tags and tracks that it is truncated, and a retry would
 * not help.
 */
function parse(json: string): z.output<typeof probe> {
  try {
    return probe.parse(JSON.parse(json));
  } catch {
    throw new UnusableFileError('not-a-video', 'Its content cannot be determined.');
  }
}

/** Returns the default video track of those that can be decoded. */
function videoOf(streams: readonly Stream[]): Stream | undefined {
  const videos = streams.filter(isVideo);
  const decodable = videos.filter(isDecodable);
  return decodable.find(({ disposition }) => disposition.default === 1) ?? decodable[0] ?? videos[0];
}

/** Returns whether a track is a video track, and not a cover picture. */
function isVideo(one: Stream): boolean {
  return one.codec_type === 'video' && !isAttached(one);
}

/** Returns whether a track is a cover picture or thumbnails. */
function isAttached({ disposition }: Stream): boolean {
  return ['attached_pic', 'timed_thumbnails', 'still_image'].some((name) => disposition[name] === 1);
}

function kindOf(one: Stream): Track['kind'] {
  if (one.codec_type === 'audio') return 'sound';
  if (one.codec_type === 'subtitle') return 'subtitles';
  if (one.codec_type === 'attachment' || isAttached(one)) return 'attachments';
  return one.codec_type === 'video' ? 'picture' : 'data';
}

/** Returns whether a decoder may exist. Tracks that are neither picture nor sound need none. */
function isReadable(one: Stream): boolean {
  return isDecodable(one) || (one.codec_type !== 'audio' && one.codec_type !== 'video');
}

/** Returns whether a track has the titles of chapters in the manner of QuickTime, if the file has chapters. */
function isOfChapters(one: Stream): boolean {
  return one.codec_tag_string === 'text' && one.codec_type !== 'video' && one.codec_type !== 'audio';
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

/** Parses `12.5` or `00:00:12.500000000` to seconds. Null for other text, and for zero. */
function seconds(text: string | undefined): number | null {
  if (!text) return null;
  const value = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number.isFinite(value) && value > 0 ? value : null;
}

/** Returns the duration of the longest track. Some formats store its end instead, so the start time is subtracted. */
function claimedSeconds(format: z.output<typeof probe>['format'], tracks: readonly Stream[]): number | null {
  const known = tracks.map((one) => seconds(one.duration) ?? seconds(one.tags.DURATION)).filter((one) => one !== null);
  const claimed = known.length > 0 ? Math.max(...known) : seconds(format.duration);
  return claimed === null ? null : Math.max(0, claimed - (seconds(format.start_time) ?? 0));
}
