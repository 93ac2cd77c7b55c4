import { messageType } from '@message-db/client';
import { z } from 'zod';
import { rejectionFor, time, uploadId, userId, videoId } from './common';
import {
  failureReason,
  fileChapters,
  leftOut,
  plan,
  poster,
  probe,
  progress,
  rendition,
  size,
  source,
  uploaded,
} from './processing';

const file = z.object({ videoId, uploadId });

/** A file that takes the place of another one. */
export const replacedFile = z.object({
  videoId,
  uploadId,
  /** The file that it replaces. It stays for a day, for those who are watching it. */
  replacedUploadId: uploadId,
  fileName: source.fileName,
  bytes: source.bytes,
  uploadedAt: time,
  durationSeconds: z.number().positive(),
  ...size,
  leftOut: z.array(leftOut),
  chapters: fileChapters,
  isDamaged: z.boolean(),
  /** The widths of the poster's copies. Null: there is no poster. */
  posterWidths: z.array(z.number().int().positive()).nullable(),
  renditions: z.array(z.object({ ...size, bitsPerSecond: z.number().int().positive() })).min(1),
});

/**
 * Another file for a video that can be watched. It is processed beside the current one, and takes its place when all of
 * it can be played; if it fails, the current one stays. The reports of processing are the same as for a first file, but
 * lead to events of their own, because the others are about the file that viewers see.
 */
export const replacement = {
  commands: {
    /** Keep the current file: stop processing the new one, or forget that it failed. */
    CancelReplacement: messageType('CancelReplacement', z.object({ videoId, userId })),
    /** Sent by the component's own timer when nobody may be watching a replaced file any more. */
    DropReplacedFile: messageType('DropReplacedFile', file),
  },
  events: {
    ReplacementUploaded: messageType(
      'ReplacementUploaded',
      z.object({ videoId, ...uploaded, ...source, uploadedAt: time }),
    ),
    ReplacementProbed: messageType('ReplacementProbed', probe),
    ReplacementDamageFound: messageType('ReplacementDamageFound', file),
    ReplacementPosterMade: messageType('ReplacementPosterMade', poster),
    ReplacementPlanned: messageType('ReplacementPlanned', plan.extend({ ownerId: userId })),
    ReplacementProgressed: messageType('ReplacementProgressed', progress),
    ReplacementRenditionReady: messageType('ReplacementRenditionReady', rendition),
    /** The new file cannot become a video. It is deleted, and viewers see the old one as before. */
    ReplacementFailed: messageType('ReplacementFailed', file.extend({ reason: failureReason, detail: z.string() })),
    /** The new file is not wanted any more, and is deleted. */
    ReplacementCancelled: messageType('ReplacementCancelled', file),
    /**
     * From now on viewers see the new file. Everything about it is here, so that it takes the place in one step. `userId`
     * uploaded it. Events of earlier releases have no people.
     */
    FileReplaced: messageType(
      'FileReplaced',
      replacedFile.extend({ ownerId: userId.optional(), userId: userId.optional() }),
    ),
    ReplacedFileDropped: messageType('ReplacedFileDropped', file),
    CancellingReplacementRejected: rejectionFor('CancellingReplacementRejected', []),
  },
};
