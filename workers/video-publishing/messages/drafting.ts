import { messageType } from '@message-db/client';
import { z } from 'zod';
import { CATEGORIES } from '@/text/categories';
import { maxUnits } from '@/text/characters';
import { LANGUAGES } from '@/text/languages';
import { LICENCES } from '@/text/licences';
import { TAG_MAX, TAGS_MAX } from '@/text/tags';
import { DESCRIPTION_MAX, NAME_MAX } from './details';
import { rejectionFor, time, userId, videoId } from './common';

const fileName = z.string().min(1).max(255);

/** A video exists from the moment at which its file begins to upload, so that its creator can describe it meanwhile. */
export const drafting = {
  commands: {
    /** A file begins to upload. `ProcessVideo` follows when it has arrived. */
    DraftVideo: messageType('DraftVideo', z.object({ videoId, ownerId: userId, fileName, draftedAt: time })),
    /**
     * Begin a video with the details of another: a private draft that waits for a file of its own. `videoId` is that of
     * the new video; `name` is the name of the original.
     */
    DuplicateVideo: messageType(
      'DuplicateVideo',
      z.object({
        videoId,
        ownerId: userId,
        duplicateOf: videoId,
        name: z.string().max(maxUnits(NAME_MAX)),
        description: z.string().max(maxUnits(DESCRIPTION_MAX)),
        tags: z.array(z.string().max(maxUnits(TAG_MAX))).max(TAGS_MAX),
        category: z.enum(CATEGORIES).nullable(),
        language: z.enum(LANGUAGES).nullable(),
        licence: z.enum(LICENCES),
        duplicatedAt: time,
      }),
    ),
    /** Its upload was cancelled: purge the draft unless somebody has edited it. */
    DiscardDraft: messageType('DiscardDraft', z.object({ videoId, userId })),
  },
  events: {
    /**
     * The first event of a video without a file. `VideoUploaded` adds the file. `name` is derived from the name of the
     * file that begins to upload; a duplicate has none yet.
     */
    VideoDrafted: messageType(
      'VideoDrafted',
      z.object({
        videoId,
        ownerId: userId,
        fileName: fileName.optional(),
        duplicateOf: videoId.optional(),
        name: z.string(),
        draftedAt: time,
      }),
    ),
    DraftingRejected: rejectionFor('DraftingRejected', []),
  },
};
