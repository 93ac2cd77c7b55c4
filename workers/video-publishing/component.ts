import type { Environment } from '@/environment';
import { openStorage } from '@/storage/open';
import { decides, schedules, type Component, cancelTimer, setTimer } from '@message-db/runtime';
import { videoPublishing } from './contract';
import { processes } from './processing/processes';
import { videoDecider } from './video';
import { makesStills } from './stills/jobs';
import { admitsCollaborators, admitsToLessons, admitsToNewVideos } from './sharing';
import { followsAccounts, takesDownNewVideos } from './hiding';
import { deletesFiles } from './stored-files';
import { withdraws } from './withdrawal';

/**
 * Decides the commands of videos, processes their files with ffmpeg as jobs, makes posters and storyboards, publishes
 * videos at the times that their creators set, empties the trash, deletes files, withdraws the videos of people who
 * delete their accounts, takes down those of people who are suspended, and admits and dismisses collaborators.
 */
export function makeVideoPublishing(environment: Environment): Component {
  const storage = openStorage(environment, 'worker');
  return {
    name: 'video-publishing',
    subscriptions: [
      decides(videoPublishing, videoDecider),
      processes(environment, storage),
      makesStills(environment, storage),
      keepsTime(),
      deletesFiles(storage),
      withdraws(storage),
      followsAccounts(),
      takesDownNewVideos(),
      admitsCollaborators(),
      admitsToNewVideos(),
      admitsToLessons(),
    ],
  };
}

/** How long a replaced file stays, in milliseconds, because somebody may be watching it. */
const REPLACED_FOR_MS = 24 * 3600_000;

/**
 * Sets timers for a video's publication, for its end in the trash, and for the end of a replaced file. Each sends a
 * command when it is due, and the decider checks that its schedule, its deletion or its replacement still holds.
 */
function keepsTime() {
  const { PublishAsScheduled, PurgeVideo, DropReplacedFile } = videoPublishing.commands;
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
      FileReplaced({ data: { videoId, replacedUploadId }, time }) {
        const at = new Date(time.getTime() + REPLACED_FOR_MS).toISOString();
        const message = DropReplacedFile({ videoId, uploadId: replacedUploadId });
        const streamName = videoPublishing.commandStream(videoId);
        return setTimer(`replaced ${replacedUploadId}`, { at, streamName, message });
      },
      VideoRestored: () => cancelTimer('purge'),
      VideoPurged: () => cancelTimer('purge'),
    },
  });
}
