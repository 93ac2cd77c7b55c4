import type { CommandOf, NewEventOf } from '@message-db/client';
import { videoPublishing } from './contract';

/** The reports of the processing of a file, and what starts it. */
export type Report = Extract<CommandOf<typeof videoPublishing>, { data: { uploadId: string } }>;
type Event = NewEventOf<typeof videoPublishing>;

const { events } = videoPublishing;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The subject of reports: the processing of a video's current file. */
interface Processing {
  readonly ownerId: string;
  readonly uploadId: string | null;
  readonly processing: 'no-file' | 'in-progress' | 'done' | 'failed';
  readonly isProbed: boolean;
  readonly isDamaged: boolean;
  readonly hasPoster: boolean;
  readonly percent: number;
  readonly planned: readonly Size[] | null;
  readonly encoding: readonly { readonly height: number; readonly percent: number }[];
  readonly heights: readonly number[];
  readonly publication: string;
  readonly isPurged: boolean;
  readonly isUnlisted: boolean;
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
    case 'PlanRenditions': {
      if (video.planned) return [];
      const { videoId, uploadId, renditions } = report.data;
      const planned = events.RenditionsPlanned({ ...report.data, ownerId: video.ownerId });
      // An earlier attempt may have made all of them.
      return isComplete(renditions, video.heights)
        ? [planned, events.VideoProcessed({ videoId, uploadId })]
        : [planned];
    }
    case 'RecordProgress':
      return decideProgress(report.data, video);
    case 'RecordRendition': {
      const { at, ...rendition } = report.data;
      if (video.heights.includes(rendition.height)) return [];
      const { videoId, uploadId } = rendition;
      const isLast = video.planned !== null && isComplete(video.planned, [...video.heights, rendition.height]);
      const visibility = video.isUnlisted ? { visibility: 'unlisted' as const } : {};
      return [
        events.RenditionReady({ ...rendition, ownerId: video.ownerId }),
        ...(video.publication === 'requested'
          ? [events.VideoPublished({ videoId, ownerId: video.ownerId, publishedAt: at, ...visibility })]
          : []),
        ...(isLast ? [events.VideoProcessed({ videoId, uploadId })] : []),
      ];
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

function isComplete(planned: readonly Size[], heights: readonly number[]): boolean {
  return planned.every(({ height }) => heights.includes(height));
}

/** Adds up the progress of all renditions, weighted by their pixels. Only completed processing is 100 percent. */
function decideProgress({ height, ...report }: Extract<Report, { type: 'RecordProgress' }>['data'], video: Processing) {
  const { planned, encoding, heights } = video;
  if (height === undefined) {
    return report.percent > video.percent ? [events.ProcessingProgressed(report)] : [];
  }
  if (planned === null) return [];
  const percentOf = (one: number) => {
    if (heights.includes(one)) return 100;
    return one === height ? report.percent : (encoding.find((each) => each.height === one)?.percent ?? 0);
  };
  const weigh = (size: Size) => size.width * size.height;
  const total = planned.reduce((sum, size) => sum + weigh(size), 0);
  const done = planned.reduce((sum, size) => sum + weigh(size) * percentOf(size.height), 0);
  const percent = Math.min(99, Math.floor(done / total));
  if (percent <= video.percent) return [];
  return [events.ProcessingProgressed({ ...report, percent, rendition: { height, percent: report.percent } })];
}
