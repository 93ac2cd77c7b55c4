import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import { countCharacters } from '@/text/characters';
import { tidyName, tidyText } from '@/text/tidy';
import type { Decider } from '@message-db/runtime';
import { DESCRIPTION_MAX, NAME_MAX, videoPublishing } from './contract';
import { cancelSchedule, publish, publishAsScheduled, schedule, unpublish } from './publication';
import { nameFromFileName } from './name-from-file-name';
import { evolve, snapshots, type Video, type VideoState } from './video-state';

type Command = CommandOf<typeof videoPublishing>;
type Event = NewEventOf<typeof videoPublishing>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = videoPublishing;

/** Decides the commands of a video. Only its owner may upload, process, name, describe and publish it. */
export const videoDecider: Decider<VideoState, Command, Event, EventOf<typeof videoPublishing>> = {
  initialState: null,
  snapshots,
  evolve,
  decide,
};

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
    case 'PublishVideo': {
      const { videoId, requestedAt } = command.data;
      return forOwner(command.data, video, events.PublishingRejected, (own) => publish(videoId, requestedAt, own));
    }
    case 'UnpublishVideo':
      return forOwner(command.data, video, events.UnpublishingRejected, (own) => unpublish(command.data.videoId, own));
    case 'SchedulePublication': {
      const { data, time } = command;
      return forOwner(data, video, events.SchedulingRejected, (own) => schedule(data, time, own));
    }
    case 'CancelScheduledPublication': {
      const { data } = command;
      return forOwner(data, video, events.CancellingRejected, (own) => cancelSchedule(data.videoId, own));
    }
    case 'PublishAsScheduled':
      return publishAsScheduled(command.data, command.time, video);
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

function processVideo(file: DataOf<'ProcessVideo'>, video: VideoState): readonly Event[] {
  if (!video) return [events.VideoUploaded({ ...file, name: nameFromFileName(file.fileName) })];
  return forOwner({ ...file, userId: file.ownerId }, video, events.ProcessingRejected, (own) => {
    if (own.uploadId === file.uploadId) return [];
    if (own.processing === 'failed') return [events.VideoUploaded(file)];
    return [events.ProcessingRejected({ reason: 'in-progress', videoId: file.videoId })];
  });
}

function nameVideo({ videoId, name: typed }: DataOf<'NameVideo'>, video: Video): readonly Event[] {
  const name = tidyName(typed);
  if (name === '') return [events.NamingRejected({ reason: 'empty', field: 'name', videoId })];
  if (countCharacters(name) > NAME_MAX) return [events.NamingRejected({ reason: 'too-long', field: 'name', videoId })];
  return name === video.name ? [] : [events.VideoNamed({ videoId, name })];
}

function describeVideo({ videoId, description: typed }: DataOf<'DescribeVideo'>, video: Video): readonly Event[] {
  const description = tidyText(typed);
  if (countCharacters(description) > DESCRIPTION_MAX) {
    return [events.DescribingRejected({ reason: 'too-long', field: 'description', videoId })];
  }
  return description === video.description ? [] : [events.VideoDescribed({ videoId, description })];
}

/** Decides reports of the processing. Ignores repeated reports, and reports on a file that was replaced or is finished. */
function decideReport(report: Extract<Command, { data: { uploadId: string } }>, video: VideoState): readonly Event[] {
  if (video?.uploadId !== report.data.uploadId || video.processing !== 'in-progress') return [];
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
