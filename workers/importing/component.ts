import {
  cancelTimer,
  decides,
  reacts,
  REMOVED_JOB_ENDS_MS,
  schedules,
  setTimer,
  type Component,
} from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import type { Environment } from '@/environment';
import { openStorage } from '@/storage/open';
import type { Storage } from '@/storage/storage';
import { deleteUploadFiles } from '@/storage/uploads';
import { identity } from '@/workers/identity/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { importing } from './contract';
import { importsItems } from './jobs';
import { workName } from './import-item';
import { importsDecider } from './imports';

/**
 * Scans archives and imports videos from them, as jobs; deletes archives when their owner asks or they expire; and
 * follows the deletion of videos and accounts.
 */
export function makeImporting(environment: Environment): Component {
  const storage = openStorage(environment, 'worker');
  return {
    name: 'importing',
    subscriptions: [
      decides(importing, importsDecider),
      importsItems(environment, storage),
      keepsTime(),
      deletesFiles(storage),
      followsVideos(),
      withdraws(),
    ],
  };
}

/** Sets timers that expire archives, and that delete the files of stopped items. */
function keepsTime() {
  const { ExpireArchives, DropLeftovers } = importing.commands;
  return schedules({
    name: 'importing-timers',
    follows: importing,
    sends: importing,
    timers: {
      ScanStarted({ data: { userId, scanId, expiresAt } }) {
        const message = ExpireArchives({ userId, scanId });
        return setTimer('archives', { at: expiresAt, streamName: importing.commandStream(userId), message });
      },
      ArchivesRemoved: () => cancelTimer('archives'),
      ImportingClosed: () => cancelTimer('archives'),
      ImportStopped({ data: { userId, items }, time, id }) {
        const at = new Date(time.getTime() + REMOVED_JOB_ENDS_MS).toISOString();
        const message = DropLeftovers({ userId, uploadIds: items.map(({ uploadId }) => uploadId) });
        return setTimer(`leftovers ${id}`, { at, streamName: importing.commandStream(userId), message });
      },
    },
  });
}

/** Follows the component's own events: deletes archives, and the files of items that were not imported. */
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
    name: 'importing-files',
    category: importing.category,
    writes: [videoPublishing.commandCategory],
    read: importing.readEvent,
    handlers: {
      ArchivesRemoved: deleteArchives,
      ArchiveRemoved: ({ data }) => deleteAll([data.uploadId]),
      ItemImportFailed: ({ data }) => deleteAll([data.uploadId]),
      LeftoversDropped: ({ data }) => deleteAll(data.uploadIds),
      ImportingClosed: deleteArchives,
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
      ImportRejected: ({ data }) => deleteAll(data.uploadId === undefined ? [] : [data.uploadId]),
    },
  });
}

/** Follows videos: an item whose video was purged can be imported again. */
function followsVideos() {
  return reacts({
    name: 'importing-videos',
    category: videoPublishing.category,
    writes: [importing.commandCategory],
    read: videoPublishing.readEvent,
    handlers: {
      VideoPurged: ({ id, data: { videoId, ownerId } }) => [
        {
          streamName: importing.commandStream(ownerId),
          message: importing.commands.ForgetVideo({ userId: ownerId, videoId }, { id: uuidFrom('ForgetVideo', id) }),
        },
      ],
    },
  });
}

/** Follows identity's `AccountDeleted`: deletes the person's archives and cancels their imports. */
function withdraws() {
  return reacts({
    name: 'importing-withdrawal',
    category: identity.category,
    writes: [importing.commandCategory],
    read: identity.readEvent,
    handlers: {
      AccountDeleted: ({ id, data: { userId } }) => [
        {
          streamName: importing.commandStream(userId),
          message: importing.commands.CloseImporting({ userId }, { id: uuidFrom('CloseImporting', id) }),
        },
      ],
    },
  });
}
