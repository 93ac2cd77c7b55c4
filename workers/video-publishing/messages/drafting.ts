import { messageType } from '@message-db/client';
import { z } from 'zod';
import { rejectionFor, time, userId, videoId } from './common';

const fileName = z.string().min(1).max(255);

/** A video exists from the moment at which its file begins to upload, so that its creator can describe it meanwhile. */
export const drafting = {
  commands: {
    /** A file begins to upload. `ProcessVideo` follows when it has arrived. */
    DraftVideo: messageType('DraftVideo', z.object({ videoId, ownerId: userId, fileName, draftedAt: time })),
    /** Its upload was cancelled: purge the draft if nobody has said anything about the video. */
    DiscardDraft: messageType('DiscardDraft', z.object({ videoId, userId })),
  },
  events: {
    /** The first event of a video without a file. `name` is derived from the file's name. `VideoUploaded` adds the file. */
    VideoDrafted: messageType(
      'VideoDrafted',
      z.object({ videoId, ownerId: userId, fileName, name: z.string(), draftedAt: time }),
    ),
    DraftingRejected: rejectionFor('DraftingRejected', []),
  },
};
