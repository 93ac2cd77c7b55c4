import { open } from 'node:fs/promises';
import { run, type Tools } from '../run';
import { ToolError } from '../tool-error';

/** Why an uploaded file cannot become a picture. */
export type PictureProblem = 'not-a-picture' | 'too-small' | 'too-large';

/** A picture that cannot be made. @param Problem those of the caller. */
export class PictureError<Problem extends string = PictureProblem> extends Error {
  override name = 'PictureError';
  constructor(readonly reason: Problem) {
    super(reason);
  }
}

/** The size and form of a picture. */
export interface PictureShape {
  /** Of the uploaded picture, in pixels. */
  readonly minWidth: number;
  readonly minHeight: number;
  /** ffmpeg's filters that cut and scale it. */
  readonly filters: readonly string[];
}

export interface PictureContext {
  readonly tools: Tools;
  /** The uploaded file. */
  readonly path: string;
  /** The folder for the result. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

const LIMIT_MS = 60_000;
/** More than any camera makes. A small file can claim to be much larger. */
const PIXELS_MAX = 150_000_000;

/** The first bytes of the formats that browsers show, with ffmpeg's demuxer for one file of each. */
const FORMATS: readonly { demuxer: string; pattern: RegExp }[] = [
  { demuxer: 'jpeg_pipe', pattern: /^\xff\xd8\xff/ },
  { demuxer: 'png_pipe', pattern: /^\x89PNG\r\n/ },
  { demuxer: 'webp_pipe', pattern: /^RIFF[^]{4}WEBP/ },
  { demuxer: 'gif', pattern: /^GIF8[79]a/ },
];

/**
 * Decodes an uploaded picture with ffmpeg in its sandbox, and writes it to `name`, a JPEG: upright, of this
 * shape, on white where it is transparent, without metadata, and not larger than pages show it.
 * @throws {PictureError} if it is no picture, or has the wrong size.
 */
export async function makePicture(context: PictureContext, shape: PictureShape, name: string): Promise<void> {
  const demuxer = await demuxerOf(context.path);
  const input = ['-f', demuxer, '-max_pixels', String(PIXELS_MAX)];
  const { size, upright } = await probe(context, input);
  const { minWidth, minHeight, filters } = shape;
  if (size.width < minWidth || size.height < minHeight) throw new PictureError('too-small');
  const white = 'split[picture][copy];[copy]lutrgb=r=255:g=255:b=255:a=255[white];[white][picture]overlay=format=rgb';
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-y', '-noautorotate', ...input, '-i', `file:${context.path}`],
    ...['-filter_complex', ['[0:v:0]format=rgba', ...upright, white, ...filters].join(',')],
    ...['-frames:v', '1', '-map_metadata', '-1', '-pix_fmt', 'yuvj420p', '-q:v', '2'],
    ...['-f', 'image2', '-update', '1', name],
  ];
  await runTool(context, context.tools.ffmpeg, args);
}

async function demuxerOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    const format = FORMATS.find(({ pattern }) => pattern.test(start));
    if (!format) throw new PictureError('not-a-picture');
    return format.demuxer;
  } finally {
    await file.close();
  }
}

/** The filters for each orientation of EXIF, from 1. From the fifth on, the picture is on its side. */
const ORIENTATIONS = [[], ['hflip'], ['hflip', 'vflip'], ['vflip'], ...[0, 1, 3, 2].map((way) => [`transpose=${way}`])];

/** Returns the size of the upright picture, and the filters that turn it. Cameras store how they were held. */
async function probe(
  context: PictureContext,
  input: readonly string[],
): Promise<{ size: { width: number; height: number }; upright: readonly string[] }> {
  const shown = [
    '-show_entries',
    'frame=width,height:frame_tags=Orientation',
    '-read_intervals',
    '%+#1',
    '-of',
    'json',
  ];
  const args = ['-v', 'error', ...input, '-select_streams', 'v:0', ...shown, '-i', `file:${context.path}`];
  const { stdout, stderr } = await runTool(context, context.tools.ffprobe, args);
  const { frames = [] } = JSON.parse(stdout) as {
    frames?: { width: number; height: number; tags?: { Orientation?: string } }[];
  };
  const [frame] = frames;
  if (!frame?.width || !frame.height) throw new PictureError(problemIn(stderr));
  const orientation = Number(frame.tags?.Orientation ?? 1);
  const { width, height } = frame;
  return {
    size: orientation > 4 ? { width: height, height: width } : { width, height },
    upright: ORIENTATIONS[orientation - 1] ?? [],
  };
}

async function runTool(
  { folder, signal }: PictureContext,
  binary: string,
  args: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
  try {
    return await run({ binary, args, folder, signal, limit: LIMIT_MS });
  } catch (error) {
    // Only another process kills ffmpeg, so that may go well the next time.
    if (!(error instanceof ToolError) || error.ending === 'killed') throw error;
    throw new PictureError(problemIn(error.stderr));
  }
}

function problemIn(stderr: string): PictureProblem {
  return /Picture size \S+ (exceeds|is invalid)/.test(stderr) ? 'too-large' : 'not-a-picture';
}
