'use server';

import type { NewMessage } from '@message-db/client';
import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import type { FormAction } from '@/app/_lib/commands/form-state';
import { hiddenId } from '@/app/_lib/commands/form-fields';
import { rejectionSentence } from '@/app/studio/reasons';
import { videoPublishing } from '@/workers/video-publishing/contract';

const { CancelReplacement, RetryProcessing } = videoPublishing.commands;

/** Keeps the file that viewers see, instead of a new one that is being processed or has failed. */
export const cancelReplacement = buttonAction((video) => CancelReplacement(video));

/** Processes a failed file again. */
export const retryProcessing = buttonAction((video) => RetryProcessing(video));

/** The action of a form with only a button. */
function buttonAction(make: (data: { videoId: string; userId: string }) => NewMessage): FormAction {
  return commandAction({
    fields: z.object({ videoId: hiddenId }),
    aggregators: ['creators-videos'],
    sentence: rejectionSentence,
    command: ({ videoId }, { userId }) => ({
      stream: videoPublishing.commandStream(videoId),
      command: make({ videoId, userId }),
    }),
  });
}
