import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { quote, UnusableFile } from '../unusable-file';
import { untrustedInput } from './input';
import type { Step } from './ladder';
import { bandwidth, codecsOf, segmentsOf, type Rendition } from './master-playlist';
import { pictureFilters } from './picture-filters';
import { isFarShort, type ProbedSource, type Probing } from './probe';
import { readProgress } from './progress';
import { run, THREADS } from './run';
import { soundFilters } from './sound-filters';
import type { Source } from './source';
import { ToolFailure } from './tool-failure';

/** Each begins with a key frame, at the same times in all renditions, so that a player can change between them. */
const SEGMENT_SECONDS = 4;
const AUDIO_BITS = 128_000;
/** What the filters made of the colours, for players to know. */
const COLOUR_TAGS = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'];
/** Where a machine is so slow that a second takes half a minute, it should not try. */
const LIMIT_BASE_MS = 30 * 60_000;
const LIMIT_FACTOR = 30;

/**
 * Encodes one rendition into `folder`: index.m3u8, init.mp4 and segments (H.264, AAC).
 * @param onFraction how much is done, from 0 to 1.
 * @throws {UnusableFile} when the file turns out not to be decodable.
 */
export async function encode(
  { tools, path, folder, signal, onStart }: Probing,
  source: ProbedSource,
  step: Step,
  onFraction: (fraction: number) => void,
): Promise<void> {
  const done = { seconds: 0, frames: 0 };
  const onLine = (line: string) => {
    Object.assign(done, readProgress(line));
    onFraction(done.seconds / source.durationSeconds);
  };
  const limit = LIMIT_BASE_MS + LIMIT_FACTOR * source.durationSeconds * 1000;
  try {
    const args = encodingArguments(path, source, step);
    await run({ binary: tools.ffmpeg, args, folder, signal, onStart, onLine, limit });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    if (error.ending === 'too-long') {
      throw new UnusableFile('too-long-to-process', `It took longer than ${Math.round(limit / 60_000)} minutes.`);
    }
    if (error.ending !== 'refused') throw error;
    throw new UnusableFile('unsupported-codec', quote(error.stderr));
  }
  if (done.frames === 0) throw new UnusableFile('unsupported-codec', 'No picture of it can be decoded.');
  if (isFarShort(done.seconds, source.durationSeconds)) {
    const [decoded, claimed] = [done.seconds.toFixed(1), source.durationSeconds.toFixed(1)];
    throw new UnusableFile('cut-off', `Only ${decoded} s of its ${claimed} s can be decoded.`);
  }
}

/** What ffmpeg is told for a rendition. Output names are relative: it runs inside the rendition's folder. Pure. */
function encodingArguments(path: string, source: ProbedSource, step: Step): string[] {
  const { videoStream, audioStream } = source;
  const graph = [
    `[0:${videoStream}]${pictureFilters(source, step).join(',')}[picture]`,
    ...(audioStream === null ? [] : [`[0:${audioStream}]${soundFilters().join(',')}[sound]`]),
  ];
  const sound = ['-map', '[sound]', '-c:a', 'aac', '-b:a', String(AUDIO_BITS), '-ac', '2', '-ar', '48000'];
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-nostats', '-progress', 'pipe:1'],
    ...THREADS,
    '-noautorotate', // The filters turn it.
    ...untrustedInput(path),
    ...['-filter_complex', graph.join(';')],
    ...['-map', '[picture]', '-c:v', 'libx264', ...THREADS, '-preset', 'veryfast', '-profile:v', 'high'],
    ...COLOUR_TAGS,
    ...['-crf', '23', '-maxrate', String(step.bitsPerSecond), '-bufsize', String(2 * step.bitsPerSecond)],
    ...['-g', '600', '-sc_threshold', '0', '-force_key_frames', `expr:gte(t,n_forced*${SEGMENT_SECONDS})`],
    ...(audioStream === null ? [] : sound),
    // Titles, places and chapters of the source stay with its creator.
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-max_muxing_queue_size', '4096'],
    ...['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
    ...['-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', 'segment-%05d.m4s', 'index.m3u8'],
  ];
}

/** What the master playlist has to say of a rendition that is in `folder`. */
export async function describeRendition(folder: string, { frameRate }: Source, { width, height }: Step): Promise<Rendition> {
  const segments = segmentsOf(await readFile(join(folder, 'index.m3u8'), 'utf8'));
  if (segments.length === 0) throw new UnusableFile('unsupported-codec', 'Nothing of it can be encoded.');
  const sized = await Promise.all(
    segments.map(async ({ name, seconds }) => ({ seconds, bytes: (await stat(join(folder, name))).size })),
  );
  const codecs = codecsOf(await readFile(join(folder, 'init.mp4')));
  return { width, height, frameRate, ...bandwidth(sized), codecs };
}
