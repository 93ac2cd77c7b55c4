import { v5 as uuidFrom } from 'uuid';
import { cancelTimer, decides, reacts, schedules, setTimer, type Component } from '@message-db/runtime';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { series } from './contract';
import { seriesDecider } from './series';
import { admitsCollaborators, admitsToNewSeries } from './sharing';
import { followsAccounts, takesDownNewSeries } from './hiding';
import { withdraws } from './withdrawal';

/**
 * Decides the commands of series, releases lessons at their times, publishes the videos of released lessons, deletes
 * the series of deleted accounts, takes down those of accounts that are suspended or going to be deleted, and admits and dismisses collaborators.
 */
export function makeSeries(): Component {
  return {
    name: 'series',
    subscriptions: [
      decides(series, seriesDecider),
      releasesOnTime(),
      publishes(),
      withdraws(),
      followsAccounts(),
      takesDownNewSeries(),
      admitsCollaborators(),
      admitsToNewSeries(),
    ],
  };
}

/** Sets one timer a lesson. The decider checks that its schedule still holds. */
function releasesOnTime() {
  const { ReleaseLessonAsScheduled } = series.commands;
  const cancelled = ({ data: { lessonId } }: { data: { lessonId: string } }) => cancelTimer(lessonId);
  return schedules({
    name: 'series-timers',
    follows: series,
    sends: series,
    timers: {
      LessonScheduled({ data: { seriesId, lessonId, releaseAt } }) {
        const message = ReleaseLessonAsScheduled({ seriesId, lessonId, releaseAt });
        return setTimer(lessonId, { at: releaseAt, streamName: series.commandStream(seriesId), message });
      },
      LessonScheduleCancelled: cancelled,
      LessonReleased: cancelled,
      LessonRemoved: cancelled,
    },
  });
}

/**
 * Asks video publishing to publish the video of each released lesson. Video publishing checks that the person who
 * released it may do that.
 */
function publishes() {
  return reacts({
    name: 'series-releases',
    category: series.category,
    writes: [videoPublishing.commandCategory],
    read: series.readEvent,
    handlers: {
      LessonReleased({ id, data: { videoId, ownerId, releasedAt, editorId = ownerId } }) {
        const publish = { videoId, userId: editorId, requestedAt: releasedAt };
        const message = videoPublishing.commands.PublishVideo(publish, { id: uuidFrom('PublishVideo', id) });
        return [{ streamName: videoPublishing.commandStream(videoId), message }];
      },
    },
  });
}
