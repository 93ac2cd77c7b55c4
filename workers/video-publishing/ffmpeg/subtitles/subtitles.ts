import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseCaptions } from '@/text/captions/parse';
import type { Line } from '@/text/captions/line';
import { languageOf, type Language } from '@/text/languages';
import { run } from '@/workers/ffmpeg/run';
import { ToolError } from '@/workers/ffmpeg/tool-error';
import type { ToolContext } from '../probing/probe';
import { untrustedInput } from '../running/input';

/** A text track of a file. */
export interface SubtitleTrack {
  readonly stream: number;
  /** Null if the file does not say it, or not in a way that the site knows. */
  readonly language: Language | null;
  readonly title: string;
}

const LIMIT_MS = 5 * 60_000;
/** Codecs of text. Others have pictures of text. */
const TEXT_CODECS = new Set(['subrip', 'srt', 'ass', 'ssa', 'mov_text', 'webvtt', 'text']);
const TRACKS_MAX = 30;
/** The largest file of a track, in bytes. Captions have at most 600,000 characters, and 10,000 lines with times. */
export const FILE_MAX = 4 * 1024 ** 2;

const streams = z.object({
  streams: z.array(
    z.object({
      index: z.number(),
      codec_name: z.string().optional(),
      tags: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** Returns the text tracks in ffprobe's output. Pure. */
export function readSubtitleTracks(json: string): SubtitleTrack[] {
  return streams
    .parse(JSON.parse(json))
    .streams.filter(({ codec_name: codec }) => TEXT_CODECS.has(codec ?? ''))
    .slice(0, TRACKS_MAX)
    .map(({ index, tags }) => ({
      stream: index,
      language: languageOf(tags.language ?? ''),
      title: tags.title ?? '',
    }));
}

/** Finds the text tracks of a file. A file whose tracks cannot be listed has none. */
export async function findSubtitles({ tools, path, folder, signal, onStart }: ToolContext): Promise<SubtitleTrack[]> {
  const shown = ['-select_streams', 's', '-show_entries', 'stream=index,codec_name:stream_tags=language,title'];
  const args = ['-v', 'error', '-print_format', 'json', ...shown, ...untrustedInput(path)];
  try {
    const { stdout } = await run({ binary: tools.ffprobe, args, folder, signal, onStart, limit: LIMIT_MS });
    return readSubtitleTracks(stdout);
  } catch (error) {
    if (error instanceof ToolError || error instanceof z.ZodError || error instanceof SyntaxError) return [];
    throw error;
  }
}

/**
 * Reads the lines of text tracks, at the times of the video that is made of the file, which is read once. If that
 * fails, each track is read by itself, as long as the time for all of them lasts.
 * @param start of the video in its file, in seconds.
 * @returns the lines by stream, without tracks that cannot be read, say nothing, or are larger than captions can be.
 */
export async function extractSubtitles(
  context: ToolContext,
  tracks: readonly number[],
  start: number,
): Promise<ReadonlyMap<number, Line[]>> {
  const until = Date.now() + LIMIT_MS;
  if (!(await extract(context, tracks, until)))
    // oxlint-disable-next-line no-await-in-loop -- one process after the other
    for (const stream of tracks) await extract(context, [stream], until);
  const read = new Map<number, Line[]>();
  for (const stream of tracks) {
    // oxlint-disable-next-line no-await-in-loop -- one file in memory at a time
    const lines = await readLines(join(context.folder, nameOf(stream)), Math.round(start * 1000));
    if (lines.length > 0) read.set(stream, lines);
  }
  return read;
}

/** Writes each of these streams to a file of limited size. @returns whether all of them were written. */
async function extract(context: ToolContext, tracks: readonly number[], until: number): Promise<boolean> {
  const { tools, path, folder, signal, onStart } = context;
  const limit = until - Date.now();
  if (limit <= 0) return false;
  const inputs = ['-nostdin', '-v', 'error', '-y', ...untrustedInput(path)];
  const outputs = tracks.flatMap((stream) => [
    ...['-map', `0:${stream}`, '-c:s', 'webvtt', '-fs', String(FILE_MAX), '-f', 'webvtt', nameOf(stream)],
  ]);
  try {
    await run({ binary: tools.ffmpeg, args: [...inputs, ...outputs], folder, signal, onStart, limit });
    return true;
  } catch (error) {
    // If the file cannot be read to its end, tracks would end in the middle.
    await Promise.all(tracks.map((stream) => rm(join(folder, nameOf(stream)), { force: true })));
    if (error instanceof ToolError) return false;
    throw error;
  }
}

function nameOf(stream: number): string {
  return `subtitles-${stream}.vtt`;
}

/** Reads a caption file and deletes it. @returns no lines if it is missing, too large or empty. */
async function readLines(path: string, shift: number): Promise<Line[]> {
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  // ffmpeg stops at the limit, in the middle of a track.
  const parsed = bytes === 0 || bytes >= FILE_MAX ? '' : parseCaptions(await readFile(path, 'utf8'));
  await rm(path, { force: true });
  if (typeof parsed === 'string') return [];
  return parsed.lines
    .map((line) => ({ ...line, start: Math.max(0, line.start - shift), end: line.end - shift }))
    .filter((line) => line.end > line.start);
}
