import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { PastEvent } from '@message-db/runtime';
import { z } from 'zod';
import { videoPublishing } from './contract';
import { decideReport, type Report } from './decide-reports';
import { size } from './messages/processing';
import { dropFrames } from './chosen-poster';
import { replacedFile, replacement as messages } from './messages/replacement';
import type { Video } from './video';

type Command = CommandOf<typeof videoPublishing>;
type Event = NewEventOf<typeof videoPublishing>;
type PastReplacement = Extract<PastEvent<EventOf<typeof videoPublishing>>, { type: keyof typeof messages.events }>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = videoPublishing;
/** What a replacement is made of, in the form of the event that it leads to. */
const parts = replacedFile.shape;

/** A new file beside the current one of a video. */
export const replacementState = z
  .object({
    uploadId: parts.uploadId,
    fileName: parts.fileName,
    bytes: parts.bytes,
    uploadedAt: parts.uploadedAt,
    /** Who uploaded it. */
    userId: z.string(),
    isFailed: z.boolean(),
    /** Null until it is probed. */
    probe: z
      .object({
        durationSeconds: parts.durationSeconds,
        width: parts.width,
        height: parts.height,
        leftOut: parts.leftOut,
        chapters: parts.chapters,
      })
      .nullable(),
    isDamaged: parts.isDamaged,
    posterWidths: parts.posterWidths,
    percent: z.number(),
    /** The renditions to make, and how far those are that are being made. */
    planned: z.array(z.object(size)).readonly().nullable(),
    encoding: z.array(z.object({ height: z.number(), percent: z.number() })).readonly(),
    renditions: z.array(parts.renditions.element),
  })
  .readonly();
export type Replacement = z.output<typeof replacementState>;

/** Whether an event of this type is about a replacement. */
export function isOfReplacement(event: PastEvent<EventOf<typeof videoPublishing>>): event is PastReplacement {
  return Object.hasOwn(messages.events, event.type);
}

/** Returns the state of a video after an event about its replacement. */
export function evolveReplacement(video: Video, event: PastReplacement): Video {
  const file = video.replacement;
  switch (event.type) {
    case 'ReplacementUploaded': {
      const { uploadId, fileName, bytes, uploadedAt, ownerId, userId = ownerId } = event.data;
      const replacement = { uploadId, fileName, bytes, uploadedAt, userId, ...NEW };
      return { ...video, replacement, uploadIds: [...video.uploadIds, uploadId] };
    }
    case 'ReplacementFailed':
      return file ? { ...without(video, file.uploadId), replacement: { ...file, isFailed: true } } : video;
    case 'ReplacementCancelled':
      return { ...without(video, event.data.uploadId), replacement: null };
    case 'ReplacedFileDropped':
      return without(video, event.data.uploadId);
    case 'FileReplaced': {
      const { uploadId, durationSeconds, isDamaged, posterWidths, renditions } = event.data;
      return {
        ...video,
        ...{
          uploadId,
          durationSeconds,
          isDamaged,
          isProbed: true,
          hasPoster: posterWidths !== null,
          percent: 100,
          processing: 'done',
        },
        hasStills: false,
        heights: renditions.map(({ height }) => height),
        replacement: null,
      };
    }
    default:
      return file ? { ...video, replacement: evolveFile(file, event) } : video;
  }
}

const NOT_PLANNED = { percent: 0, planned: null, encoding: [], renditions: [] };
const NEW = { isFailed: false, probe: null, isDamaged: false, posterWidths: null, ...NOT_PLANNED };

function without(video: Video, uploadId: string): Video {
  return { ...video, uploadIds: video.uploadIds.filter((id) => id !== uploadId) };
}

function evolveFile(file: Replacement, event: PastReplacement): Replacement {
  switch (event.type) {
    case 'ReplacementProbed': {
      const { durationSeconds, width, height, leftOut = [], chapters } = event.data;
      return { ...file, probe: { durationSeconds, width, height, leftOut, chapters } };
    }
    case 'ReplacementDamageFound':
      return { ...file, isDamaged: true };
    case 'ReplacementPosterMade':
      return { ...file, posterWidths: event.data.widths ?? [] };
    case 'ReplacementPlanned':
      return { ...file, planned: event.data.renditions };
    case 'ReplacementProgressed': {
      const { percent, rendition } = event.data;
      const others = file.encoding.filter(({ height }) => height !== rendition?.height);
      return { ...file, percent, encoding: rendition ? [...others, rendition] : others };
    }
    case 'ReplacementRenditionReady': {
      const { width, height, bitsPerSecond } = event.data;
      return { ...file, renditions: [...file.renditions, { width, height, bitsPerSecond }] };
    }
    default:
      return file;
  }
}

/**
 * Takes another file for a video. If nothing of the current one can be watched, the new one takes its place at once; else
 * it is processed beside it, and the current one gets no more qualities.
 */
export function takeFile(file: DataOf<'ProcessVideo'>, video: Video): readonly Event[] {
  const { videoId, uploadId } = file;
  if (video.uploadIds.includes(uploadId) || video.replacement?.uploadId === uploadId) return [];
  if (video.heights.length === 0) return [events.VideoUploaded(file)];
  if (video.replacement && !video.replacement.isFailed) {
    return [events.ProcessingRejected({ reason: 'in-progress', videoId, uploadId })];
  }
  const isUnfinished = video.processing === 'in-progress' && video.uploadId !== null;
  return [
    ...(isUnfinished ? [events.VideoProcessed({ videoId, uploadId: video.uploadId })] : []),
    events.ReplacementUploaded(file),
  ];
}

/** Cancels the replacement, or forgets a failed one. */
export function cancelReplacement(videoId: string, { replacement }: Video): readonly Event[] {
  return replacement ? [events.ReplacementCancelled({ videoId, uploadId: replacement.uploadId })] : [];
}

/** Ends a file that was replaced. */
export function dropReplaced({ videoId, uploadId }: DataOf<'DropReplacedFile'>, video: Video): readonly Event[] {
  if (video.uploadId === uploadId || !video.uploadIds.includes(uploadId)) return [];
  return [events.ReplacedFileDropped({ videoId, uploadId })];
}

/** Decides the reports of a replacement's processing as those of a first file, and gives their events its own types. */
export function decideReplacement(report: Report, video: Video): readonly Event[] {
  const { replacement: file, ownerId } = video;
  if (!file || file.isFailed) return [];
  if (report.type === 'FailProcessing') return [events.ReplacementFailed(report.data)];
  const decided = decideReport(report, {
    ...{
      ownerId,
      uploadId: file.uploadId,
      processing: 'in-progress',
      publication: 'unpublished',
      isUnlisted: false,
      isPurged: false,
    },
    ...{ isProbed: file.probe !== null, isDamaged: file.isDamaged, hasPoster: file.posterWidths !== null },
    ...{ percent: file.percent, planned: file.planned, encoding: file.encoding },
    heights: file.renditions.map(({ height }) => height),
  });
  let after = video;
  return decided.flatMap((event) => {
    const own = asReplacement(event, after);
    for (const each of own) if (isOfReplacement(each)) after = evolveReplacement(after, each);
    return own;
  });
}

/** Returns the event of a replacement for that of a first file. */
function asReplacement(event: Event, video: Video): Event[] {
  switch (event.type) {
    case 'VideoProbed':
      return [events.ReplacementProbed(event.data)];
    case 'DamageFound':
      return [events.ReplacementDamageFound(event.data)];
    case 'PosterMade':
      return [events.ReplacementPosterMade(event.data)];
    case 'RenditionsPlanned':
      return [events.ReplacementPlanned(event.data)];
    case 'ProcessingProgressed':
      return [events.ReplacementProgressed(event.data)];
    case 'RenditionReady': {
      const { ownerId: _, ...rendition } = event.data;
      return [events.ReplacementRenditionReady(rendition)];
    }
    case 'VideoProcessed':
      return replaced(event.data.videoId, video);
    default:
      return [];
  }
}

function replaced(videoId: string, video: Video): Event[] {
  const { uploadId: replacedUploadId, replacement, ownerId } = video;
  if (!replacement?.probe || replacedUploadId === null) return [];
  const { probe, uploadId, fileName, bytes, uploadedAt, userId, isDamaged, posterWidths, renditions } = replacement;
  const people = { ownerId, userId };
  const file = { videoId, uploadId, replacedUploadId, fileName, bytes, uploadedAt, ...people, isDamaged, posterWidths };
  return [events.FileReplaced({ ...file, ...probe, renditions }), ...dropFrames(videoId, video)];
}
