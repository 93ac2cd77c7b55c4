'use server';

import { z } from 'zod';
import { compareForm } from '@/app/_lib/commands/compare-fields';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId, typedLines } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { chaptersOf } from '@/app/_lib/media/chapters';
import { creatorsVideo } from '@/app/studio/_queries/creators-video';
import { transcriptionOf } from '@/app/studio/_queries/transcription';
import { rejectionSentence } from '@/app/studio/sentences';
import { writeChapterLines } from '@/text/chapter-lines';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { readTyped } from './read-typed';

const { EditDetails } = videoPublishing.commands;
const aggregators = ['creators-videos'];

/** Saves the chapters of the form, a line each, unless they were changed elsewhere meanwhile. */
export const editChapters = commandAction({
  permission: 'member',
  fields: z.object({ videoId: hiddenId, chapters: typedLines }),
  aggregators,
  sentence: rejectionSentence,
  command: async ({ videoId, chapters: text }, { userId }, form) => {
    const video = await creatorsVideo(userId, videoId);
    const current = video ? { chapters: writeChapterLines(chaptersOf(video).chapters) } : undefined;
    const changed = compareForm(form, { chapters: text }, current);
    if (!Array.isArray(changed)) return changed;
    const read = readTyped(text, video?.durationSeconds ?? null);
    if (typeof read === 'string') return rejected({ chapters: read });
    return {
      stream: videoPublishing.commandStream(videoId),
      command: EditDetails({ videoId, userId, chapters: [...read] }),
    };
  },
});

/** Turns the draft from the automatic captions into the chapters of a video, to be edited. */
export const acceptDraft = commandAction({
  permission: 'member',
  fields: z.object({ videoId: hiddenId }),
  aggregators,
  sentence: rejectionSentence,
  command: async ({ videoId }, { userId }) => {
    const transcription = await transcriptionOf(userId, videoId);
    if (!transcription || transcription.chapters.length === 0)
      return rejected({}, 'This draft is out of date: the video has a new file. Reload the page.');
    return {
      stream: videoPublishing.commandStream(videoId),
      command: EditDetails({ videoId, userId, chapters: [...transcription.chapters] }),
    };
  },
});

/** Ends the edited chapters, so that those of the description or of the file are shown again. */
export const endEditedChapters = commandAction({
  permission: 'member',
  fields: z.object({ videoId: hiddenId }),
  aggregators,
  sentence: rejectionSentence,
  command: ({ videoId }, { userId }) => ({
    stream: videoPublishing.commandStream(videoId),
    command: EditDetails({ videoId, userId, chapters: null }),
  }),
});
