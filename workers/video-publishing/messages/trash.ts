import { messageType } from '@message-db/client';
import { z } from 'zod';
import { rejectionFor, time, uploadId, userId, videoId } from './common';

/** How many days a deleted video stays in the trash before it is purged. */
export const TRASH_DAYS = 30;

/** From a video to the trash, and from there back, or to nothing. */
export const trash = {
  commands: {
    DeleteVideo: messageType('DeleteVideo', z.object({ videoId, userId, requestedAt: time })),
    /** Take a video out of the trash. Its visibility and its schedule come back. */
    RestoreVideo: messageType('RestoreVideo', z.object({ videoId, userId, requestedAt: time })),
    /** Purge a video that is in the trash, without waiting for its time. */
    DeleteForEver: messageType('DeleteForEver', z.object({ videoId, userId })),
    /** Sent by the component's own timer when a video's time in the trash is over. `deletedAt` identifies the deletion. */
    PurgeVideo: messageType('PurgeVideo', z.object({ videoId, deletedAt: time })),
  },
  events: {
    /**
     * The video is in the trash: its processing stops, and only its owner sees it. `VideoUnpublished` and
     * `ScheduledPublicationCancelled` follow if it was published or scheduled, so followers of publications need no rule
     * for the trash.
     */
    VideoDeleted: messageType('VideoDeleted', z.object({ videoId, ownerId: userId, deletedAt: time, purgeAt: time })),
    /**
     * The video is out of the trash. `VideoPublished`, `PublicationRequested` or `PublicationScheduled` follows if that
     * was its state before. `uploadId` names the file whose processing the deletion stopped, and which now continues.
     */
    VideoRestored: messageType(
      'VideoRestored',
      z.object({ videoId, ownerId: userId, restoredAt: time, uploadId: uploadId.optional() }),
    ),
    /** The last event of a video: it is gone for ever, and so are these files. */
    VideoPurged: messageType('VideoPurged', z.object({ videoId, ownerId: userId, uploadIds: z.array(uploadId) })),
    DeletionRejected: rejectionFor('DeletionRejected', []),
    RestoringRejected: rejectionFor('RestoringRejected', []),
    /** `not-in-trash`: only a video in the trash is deleted for ever. */
    PurgingRejected: rejectionFor('PurgingRejected', ['not-in-trash']),
  },
};
