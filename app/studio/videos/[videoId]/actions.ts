'use server';

import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId } from '@/app/_lib/commands/form-fields';
import { rejectionSentence } from '@/app/studio/reasons';
import { videoPublishing } from '@/workers/video-publishing/contract';

/** Processes a failed file again. */
export const retryProcessing = commandAction({
  fields: z.object({ videoId: hiddenId }),
  aggregators: ['creators-videos'],
  sentence: rejectionSentence,
  command: ({ videoId }, { userId }) => ({
    stream: videoPublishing.commandStream(videoId),
    command: videoPublishing.commands.RetryProcessing({ videoId, userId }),
  }),
});
