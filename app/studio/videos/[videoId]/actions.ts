'use server';

import type { NewMessage } from '@message-db/client';
import { z } from 'zod';
import { instantOf } from '@/app/_lib/format/local-time';
import { compareForm } from '@/app/_lib/commands/compare-texts';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId, typedLines, typedText } from '@/app/_lib/commands/form-fields';
import type { FormAction } from '@/app/_lib/commands/form-state';
import { creatorsVideo } from '@/app/studio/_queries/creators-video';
import { rejectionSentence } from '@/app/studio/reasons';
import { countCharacters } from '@/text/characters';
import { DESCRIPTION_MAX, NAME_MAX, videoPublishing } from '@/workers/video-publishing/contract';

const { NameVideo, DescribeVideo, PublishVideo, UnpublishVideo, RetryProcessing } = videoPublishing.commands;
const { ChooseLanguage, SchedulePublication, CancelScheduledPublication } = videoPublishing.commands;

/*
 * The actions of the forms on a video's page. The component decides who owns the video and whether a text is valid: an
 * action sends at most one command, and turns its outcome into a sentence. A text that is unchanged, or that was changed
 * elsewhere meanwhile, is not sent.
 */

/** Publishes a video: now, or as soon as it can play. */
export const publishVideo = buttonAction((videoId, userId) =>
  PublishVideo({ videoId, userId, requestedAt: new Date().toISOString() }),
);

/** Unpublishes a video, or withdraws the request to publish it. */
export const unpublishVideo = buttonAction((videoId, userId) => UnpublishVideo({ videoId, userId }));

/** Withdraws the scheduled time of a video's publication. */
export const cancelScheduledPublication = buttonAction((videoId, userId) =>
  CancelScheduledPublication({ videoId, userId }),
);

/** Processes a failed file again. */
export const retryProcessing = buttonAction((videoId, userId) => RetryProcessing({ videoId, userId }));

/** Publishes a video at a later time. */
export const schedulePublication = commandAction({
  ...about({ publishAt: typedText }),
  command: ({ videoId, publishAt }, { userId }) =>
    to(videoId, SchedulePublication({ videoId, userId, publishAt: instantOf(publishAt) })),
  unsendable: () => ({ field: 'publishAt', reason: 'not-a-time' }),
});

/** Names a video. */
export const nameVideo = commandAction({
  ...about({ name: typedLines }),
  command: async ({ videoId, name }, { userId }, form) =>
    compareForm(form, name, (await creatorsVideo(userId, videoId))?.name) ??
    to(videoId, NameVideo({ videoId, userId, name })),
  unsendable: ({ name }) => ({ field: 'name', reason: countCharacters(name) > NAME_MAX ? 'too-long' : 'not-text' }),
});

/** Describes a video. */
export const describeVideo = commandAction({
  ...about({ description: typedLines }),
  command: async ({ videoId, description }, { userId }, form) =>
    compareForm(form, description, (await creatorsVideo(userId, videoId))?.description) ??
    to(videoId, DescribeVideo({ videoId, userId, description })),
  unsendable: ({ description }) => ({
    field: 'description',
    reason: countCharacters(description) > DESCRIPTION_MAX ? 'too-long' : 'not-text',
  }),
});

/** Sets the language of the tutorial. */
export const chooseLanguage = commandAction({
  ...about({ language: typedText }),
  command: async ({ videoId, language }, { userId }, form) =>
    compareForm(form, language, (await creatorsVideo(userId, videoId))?.language ?? '') ??
    to(videoId, ChooseLanguage({ videoId, userId, language })),
  unsendable: () => ({ field: 'language', reason: 'no-such-language' }),
});

/** The action of a form with only a button. */
function buttonAction(command: (videoId: string, userId: string) => NewMessage): FormAction {
  return commandAction({ ...about({}), command: ({ videoId }, { userId }) => to(videoId, command(videoId, userId)) });
}

/** Adds the fields that all forms of the page have. */
function about<Shape extends z.ZodRawShape>(shape: Shape) {
  return {
    fields: z.object({ videoId: hiddenId }).extend(shape),
    aggregators: ['creators-videos'],
    sentence: rejectionSentence,
  };
}

function to(videoId: string, command: NewMessage) {
  return { stream: videoPublishing.commandStream(videoId), command };
}
