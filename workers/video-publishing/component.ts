import type { Environment } from '@/environment';
import { decides, reacts, type Reaction, schedules, type Component, cancelTimer, setTimer } from '@message-db/runtime';
import { videoPublishing } from './contract';
import { processUpload } from './processing/process-upload';
import type { Cause } from './processing/processing-reports';
import { videoDecider } from './video';
import { deletesFiles } from './stored-files';
import { withdraws } from './withdrawal';

/**
 * Decides the commands of videos, processes their files with ffmpeg (one file at a time on the whole site), publishes
 * videos at the times that their creators set, empties the trash, deletes files, and withdraws the videos of people who
 * delete their accounts.
 */
export function makeVideoPublishing(environment: Environment): Component {
  return {
    name: 'video-publishing',
    subscriptions: [
      decides(videoPublishing, videoDecider),
      processes(environment),
      keepsTime(),
      deletesFiles(environment),
      withdraws(environment),
    ],
  };
}

/** Follows the component's own events. Reports progress and results as commands to itself while it works. */
function processes(environment: Environment) {
  const process = (cause: Cause, reaction: Reaction) => processUpload(environment, cause, reaction);
  return reacts({
    name: 'video-publishing-processing',
    category: videoPublishing.category,
    writes: [videoPublishing.commandCategory],
    read: videoPublishing.readEvent,
    handlers: { VideoUploaded: process, ProcessingRetried: process },
  });
}

/**
 * Sets a timer for a video's publication, and one for its end in the trash. Each sends a command when it is due, and the
 * decider checks that its schedule or its deletion still holds.
 */
function keepsTime() {
  const { PublishAsScheduled, PurgeVideo } = videoPublishing.commands;
  const cancelled = () => cancelTimer('publication');
  return schedules({
    name: 'video-publishing-timers',
    follows: videoPublishing,
    sends: videoPublishing,
    timers: {
      PublicationScheduled({ data: { videoId, publishAt } }) {
        const message = PublishAsScheduled({ videoId, publishAt });
        return setTimer('publication', { at: publishAt, streamName: videoPublishing.commandStream(videoId), message });
      },
      ScheduledPublicationCancelled: cancelled,
      PublicationRequested: cancelled,
      VideoPublished: cancelled,
      VideoDeleted({ data: { videoId, deletedAt, purgeAt } }) {
        const message = PurgeVideo({ videoId, deletedAt });
        return setTimer('purge', { at: purgeAt, streamName: videoPublishing.commandStream(videoId), message });
      },
      VideoRestored: () => cancelTimer('purge'),
      VideoPurged: () => cancelTimer('purge'),
    },
  });
}
