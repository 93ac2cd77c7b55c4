import type { Chapter } from '@/text/chapters';
import type { FailureReason, LeftOut } from '../../contract';
import { quote, UnusableFileError } from '../../processing/unusable-file-error';
import { chaptersOf } from './chapters';
import { isCutOff } from './cut-off';
import { reportsDamage } from './damage';
import { encryptionOf } from './encryption';
import { untrustedInput } from '../running/input';
import { leftOutOf } from './left-out';
import { isMuchShorter, lengthOf, type Length } from './length';
import { run, type Tools } from '@/workers/ffmpeg/run';
import { sideDataOfFrames } from './side-data';
import { measureSound, type MeasuredSound } from '../sound/sound';
import { readSource, type Source } from './source';
import { Timeline, type Span } from './timeline';
import { ToolError } from '@/workers/ffmpeg/tool-error';

const PROBE_LIMIT_MS = 2 * 60_000;
/** The time limit for reading a whole file, at the speed of the disk. */
const MEASURE_LIMIT_MS = 30 * 60_000;

/** The context of every run of ffmpeg or ffprobe on a source file. */
export interface ToolContext {
  readonly tools: Tools;
  /** The source file. */
  readonly path: string;
  /** The folder for output. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Is called with the id of each process that starts. */
  readonly onStart: (pid: number) => void;
  /** Whether to ignore the edit list of an MP4 file, and show everything in it. */
  readonly ignoresEdits?: boolean;
}

/** Returns the arguments that open the source file. */
export function inputOf({ path, ignoresEdits = false }: ToolContext): string[] {
  return [...(ignoresEdits ? ['-ignore_editlist', '1'] : []), ...untrustedInput(path)];
}

export interface ProbedSource extends Source, Length {
  /** The times of the first and the last picture. */
  readonly picture: Span;
  /** The sound track for the video; null without one. */
  readonly sound: MeasuredSound | null;
  readonly leftOut: readonly LeftOut[];
  readonly chapters: readonly Chapter[];
  /** Whether a part of the file could not be read. Decoding can find more damage. */
  readonly isDamaged: boolean;
  readonly ignoresEdits: boolean;
}

/**
 * Reads the tracks of a file, measures when each plays by reading the whole file, and measures the loudness of its
 * sound.
 * @throws {UnusableFileError} if it is not a video, or a large part at its end is missing.
 */
export async function probeFile(context: ToolContext): Promise<ProbedSource> {
  const source = await readTracks(context);
  const measured = await measure(context, source);
  if (measured.picture !== null) return describe(context, source, measured, measured.picture);
  // An edit list that shows nothing is wrong, so ignore it.
  const withoutEdits = { ...context, ignoresEdits: true };
  const unedited = source.hasEdits ? await measure(withoutEdits, source) : measured;
  if (unedited.picture === null) throw new UnusableFileError('not-a-video', 'It has no pictures.');
  return describe(withoutEdits, source, unedited, unedited.picture);
}

async function describe(
  context: ToolContext,
  source: Source,
  { sounds, isDamaged }: Measured,
  picture: Span,
): Promise<ProbedSource> {
  await refuseCutOffFile(context, source, [picture, ...sounds.values()]);
  const { ignoresEdits = false } = context;
  const sound = await chooseSound(context, source, picture, sounds);
  const length = lengthOf(picture, sound && (sounds.get(sound.sound.stream) ?? null), source.frameRate);
  return {
    ...source,
    ...length,
    picture,
    sound,
    leftOut: leftOutOf(source, sound?.sound ?? null),
    chapters: chaptersOf(source.marks, length),
    isDamaged,
    ignoresEdits,
  };
}

async function readTracks(context: ToolContext): Promise<Source> {
  const json = await runFfprobe(context);
  const source = readSource(json);
  const encryption = await encryptionOf(context.path);
  if (encryption.picture) throw new UnusableFileError('encrypted', 'Its picture is encrypted.');
  const complete = source.mayBeHdr ? readSource(json, await sideDataOfFrames(context, source.videoStream)) : source;
  return encryption.sound ? { ...complete, sounds: [] } : complete;
}

async function runFfprobe({ tools, path, folder, signal, onStart }: ToolContext): Promise<string> {
  const shown = ['-show_format', '-show_streams', '-show_chapters'];
  const args = ['-v', 'error', '-print_format', 'json', ...shown, ...untrustedInput(path)];
  try {
    return (await run({ binary: tools.ffprobe, args, folder, signal, onStart, limit: PROBE_LIMIT_MS })).stdout;
  } catch (error) {
    if (!(error instanceof ToolError) || error.ending !== 'refused') throw error;
    throw new UnusableFileError(reasonOf(error.stderr), quote(error.stderr));
  }
}

/** Returns the reason why a file cannot be opened, from ffprobe's output. */
function reasonOf(stderr: string): FailureReason {
  if (/^\[gif[ \]]/m.test(stderr)) return 'gif';
  return /moov atom not found/.test(stderr) ? 'cut-off' : 'not-a-video';
}

interface Measured {
  readonly picture: Span | null;
  /** Spans by the index of their stream. */
  readonly sounds: ReadonlyMap<number, Span>;
  readonly isDamaged: boolean;
}

/** Measures when each track plays from its packets, because headers may be wrong. Does not decode. */
async function measure(context: ToolContext, { videoStream, sounds }: Source): Promise<Measured> {
  const { tools, folder, signal, onStart } = context;
  const args = [
    ...['-nostdin', '-v', 'error', '-nostats', ...inputOf(context)],
    ...[videoStream, ...sounds.map(({ stream }) => stream)].flatMap((stream) => ['-map', `0:${stream}`]),
    ...['-c', 'copy', '-f', 'framecrc', 'pipe:1'],
  ];
  const timeline = new Timeline();
  const onLine = (line: string) => timeline.read(line);
  let stderr: string;
  try {
    ({ stderr } = await run({ binary: tools.ffmpeg, args, folder, signal, onStart, onLine, limit: MEASURE_LIMIT_MS }));
  } catch (error) {
    if (!(error instanceof ToolError) || error.ending !== 'refused') throw error;
    // Newer versions of ffmpeg fail at the end of a damaged file that they could partly read.
    if (timeline.span(0) === null) throw new UnusableFileError('not-a-video', quote(error.stderr));
    stderr = error.stderr;
  }
  const spans = sounds.map(({ stream }, index) => [stream, timeline.span(index + 1)] as const);
  const known = new Map(spans.filter((entry): entry is readonly [number, Span] => entry[1] !== null));
  return { picture: timeline.span(0), sounds: known, isDamaged: reportsDamage(stderr) };
}

/** Refuses a cut-off file. Headers may be wrong, so both its duration and its size must be too short. */
async function refuseCutOffFile(
  { path }: ToolContext,
  { claimedSeconds: claimed }: Source,
  spans: readonly Span[],
): Promise<void> {
  const playedSeconds = Math.max(...spans.map(({ end }) => end)) - Math.min(...spans.map(({ start }) => start));
  if (claimed === null || !isMuchShorter(playedSeconds, claimed) || !(await isCutOff(path))) return;
  throw new UnusableFileError(
    'cut-off',
    `It should play for ${claimed.toFixed(1)} s, but ends after ${playedSeconds.toFixed(1)} s.`,
  );
}

/** Returns the first sound track that can be decoded. */
async function chooseSound(context: ToolContext, source: Source, picture: Span, spans: ReadonlyMap<number, Span>) {
  for (const sound of source.sounds) {
    const span = spans.get(sound.stream);
    if (!span) continue;
    // oxlint-disable-next-line no-await-in-loop -- tries the next only if this one fails
    const measured = await measureSound(context, sound, lengthOf(picture, span, source.frameRate).start);
    if (measured) return measured;
  }
  return null;
}
