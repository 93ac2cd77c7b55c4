import { quote, UnusableFileError } from '../processing/unusable-file-error';
import { reportsDamage } from './probing/damage';
import { untrustedInput } from './running/input';
import type { Step } from './picture/ladder';
import { isMuchShorter } from './probing/length';
import { segmentsOf } from '@/workers/ffmpeg/rendition-files';
import { bandwidth, codecsOf, type Rendition } from './master-playlist';
import { pictureFilters } from './picture/picture-filters';
import { inputOf, type ProbedSource, type ToolContext } from './probing/probe';
import { run, THREADS } from '@/workers/ffmpeg/run';
import type { Source } from './probing/source';
import { Timeline, type Span } from './probing/timeline';
import { ToolError } from '@/workers/ffmpeg/tool-error';

/** Segments start with a key frame at the same times in all renditions, so that a player can switch between them. */
const SEGMENT_SECONDS = 4;
/** The colour space that the filters produce. */
const COLOUR_TAGS = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'];
/** A shorter last segment is merged into the one before, because some players wait for ever for a few frames. */
const SEGMENT_SECONDS_MIN = 1;
/** The time limit is the base plus the factor times the duration. A slower machine should not encode. */
const LIMIT_BASE_MS = 30 * 60_000;
const LIMIT_FACTOR = 30;
/** Selects a decoded picture every half second, which shows the progress and how much was decoded in the end. */
const SAMPLED = 'select=isnan(prev_selected_t)+gte(t-prev_selected_t\\,0.5)';

/**
 * Encodes one rendition into the folder of `context`: index.m3u8, init.mp4 and segments (H.264, AAC).
 * @param soundFile made by `encodeSound`.
 * @param onFraction is called with the progress, from 0 to 1.
 * @returns whether a part of the file is damaged.
 * @throws {UnusableFileError} if the file cannot be decoded, or a large part at its end cannot.
 */
export async function encode(
  context: ToolContext,
  source: ProbedSource,
  soundFile: string | null,
  step: Step,
  onFraction: (fraction: number) => void,
): Promise<{ isDamaged: boolean }> {
  const { tools, folder, signal, onStart } = context;
  const decoded = new Timeline();
  const onLine = (line: string) => {
    decoded.read(line);
    onFraction(((decoded.span(0)?.end ?? 0) - source.start) / source.durationSeconds);
  };
  const limit = LIMIT_BASE_MS + LIMIT_FACTOR * source.durationSeconds * 1000;
  let stderr: string;
  try {
    const args = encodingArguments(context, source, soundFile, step);
    ({ stderr } = await run({ binary: tools.ffmpeg, args, folder, signal, onStart, onLine, limit }));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (error.ending === 'too-long') {
      throw new UnusableFileError('too-long-to-process', `It took longer than ${Math.round(limit / 60_000)} minutes.`);
    }
    if (error.ending !== 'refused') throw error;
    throw new UnusableFileError('unsupported-codec', quote(error.stderr));
  }
  refuseUndecodableEnd(decoded.span(0), source);
  return { isDamaged: reportsDamage(stderr) };
}

/** Refuses a file whose end cannot be decoded: the last decoded picture would stand still for too long. */
function refuseUndecodableEnd(decoded: Span | null, { picture }: ProbedSource): void {
  if (decoded === null) throw new UnusableFileError('unsupported-codec', 'No picture of it can be decoded.');
  const [seconds, expected] = [decoded.end - picture.start, picture.end - picture.start];
  // The last sampled picture is up to half a second before the last one, which may be shown for long.
  if (picture.lastSeconds + 0.5 > expected - seconds || !isMuchShorter(seconds, expected)) return;
  const [there, claimed] = [seconds.toFixed(1), expected.toFixed(1)];
  throw new UnusableFileError('cut-off', `Only ${there} s of its ${claimed} s can be decoded.`);
}

/** ffmpeg's arguments for a rendition. Output names are relative, because it runs in the rendition's folder. Pure. */
function encodingArguments(context: ToolContext, source: ProbedSource, soundFile: string | null, step: Step): string[] {
  const { videoStream, start, durationSeconds } = source;
  const picture = [
    ...(start > 0 ? [`setpts=PTS-${start}/TB`] : []),
    ...pictureFilters(source, step),
    'tpad=stop=-1:stop_mode=clone',
  ];
  const keyFrames = `gte(t,n_forced*${SEGMENT_SECONDS})*lte(t,${durationSeconds - SEGMENT_SECONDS_MIN})`;
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-nostats', '-max_error_rate', '1'],
    ...THREADS,
    '-noautorotate', // The filters rotate the picture.
    ...inputOf(context),
    ...(soundFile === null ? [] : untrustedInput(soundFile)),
    ...['-filter_complex', `[0:${videoStream}]${picture.join(',')}[picture]`],
    ...['-map', '[picture]', '-c:v', 'libx264', ...THREADS, '-preset', 'veryfast', '-profile:v', 'high'],
    ...COLOUR_TAGS,
    ...['-crf', '23', '-maxrate', String(step.bitsPerSecond), '-bufsize', String(2 * step.bitsPerSecond)],
    ...['-g', '600', '-sc_threshold', '0', '-force_key_frames', `expr:${keyFrames}`],
    ...(soundFile === null ? [] : ['-map', '1:0', '-c:a', 'copy']),
    // Slightly less, so that no picture starts exactly at the end.
    ...['-t', (durationSeconds - 0.0005).toFixed(6)],
    // Titles, locations and chapters of the source are private.
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-max_muxing_queue_size', '4096'],
    // Pictures and sound start slightly before zero, by different amounts: reordered frames, and the delay of the
    // sound's decoder. Shifting both to zero would make them play out of sync.
    ...['-avoid_negative_ts', 'disabled', '-max_interleave_delta', '0'],
    ...['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
    ...['-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', 'segment-%05d.m4s', 'index.m3u8'],
    ...['-map', `0:${videoStream}`, '-vf', SAMPLED, '-c:v', 'wrapped_avframe', '-flush_packets', '1'],
    ...['-f', 'framecrc', 'pipe:1'],
  ];
}

/** Where renditions are stored. */
interface Stored {
  read(name: string): Promise<Buffer>;
  files(folder: string): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
}

/** Returns the entry of a rendition in the master playlist, from its stored files. */
export async function describeRendition(
  stored: Stored,
  folder: string,
  { frameRate }: Source,
  { width, height }: Step,
): Promise<Rendition> {
  const segments = segmentsOf((await stored.read(`${folder}/index.m3u8`)).toString());
  if (segments.length === 0) throw new UnusableFileError('unsupported-codec', 'Nothing of it can be encoded.');
  const files = await stored.files(folder);
  const sizes = new Map(files.map(({ name, bytes }) => [name.split('/').at(-1), bytes]));
  const sized = segments.map(({ name, seconds }) => ({ seconds, bytes: sizes.get(name) ?? 0 }));
  const codecs = codecsOf(await stored.read(`${folder}/init.mp4`));
  return { width, height, frameRate, ...bandwidth(sized), codecs };
}
