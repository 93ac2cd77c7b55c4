import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseCaptions } from '@/text/captions/parse';
import type { Line } from '@/text/captions/line';
import { isLanguage, type Language } from '@/text/languages';
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

/** The languages of which files name the whole, but the site a part. */
const USUAL: Readonly<Record<string, Language>> = { zh: 'zh-Hans', no: 'nb' };

/** Returns the language of a tag such as `ger`, `deu` or `de-AT`; null for an unknown one. Pure. */
export function languageOf(tag: string): Language | null {
  try {
    const [canonical = ''] = Intl.getCanonicalLocales(tag);
    const [base = ''] = canonical.split('-');
    return [canonical, USUAL[base] ?? base].find((each) => isLanguage(each)) ?? null;
  } catch {
    return null;
  }
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
 * Reads the lines of a text track, at the times of the video that is made of the file.
 * @param start of the video in its file, in seconds.
 * @returns null for a track that cannot be read or says nothing.
 */
export async function extractSubtitles(context: ToolContext, stream: number, start: number): Promise<Line[] | null> {
  const { tools, path, folder, signal, onStart } = context;
  const name = `subtitles-${stream}.vtt`;
  const args = ['-nostdin', '-v', 'error', '-y', ...untrustedInput(path)];
  const output = ['-map', `0:${stream}`, '-c:s', 'webvtt', '-f', 'webvtt', name];
  try {
    await run({ binary: tools.ffmpeg, args: [...args, ...output], folder, signal, onStart, limit: LIMIT_MS });
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
  const parsed = parseCaptions(await readFile(join(folder, name), 'utf8'));
  if (typeof parsed === 'string') return null;
  const shift = Math.round(start * 1000);
  const lines = parsed.lines
    .map((line) => ({ ...line, start: Math.max(0, line.start - shift), end: line.end - shift }))
    .filter((line) => line.end > line.start);
  return lines.length === 0 ? null : lines;
}
