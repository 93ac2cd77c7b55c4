import { cancelTimer, decides, reacts, schedules, setTimer, type Component } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import type { Environment } from '@/environment';
import { openStorage } from '@/storage/open';
import type { Storage } from '@/storage/storage';
import { deleteUploadFiles } from '@/storage/uploads';
import { identity } from '@/workers/identity/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { movingIn } from './contract';
import { movesIn } from './jobs';
import { workName } from './move-item';
import { movingInDecider } from './moving-in';

/**
 * Decides what comes of the archives that people bring from elsewhere, reads them and makes drafts as jobs, deletes
 * archives when they are no longer wanted or their time is over, and follows the ends of videos and accounts.
 */
export function makeMovingIn(environment: Environment): Component {
  const storage = openStorage(environment, 'worker');
  return {
    name: 'moving-in',
    subscriptions: [
      decides(movingIn, movingInDecider),
      movesIn(environment, storage),
      keepsTime(),
      deletesFiles(storage),
      followsVideos(),
      withdraws(),
    ],
  };
}

/** A job that was stopped works for two seconds more, until it renews its claim. */
const LEFTOVERS_AFTER_MS = 60_000;

/** Sets timers for the end of archives, and for the files of what was stopped. */
function keepsTime() {
  const { ExpireArchives, DropLeftovers } = movingIn.commands;
  return schedules({
    name: 'moving-in-timers',
    follows: movingIn,
    sends: movingIn,
    timers: {
      ReadingStarted({ data: { userId, readingId, expiresAt } }) {
        const message = ExpireArchives({ userId, readingId });
        return setTimer('archives', { at: expiresAt, streamName: movingIn.commandStream(userId), message });
      },
      ArchivesRemoved: () => cancelTimer('archives'),
      MovingInClosed: () => cancelTimer('archives'),
      MoveStopped({ data: { userId, items }, time, id }) {
        const at = new Date(time.getTime() + LEFTOVERS_AFTER_MS).toISOString();
        const message = DropLeftovers({ userId, uploadIds: items.map(({ uploadId }) => uploadId) });
        return setTimer(`leftovers ${id}`, { at, streamName: movingIn.commandStream(userId), message });
      },
    },
  });
}

/** Follows the component's own events: deletes archives, and the files of items that did not come. */
function deletesFiles(storage: Storage) {
  const { DeleteVideo, DeleteForEver } = videoPublishing.commands;
  async function deleteAll(uploadIds: readonly string[]) {
    for (const uploadId of uploadIds) await deleteUploadFiles(storage, uploadId);
    return [];
  }
  async function deleteArchives({ data }: { data: { userId: string; uploadIds: readonly string[] } }) {
    await storage.delete(workName(data.userId));
    return deleteAll(data.uploadIds);
  }
  return reacts({
    name: 'moving-in-files',
    category: movingIn.category,
    writes: [videoPublishing.commandCategory],
    read: movingIn.readEvent,
    handlers: {
      ArchivesRemoved: deleteArchives,
      ItemNotMovedIn: ({ data }) => deleteAll(data.uploadId === undefined ? [] : [data.uploadId]),
      LeftoversDropped: ({ data }) => deleteAll(data.uploadIds),
      MovingInClosed: deleteArchives,
      async LateVideoRefused({ id, time, data: { userId, videoId, uploadId } }) {
        await deleteUploadFiles(storage, uploadId);
        const streamName = videoPublishing.commandStream(videoId);
        const idOf = (type: string) => ({ id: uuidFrom(type, id) });
        const requestedAt = time.toISOString();
        return [
          { streamName, message: DeleteVideo({ videoId, userId, requestedAt }, idOf('DeleteVideo')) },
          { streamName, message: DeleteForEver({ videoId, userId }, idOf('DeleteForEver')) },
        ];
      },
      MovingInRejected: ({ data }) => deleteAll(data.uploadId === undefined ? [] : [data.uploadId]),
    },
  });
}

/** Follows videos: what is deleted for ever may come again. */
function followsVideos() {
  return reacts({
    name: 'moving-in-videos',
    category: videoPublishing.category,
    writes: [movingIn.commandCategory],
    read: videoPublishing.readEvent,
    handlers: {
      VideoPurged: ({ id, data: { videoId, ownerId } }) => [
        {
          streamName: movingIn.commandStream(ownerId),
          message: movingIn.commands.ForgetVideo({ userId: ownerId, videoId }, { id: uuidFrom('ForgetVideo', id) }),
        },
      ],
    },
  });
}

/** Follows identity's `AccountDeleted`: deletes the archives of the person, and ends what is under way. */
function withdraws() {
  return reacts({
    name: 'moving-in-withdrawal',
    category: identity.category,
    writes: [movingIn.commandCategory],
    read: identity.readEvent,
    handlers: {
      AccountDeleted: ({ id, data: { userId } }) => [
        {
          streamName: movingIn.commandStream(userId),
          message: movingIn.commands.CloseMovingIn({ userId }, { id: uuidFrom('CloseMovingIn', id) }),
        },
      ],
    },
  });
}
