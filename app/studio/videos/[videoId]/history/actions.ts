'use server';

import { randomUUID } from 'node:crypto';
import type { NewMessage } from '@message-db/client';
import { z } from 'zod';
import { whyNotPublish } from '@/app/_lib/auth/permissions';
import { commandAction, type CommandForm } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE } from '@/app/_lib/commands/form-fields';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { creatorsVideo } from '@/app/studio/_queries/creators-video';
import { videoChanges } from '@/app/studio/_queries/video-changes';
import { rejectionSentence } from '@/app/studio/sentences';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { bringBack, entriesOf, undoOf, type Edit, type Entry, type PresentValues } from './entries';
import { presentValues } from './present-values';

const fields = z.object({ videoId: hiddenId, position: z.coerce.number(INCOMPLETE).int(INCOMPLETE) });

/** Undoes an entry of a video's history, by an edit back to the values from before it. */
export const undoEntry = commandAction(entryForm(undoOf, 'This was changed again since, so there is nothing to undo.'));

/** Brings back what an entry of a video's history said, by an edit. */
export const bringBackEntry = commandAction(entryForm(bringBack, null));

/** @param nothing the sentence for an entry that leads to no edit; null if that is as good as done. */
function entryForm(
  editOf: (entry: Entry, present: PresentValues) => Edit | null,
  nothing: string | null,
): CommandForm<z.output<typeof fields>> {
  return {
    permission: 'member',
    fields,
    aggregators: ['creators-videos'],
    sentence: rejectionSentence,
    command: async ({ videoId, position }, user) => {
      const { userId } = user;
      const video = await creatorsVideo(userId, videoId);
      if (!video) return rejected({}, rejectionSentence({ reason: 'no-such-video' }));
      const [entry] = entriesOf(await videoChanges(userId, videoId, position));
      const edit = entry?.position === position ? editOf(entry, presentValues(video)) : null;
      if (!edit) return nothing === null ? done() : rejected({}, nothing);
      const publishes = edit.visibility !== undefined && edit.visibility !== 'private';
      const refusal = publishes ? whyNotPublish(user, video.ownerId) : null;
      if (refusal !== null) return rejected({}, refusal);
      const [first, ...others] = commandsOf(edit, { videoId, userId });
      if (!first) return done();
      return [sendingOf(videoId, first), ...others.map((command) => sendingOf(videoId, command))];
    },
  };
}

function sendingOf(videoId: string, command: NewMessage) {
  return { stream: videoPublishing.commandStream(videoId), command };
}

/** Returns the commands of an edit: one for the poster, and one for all the rest. */
function commandsOf({ poster, ...edit }: Edit, by: { videoId: string; userId: string }): NewMessage[] {
  const { ChoosePoster, EditDetails, ResetPoster } = videoPublishing.commands;
  const requestedAt = new Date().toISOString();
  const [kind, seconds, uploadId = ''] = poster?.split(' ') ?? [];
  return [
    ...(Object.keys(edit).length > 0 ? [EditDetails({ ...by, ...edit })] : []),
    ...(kind === '' ? [ResetPoster({ ...by, requestedAt })] : []),
    ...(kind === 'frame'
      ? [
          ChoosePoster({
            ...{ ...by, requestedAt, posterId: `poster-${randomUUID()}` },
            source: { kind, uploadId, seconds: Number(seconds) },
          }),
        ]
      : []),
  ];
}
