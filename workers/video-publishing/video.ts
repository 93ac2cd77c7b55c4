import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent } from '@/workers/runtime/decider';
import { DESCRIPTION_MAX, NAME_MAX, videoPublishing } from './contract';
import { nameFromFileName, tidyDescription, tidyName } from './text';

/** What a video is known to be. Null: there is none. */
export type VideoState = Video | null;

interface Video {
  readonly ownerId: string;
  readonly name: string;
  readonly description: string;
  /** The file that counts: the first, or the one that replaced a failed one. */
  readonly uploadId: string;
  readonly processing: 'in-progress' | 'done' | 'failed';
  /** What is known of that file so far. */
  readonly isProbed: boolean;
  readonly hasPoster: boolean;
  readonly percent: number;
  /** Of the renditions that can play. */
  readonly heights: readonly number[];
  readonly publication: 'draft' | 'requested' | 'published' | 'unpublished';
}

type Command = CommandOf<typeof videoPublishing>;
type Event = NewEventOf<typeof videoPublishing>;
type Past = PastEvent<EventOf<typeof videoPublishing>>;
type Asked<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = videoPublishing;

/** A video is uploaded, processed, named, described and published. Only its owner has a say in it. */
export const videoDecider: Decider<VideoState, Command, Event, EventOf<typeof videoPublishing>> = {
  initialState: null,
  evolve,
  decide,
};

const NEW_FILE = { processing: 'in-progress', isProbed: false, hasPoster: false, percent: 0, heights: [] } as const;

function evolve(video: VideoState, event: Past): VideoState {
  if (event.type === 'VideoUploaded') {
    const { ownerId, uploadId, name = '' } = event.data;
    if (video) return { ...video, ...NEW_FILE, uploadId };
    return { ...NEW_FILE, ownerId, uploadId, name, description: '', publication: 'draft' };
  }
  if (!video) return video;
  switch (event.type) {
    case 'ProcessingRetried':
      return { ...video, ...NEW_FILE };
    case 'VideoProbed':
      return { ...video, isProbed: true };
    case 'PosterMade':
      return { ...video, hasPoster: true };
    case 'ProcessingProgressed':
      return { ...video, percent: event.data.percent };
    case 'RenditionReady':
      return { ...video, heights: [...video.heights, event.data.height] };
    case 'VideoProcessed':
      return { ...video, processing: 'done' };
    case 'VideoPublishingFailed':
      return { ...video, processing: 'failed' };
    case 'PublicationRequested':
      return { ...video, publication: 'requested' };
    case 'VideoPublished':
      return { ...video, publication: 'published' };
    case 'VideoUnpublished':
      return { ...video, publication: 'unpublished' };
    case 'VideoNamed':
      return { ...video, name: event.data.name };
    case 'VideoDescribed':
      return { ...video, description: event.data.description };
    default:
      return video;
  }
}

function decide(command: Command, video: VideoState): readonly Event[] {
  switch (command.type) {
    case 'ProcessVideo':
      return processVideo(command.data, video);
    case 'RetryProcessing':
      return forOwner(command.data, video, events.ProcessingRejected, (own) => {
        const { videoId } = command.data;
        if (own.processing === 'failed') return [events.ProcessingRetried({ videoId, uploadId: own.uploadId })];
        const reason = own.processing === 'in-progress' ? 'in-progress' : 'nothing-to-retry';
        return [events.ProcessingRejected({ reason, videoId })];
      });
    case 'PublishVideo':
      return forOwner(command.data, video, events.PublishingRejected, (own) => publish(command.data, own));
    case 'UnpublishVideo':
      return forOwner(command.data, video, events.UnpublishingRejected, ({ publication }) =>
        publication === 'published' || publication === 'requested'
          ? [events.VideoUnpublished({ videoId: command.data.videoId })]
          : [],
      );
    case 'NameVideo':
      return forOwner(command.data, video, events.NamingRejected, (own) => nameVideo(command.data, own));
    case 'DescribeVideo':
      return forOwner(command.data, video, events.DescribingRejected, (own) => describeVideo(command.data, own));
    default:
      return decideReport(command, video);
  }
}

type Rejects = (data: { reason: string; field?: string; videoId: string }) => Event;

function forOwner(
  { videoId, userId }: { videoId: string; userId: string },
  video: VideoState,
  rejected: Rejects,
  decideForOwner: (video: Video) => readonly Event[],
): readonly Event[] {
  if (!video) return [rejected({ reason: 'no-such-video', videoId })];
  if (video.ownerId !== userId) return [rejected({ reason: 'not-yours', videoId })];
  return decideForOwner(video);
}

function processVideo(asked: Asked<'ProcessVideo'>, video: VideoState): readonly Event[] {
  if (!video) return [events.VideoUploaded({ ...asked, name: nameFromFileName(asked.fileName) })];
  return forOwner({ ...asked, userId: asked.ownerId }, video, events.ProcessingRejected, (own) => {
    if (own.uploadId === asked.uploadId) return [];
    if (own.processing === 'failed') return [events.VideoUploaded(asked)];
    return [events.ProcessingRejected({ reason: 'in-progress', videoId: asked.videoId })];
  });
}

function publish({ videoId, requestedAt }: Asked<'PublishVideo'>, video: Video): readonly Event[] {
  if (video.publication === 'published') return [];
  if (video.heights.length > 0) {
    return [events.VideoPublished({ videoId, ownerId: video.ownerId, publishedAt: requestedAt })];
  }
  if (video.processing === 'failed') return [events.PublishingRejected({ reason: 'failed', videoId })];
  return video.publication === 'requested' ? [] : [events.PublicationRequested({ videoId })];
}

function nameVideo({ videoId, name: asked }: Asked<'NameVideo'>, video: Video): readonly Event[] {
  const name = tidyName(asked);
  if (name === '') return [events.NamingRejected({ reason: 'empty', field: 'name', videoId })];
  if (name.length > NAME_MAX) return [events.NamingRejected({ reason: 'too-long', field: 'name', videoId })];
  return name === video.name ? [] : [events.VideoNamed({ videoId, name })];
}

function describeVideo({ videoId, description: asked }: Asked<'DescribeVideo'>, video: Video): readonly Event[] {
  const description = tidyDescription(asked);
  if (description.length > DESCRIPTION_MAX) {
    return [events.DescribingRejected({ reason: 'too-long', field: 'description', videoId })];
  }
  return description === video.description ? [] : [events.VideoDescribed({ videoId, description })];
}

/** Work may be reported twice, late, or on a file that was replaced since: only what is news becomes an event. */
function decideReport(report: Extract<Command, { data: { uploadId: string } }>, video: VideoState): readonly Event[] {
  if (video?.uploadId !== report.data.uploadId || video.processing !== 'in-progress') return [];
  switch (report.type) {
    case 'RecordProbe':
      return video.isProbed ? [] : [events.VideoProbed(report.data)];
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
      // What plays already is a video: it goes without the qualities that could not be made.
      const { videoId, uploadId } = report.data;
      return video.heights.length > 0
        ? [events.VideoProcessed({ videoId, uploadId })]
        : [events.VideoPublishingFailed(report.data)];
    }
    default:
      return [];
  }
}
