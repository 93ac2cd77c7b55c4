'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE } from '@/app/_lib/commands/form-fields';
import { rejectionSentence } from '@/app/studio/sentences';
import { uploadId, videoPublishing } from '@/workers/video-publishing/contract';

const { ChoosePoster, ResetPoster } = videoPublishing.commands;

/** Makes a frame of the file that the page shows the poster, or returns to the one that the site made (`site`). */
export const choosePoster = commandAction({
  permission: 'member',
  fields: z.object({
    videoId: hiddenId,
    uploadId,
    /** In seconds, or `site`. */
    frame: z.literal('site').or(z.coerce.number(INCOMPLETE).min(0, INCOMPLETE)),
  }),
  aggregators: ['creators-videos'],
  sentence: rejectionSentence,
  command: ({ videoId, uploadId: file, frame }, { userId }) => {
    const by = { videoId, userId, requestedAt: new Date().toISOString() };
    return {
      stream: videoPublishing.commandStream(videoId),
      command:
        frame === 'site'
          ? ResetPoster(by)
          : ChoosePoster({
              ...by,
              posterId: `poster-${randomUUID()}`,
              source: { kind: 'frame', uploadId: file, seconds: frame },
            }),
    };
  },
});
