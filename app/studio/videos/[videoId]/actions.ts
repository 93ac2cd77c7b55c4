'use server';

import { randomUUID } from 'node:crypto';
import type { NewMessage } from '@message-db/client';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { commandAction, userAction } from '@/app/_lib/commands/form-action';
import { rejected, type FormAction } from '@/app/_lib/commands/form-state';
import { hiddenId } from '@/app/_lib/commands/form-fields';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { creatorsVideo } from '@/app/studio/_queries/creators-video';
import { rejectionSentence } from '@/app/studio/sentences';
import { videoPublishing } from '@/workers/video-publishing/contract';

const { CancelReplacement, DuplicateVideo, RetryProcessing } = videoPublishing.commands;

/** Keeps the file that viewers see, instead of a new one that is being processed or has failed. */
export const cancelReplacement = buttonAction((video) => CancelReplacement(video));

/** Processes a failed file again. */
export const retryProcessing = buttonAction((video) => RetryProcessing(video));

/** Begins a video with the details of another one of the user's, and leads to its page. */
export const duplicateVideo = userAction('creator', z.object({ videoId: hiddenId }), async (given, { userId }) => {
  const video = await creatorsVideo(userId, given.videoId);
  if (video?.role !== 'owner') return rejected({}, rejectionSentence({ reason: 'no-such-video' }));
  const { name, description, tags, category, language, licence } = video;
  const videoId = randomUUID();
  const command = DuplicateVideo({
    ...{ videoId, ownerId: userId, duplicateOf: video.videoId, duplicatedAt: new Date().toISOString() },
    ...{ name, description, tags: [...tags], category, language, licence },
  });
  const stream = videoPublishing.commandStream(videoId);
  const outcome = await sendAndWait(stream, command, { userId, aggregators: ['creators-videos'] });
  if (outcome.status === 'rejected') return rejected({}, rejectionSentence(outcome.rejection));
  redirect(`/studio/videos/${videoId}/details?uploaded=${outcome.traceId}`);
});

/** The action of a form with only a button. */
function buttonAction(make: (data: { videoId: string; userId: string }) => NewMessage): FormAction {
  return commandAction({
    permission: 'member',
    fields: z.object({ videoId: hiddenId }),
    aggregators: ['creators-videos'],
    sentence: rejectionSentence,
    command: ({ videoId }, { userId }) => ({
      stream: videoPublishing.commandStream(videoId),
      command: make({ videoId, userId }),
    }),
  });
}
