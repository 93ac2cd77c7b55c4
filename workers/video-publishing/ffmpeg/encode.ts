import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { quote, UnusableFileError } from '../unusable-file-error';
import { reportsDamage } from './damage';
import { untrustedInput } from './input';
import type { Step } from './ladder';
import { isMuchShorter } from './length';
import { bandwidth, codecsOf, segmentsOf, type Rendition } from './master-playlist';
import { pictureFilters } from './picture-filters';
import { inputOf, type ProbedSource, type Probing } from './probe';
import { run, THREADS } from './run';
import type { Source } from './source';
import { Timeline, type Span } from './timeline';
import { ToolError } from './tool-error';

/** Each begins with a key frame, at the same times in all renditions, so that a player can change between them. */
const SEGMENT_SECONDS = 4;
/** What the filters made of the colours, for players to know. */
const COLOUR_TAGS = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'];
/** What is left for a last segment that is shorter joins the one before: players may wait for ever for a few frames. */
const SEGMENT_SECONDS_MIN = 1;
/** Where a machine is so slow that a second takes half a minute, it should not try. */
const LIMIT_BASE_MS = 30 * 60_000;
const LIMIT_FACTOR = 30;
/** One decoded picture of each half second tells how far the work is, and what was decoded in the end. */
const WATCHED = 'select=isnan(prev_selected_t)+gte(t-prev_selected_t\\,0.5)';

/**
 * Encodes one rendition into `folder`: index.m3u8, init.mp4 and segments (H.264, AAC).
 * @param soundFile as `encodeSound` makes it.
 * @param onFraction how much is done, from 0 to 1.
 * @returns whether a part of the file is damaged.
 * @throws {UnusableFileError} when the file turns out not to be decodable, or not to its end.
 */
export async function encode(
  probing: Probing,
  source: ProbedSource,
  soundFile: string | null,
  step: Step,
  onFraction: (fraction: number) => void,
): Promise<{ isDamaged: boolean }> {
  const { tools, folder, signal, onStart } = probing;
  const decoded = new Timeline();
  const onLine = (line: string) => {
    decoded.read(line);
    onFraction(((decoded.span(0)?.end ?? 0) - source.start) / source.durationSeconds);
  };
  const limit = LIMIT_BASE_MS + LIMIT_FACTOR * source.durationSeconds * 1000;
  let stderr: string;
  try {
    const args = encodingArguments(probing, source, soundFile, step);
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

/** The last picture that can be decoded is shown to the end. Refuses a file where that would be for long. */
function refuseUndecodableEnd(decoded: Span | null, { picture }: ProbedSource): void {
  if (decoded === null) throw new UnusableFileError('unsupported-codec', 'No picture of it can be decoded.');
  const [seconds, expected] = [decoded.end - picture.start, picture.end - picture.start];
  // The last that is watched is half a second before the last, at most, and that may stay for long.
  if (picture.lastSeconds + 0.5 > expected - seconds || !isMuchShorter(seconds, expected)) return;
  const [there, claimed] = [seconds.toFixed(1), expected.toFixed(1)];
  throw new UnusableFileError('cut-off', `Only ${there} s of its ${claimed} s can be decoded.`);
}

/** What ffmpeg is told for a rendition. Output names are relative: it runs inside the rendition's folder. Pure. */
function encodingArguments(probing: Probing, source: ProbedSource, soundFile: string | null, step: Step): string[] {
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
    '-noautorotate', // The filters turn it.
    ...inputOf(probing),
    ...(soundFile === null ? [] : untrustedInput(soundFile)),
    ...['-filter_complex', `[0:${videoStream}]${picture.join(',')}[picture]`],
    ...['-map', '[picture]', '-c:v', 'libx264', ...THREADS, '-preset', 'veryfast', '-profile:v', 'high'],
    ...COLOUR_TAGS,
    ...['-crf', '23', '-maxrate', String(step.bitsPerSecond), '-bufsize', String(2 * step.bitsPerSecond)],
    ...['-g', '600', '-sc_threshold', '0', '-force_key_frames', `expr:${keyFrames}`],
    ...(soundFile === null ? [] : ['-map', '1:0', '-c:a', 'copy']),
    // A hair less, for a picture that would begin where the video ends is one too many.
    ...['-t', (durationSeconds - 0.0005).toFixed(6)],
    // Titles, places and chapters of the source stay with its creator.
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-max_muxing_queue_size', '4096'],
    // Pictures are decoded in another order than they are shown, sound is ahead of its time by what its decoder needs. If
    // both were moved until nothing is before zero, players would show the one later than the other.
    ...['-avoid_negative_ts', 'disabled', '-max_interleave_delta', '0'],
    ...['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
    ...['-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', 'segment-%05d.m4s', 'index.m3u8'],
    ...['-map', `0:${videoStream}`, '-vf', WATCHED, '-c:v', 'wrapped_avframe', '-flush_packets', '1'],
    ...['-f', 'framecrc', 'pipe:1'],
  ];
}

/** What the master playlist has to say of a rendition that is in `folder`. */
export async function describeRendition(
  folder: string,
  { frameRate }: Source,
  { width, height }: Step,
): Promise<Rendition> {
  const segments = segmentsOf(await readFile(join(folder, 'index.m3u8'), 'utf8'));
  if (segments.length === 0) throw new UnusableFileError('unsupported-codec', 'Nothing of it can be encoded.');
  const sized = await Promise.all(
    segments.map(async ({ name, seconds }) => ({ seconds, bytes: (await stat(join(folder, name))).size })),
  );
  const codecs = codecsOf(await readFile(join(folder, 'init.mp4')));
  return { width, height, frameRate, ...bandwidth(sized), codecs };
}
