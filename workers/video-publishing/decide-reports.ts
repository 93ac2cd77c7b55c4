import type { CommandOf, NewEventOf } from '@message-db/client';
import { videoPublishing } from './contract';

type Report = Extract<CommandOf<typeof videoPublishing>, { data: { uploadId: string } }>;
type Event = NewEventOf<typeof videoPublishing>;

const { events } = videoPublishing;

/** The subject of reports: the processing of a video's current file. */
interface Processing {
  readonly ownerId: string;
  readonly uploadId: string | null;
  readonly processing: 'no-file' | 'in-progress' | 'done' | 'failed';
  readonly isProbed: boolean;
  readonly isDamaged: boolean;
  readonly hasPoster: boolean;
  readonly percent: number;
  readonly heights: readonly number[];
  readonly publication: string;
  readonly isPurged: boolean;
}

/**
 * Decides reports of the processing. Ignores repeated reports, and reports on a file that was replaced, is finished, or is gone.
 */
export function decideReport(report: Report, video: Processing | null): readonly Event[] {
  if (video?.uploadId !== report.data.uploadId || video.processing !== 'in-progress' || video.isPurged) return [];
  switch (report.type) {
    case 'RecordProbe':
      return video.isProbed ? [] : [events.VideoProbed(report.data)];
    case 'RecordDamage':
      return video.isDamaged ? [] : [events.DamageFound(report.data)];
    case 'RecordPoster':
      return video.hasPoster ? [] : [events.PosterMade(report.data)];
    case 'RecordProgress':
      return report.data.percent > video.percent ? [events.ProcessingProgressed(report.data)] : [];
    case 'RecordRendition': {
      const { at, ...rendition } = report.data;
      if (video.heights.includes(rendition.height)) return [];
      const { videoId } = rendition;
      const ready = events.RenditionReady(rendition);
      if (video.publication !== 'requested') return [ready];
      return [ready, events.VideoPublished({ videoId, ownerId: video.ownerId, publishedAt: at })];
    }
    case 'CompleteProcessing':
      return video.heights.length > 0 ? [events.VideoProcessed(report.data)] : [];
    case 'FailProcessing': {
      // With a playable rendition the video stays usable, without the missing qualities.
      const { videoId, uploadId } = report.data;
      return video.heights.length > 0
        ? [events.VideoProcessed({ videoId, uploadId })]
        : [events.VideoPublishingFailed(report.data)];
    }
    default:
      return [];
  }
}
