import type { FailureReason, LeftOut } from '../contract';
import { quote, UnusableFileError } from '../unusable-file-error';
import { isCutOff } from './cut-off';
import { reportsDamage } from './damage';
import { encryptionOf } from './encryption';
import { untrustedInput } from './input';
import { leftOutOf } from './left-out';
import { isMuchShorter, lengthOf, type Length } from './length';
import { run, type Tools } from './run';
import { sideDataOfFrames } from './side-data';
import { measureSound, type MeasuredSound } from './sound';
import { readSource, type Source } from './source';
import { Timeline, type Span } from './timeline';
import { ToolError } from './tool-error';

const PROBE_LIMIT_MS = 2 * 60_000;
/** Reading a file through, at the speed of the disk. */
const MEASURE_LIMIT_MS = 30 * 60_000;

export interface Probing {
  readonly tools: Tools;
  readonly path: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onStart: (pid: number) => void;
  /** Whether to show all that is in an MP4 file, whatever its edit list says. */
  readonly ignoresEdits?: boolean;
}

/** The arguments that open the file. */
export function inputOf({ path, ignoresEdits = false }: Probing): string[] {
  return [...(ignoresEdits ? ['-ignore_editlist', '1'] : []), ...untrustedInput(path)];
}

export interface ProbedSource extends Source, Length {
  /** When its pictures play. */
  readonly picture: Span;
  /** The sound that the video gets. */
  readonly sound: MeasuredSound | null;
  readonly leftOut: readonly LeftOut[];
  /** Whether a part of it could not be read. What cannot be decoded shows later. */
  readonly isDamaged: boolean;
  readonly ignoresEdits: boolean;
}

/**
 * Finds out what is in a file, reads it through for when its tracks play, and measures the sound.
 * @throws {UnusableFileError} when it is not a video, or a good part of one is missing at its end.
 */
export async function probeFile(probing: Probing): Promise<ProbedSource> {
  const source = await readTracks(probing);
  const measured = await measure(probing, source);
  if (measured.picture !== null) return describe(probing, source, measured, measured.picture);
  // An edit list that leaves nothing is a wrong one.
  const whole = { ...probing, ignoresEdits: true };
  const unedited = source.hasEdits ? await measure(whole, source) : measured;
  if (unedited.picture === null) throw new UnusableFileError('not-a-video', 'It has no pictures.');
  return describe(whole, source, unedited, unedited.picture);
}

async function describe(
  probing: Probing,
  source: Source,
  { sounds, isDamaged }: Measured,
  picture: Span,
): Promise<ProbedSource> {
  await refuseCutOffFile(probing, source, [picture, ...sounds.values()]);
  const { ignoresEdits = false } = probing;
  const sound = await chooseSound(probing, source, picture, sounds);
  const length = lengthOf(picture, sound && (sounds.get(sound.sound.stream) ?? null), source.frameRate);
  return {
    ...source,
    ...length,
    picture,
    sound,
    leftOut: leftOutOf(source, sound?.sound ?? null),
    isDamaged,
    ignoresEdits,
  };
}

async function readTracks(probing: Probing): Promise<Source> {
  const said = await askProbe(probing);
  const source = readSource(said);
  const encryption = await encryptionOf(probing.path);
  if (encryption.picture) throw new UnusableFileError('encrypted', 'Its picture is encrypted.');
  const known = source.mayBeHdr ? readSource(said, await sideDataOfFrames(probing, source.videoStream)) : source;
  return encryption.sound ? { ...known, sounds: [] } : known;
}

async function askProbe({ tools, path, folder, signal, onStart }: Probing): Promise<string> {
  const shown = ['-show_format', '-show_streams', '-show_chapters'];
  const args = ['-v', 'error', '-print_format', 'json', ...shown, ...untrustedInput(path)];
  try {
    return (await run({ binary: tools.ffprobe, args, folder, signal, onStart, limit: PROBE_LIMIT_MS })).stdout;
  } catch (error) {
    if (!(error instanceof ToolError) || error.ending !== 'refused') throw error;
    throw new UnusableFileError(reasonOf(error.stderr), quote(error.stderr));
  }
}

/** Why a file cannot be opened, by what ffprobe said. */
function reasonOf(stderr: string): FailureReason {
  if (/^\[gif[ \]]/m.test(stderr)) return 'gif';
  return /moov atom not found/.test(stderr) ? 'cut-off' : 'not-a-video';
}

interface Measured {
  readonly picture: Span | null;
  /** By their streams. */
  readonly sounds: ReadonlyMap<number, Span>;
  readonly isDamaged: boolean;
}

/** When each track plays, by its packets: what headers say of that may be wrong. Nothing is decoded. */
async function measure(probing: Probing, { videoStream, sounds }: Source): Promise<Measured> {
  const { tools, folder, signal, onStart } = probing;
  const args = [
    ...['-nostdin', '-v', 'error', '-nostats', ...inputOf(probing)],
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
    // Newer ones refuse in the end what they have read until it was damaged.
    if (timeline.span(0) === null) throw new UnusableFileError('not-a-video', quote(error.stderr));
    stderr = error.stderr;
  }
  const spans = sounds.map(({ stream }, index) => [stream, timeline.span(index + 1)] as const);
  const known = new Map(spans.filter((entry): entry is readonly [number, Span] => entry[1] !== null));
  return { picture: timeline.span(0), sounds: known, isDamaged: reportsDamage(stderr) };
}

/** Refuses a cut-off file. A header may be wrong, so both must say so: the file's length in seconds and its size in bytes. */
async function refuseCutOffFile(
  { path }: Probing,
  { claimedSeconds: claimed }: Source,
  spans: readonly Span[],
): Promise<void> {
  const there = Math.max(...spans.map(({ end }) => end)) - Math.min(...spans.map(({ start }) => start));
  if (claimed === null || !isMuchShorter(there, claimed) || !(await isCutOff(path))) return;
  throw new UnusableFileError(
    'cut-off',
    `It should play for ${claimed.toFixed(1)} s, but ends after ${there.toFixed(1)} s.`,
  );
}

/** The first that can be decoded. */
async function chooseSound(probing: Probing, source: Source, picture: Span, spans: ReadonlyMap<number, Span>) {
  for (const sound of source.sounds) {
    const span = spans.get(sound.stream);
    if (!span) continue;
    // oxlint-disable-next-line no-await-in-loop -- the second is tried only where the first is none
    const measured = await measureSound(probing, sound, lengthOf(picture, span, source.frameRate).start);
    if (measured) return measured;
  }
  return null;
}
