'use server';

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId } from '@/app/_lib/commands/form-fields';
import { transcribing } from '@/workers/transcribing/contract';
import { requestSentence } from './words';

/** Requests automatic captions of a video. */
export const requestCaptions = commandAction({
  permission: 'member',
  fields: z.object({ videoId: hiddenId }),
  aggregators: ['captions'],
  sentence: requestSentence,
  command: ({ videoId }, { userId }) => ({
    stream: transcribing.commandStream(videoId),
    command: transcribing.commands.RequestTranscription({
      ...{ videoId, userId, requestId: randomUUID(), at: new Date().toISOString() },
    }),
  }),
});
