import { v5 as uuidFrom } from 'uuid';
import { truncate } from '@/text/characters';
import { LABEL_MAX } from '@/text/captions/line';
import { captioning, fileTrackId } from '@/workers/captioning/contract';
import type { ProbedSource } from '../ffmpeg/probing/probe';
import { extractSubtitles, FILE_MAX, findSubtitles } from '../ffmpeg/subtitles/subtitles';
import { withDiskSpace } from './disk-space-guard';
import type { FileWork } from './work-on-file';

/**
 * Returns the label of a text track: its title, as long as what follows it leaves room for. Pure.
 * @param number tells the track from another one of the same label.
 */
export function labelOf(title: string, isLanguageStated: boolean, number: number | null): string {
  const language = isLanguageStated ? '' : 'language not stated';
  const suffix = number === null ? '' : ` ${number}`;
  const rest = language.length + suffix.length + (language === '' ? 0 : ', '.length);
  return ([truncate(title.trim(), LABEL_MAX - rest), language].filter(Boolean).join(', ') + suffix).trim();
}

/**
 * Hands the text tracks of a file to captioning. A track that cannot be read costs nothing else. Of a new file for a
 * video that viewers have, nothing is taken: its creator may have edited the captions of the file before.
 */
export async function takeSubtitles(work: FileWork, source: ProbedSource): Promise<void> {
  const { cause, ownerId, context, log, sendTo } = work;
  const { videoId, uploadId } = cause.data;
  const hasText = source.leftOut.some(({ kind, isReadable }) => kind === 'subtitles' && isReadable);
  if (!hasText || cause.type === 'ReplacementUploaded') return;
  const streamName = captioning.commandStream(videoId);
  const at = cause.time.toISOString();
  const idOf = (step: string) => ({ id: uuidFrom(`subtitles ${step}`, cause.id) });
  const names = new Set<string>();
  const found = await findSubtitles(context);
  if (found.length === 0) return;
  const streams = found.map(({ stream }) => stream);
  const read = await withDiskSpace(work.disk, FILE_MAX * streams.length, context.signal, (signal) =>
    extractSubtitles({ ...context, signal }, streams, source.start),
  );
  for (const { stream, language: known, title } of found) {
    const lines = read.get(stream)?.filter((line) => line.start < source.durationSeconds * 1000) ?? [];
    if (lines.length === 0) {
      log.warn(
        { videoId, uploadId, stream },
        'a text track of a file cannot be read, or says nothing before the end of the film',
      );
      continue;
    }
    const language = known ?? 'en';
    const isStated = known !== null;
    const name = labelOf(title, isStated, null);
    const label = names.has(`${language} ${name}`) ? labelOf(title, isStated, stream) : name;
    names.add(`${language} ${label}`);
    // Captioning may not have heard of the video yet.
    if (ownerId !== undefined && names.size === 1)
      // oxlint-disable-next-line no-await-in-loop -- before the first track
      await sendTo(streamName, captioning.commands.OpenCaptioning({ videoId, ownerId }, idOf('open')));
    const trackId = fileTrackId({ videoId, uploadId }, stream);
    const track = { videoId, trackId, source: 'video-file' as const, language, label, lines, at };
    // oxlint-disable-next-line no-await-in-loop -- in the order of the file
    await sendTo(streamName, captioning.commands.TakeTrack(track, idOf(`${stream}`)));
  }
}
