'use server';

import { randomUUID } from 'node:crypto';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId, typedText } from '@/app/_lib/commands/form-fields';
import { rejected, type FormState } from '@/app/_lib/commands/form-state';
import { studioTrack } from '@/app/studio/_queries/studio-captions';
import { parseJson } from '@/app/_lib/http/parse-json';
import { LINE_MAX, LINES_MAX } from '@/text/captions/line';
import { captioning } from '@/workers/captioning/contract';
import { readFile } from './read-file';
import { captionsSentence, unsendableLabel } from './sentences';

const { AddTrack, DescribeTrack, EditLines, RemoveTrack, ReplaceLines, RestoreTrack } = captioning.commands;
const common = { aggregators: ['captions'], sentence: captionsSentence };
const ofTrack = { videoId: hiddenId, trackId: hiddenId };
const now = () => new Date().toISOString();
const file = z.unknown();

/** Adds a track from a file, and says what was fixed in it. Without a file, it is empty, to be written in the editor. */
export async function addTrack(before: FormState, form: FormData): Promise<FormState> {
  const reports: string[] = [];
  const add = commandAction({
    ...common,
    fields: z.object({ videoId: hiddenId, language: typedText, label: typedText, file, empty: typedText }),
    command: async (typed, { userId }) => {
      const { videoId, language, label } = typed;
      const read = typed.empty === '' ? await readFile(typed.file, language) : null;
      if (read?.isRead === false) return rejected({ file: captionsSentence(read) });
      reports.push(read?.report ?? 'Added. Now write the first line in the editor.');
      const { fileName, lines = [] } = read ?? {};
      const about = { videoId, userId, trackId: randomUUID(), language, label, at: now() };
      const command = AddTrack({ ...about, ...(fileName !== undefined && { fileName }), lines });
      return { stream: captioning.commandStream(videoId), command };
    },
    unsendable: unsendableLabel,
  });
  return withReport(await add(before, form), reports);
}

/** Replaces the lines of a track by those of a file. */
export async function replaceLines(before: FormState, form: FormData): Promise<FormState> {
  const reports: string[] = [];
  const replace = commandAction({
    ...common,
    fields: z.object({ ...ofTrack, language: typedText, file }),
    command: async (typed, { userId }) => {
      const { videoId, trackId } = typed;
      const read = await readFile(typed.file, typed.language);
      if (!read.isRead) return rejected({ file: captionsSentence(read) });
      reports.push(read.report.replace('Added', 'Replaced by'));
      const { fileName, lines } = read;
      const command = ReplaceLines({ videoId, userId, trackId, editId: randomUUID(), fileName, lines, at: now() });
      return { stream: captioning.commandStream(videoId), command };
    },
    unsendable: () => ({ reason: 'not-text' }),
  });
  return withReport(await replace(before, form), reports);
}

function withReport(state: FormState, [report]: readonly string[]): FormState {
  return state.status === 'done' && report !== undefined ? { ...state, note: report } : state;
}

/** Changes the language and the label of a track. */
export const describeTrack = commandAction({
  ...common,
  fields: z.object({ ...ofTrack, language: typedText, label: typedText }),
  command: ({ videoId, trackId, language, label }, { userId }) => ({
    stream: captioning.commandStream(videoId),
    command: DescribeTrack({ videoId, trackId, userId, language, label, at: now() }),
  }),
  unsendable: unsendableLabel,
});

/** Removes a track, which can be restored. */
export const removeTrack = commandAction({
  ...common,
  fields: z.object(ofTrack),
  command: (track, { userId }) => ({
    stream: captioning.commandStream(track.videoId),
    command: RemoveTrack({ ...track, userId, at: now() }),
  }),
});

/** Brings a removed track back. */
export const restoreTrack = commandAction({
  ...common,
  fields: z.object(ofTrack),
  command: (track, { userId }) => ({
    stream: captioning.commandStream(track.videoId),
    command: RestoreTrack({ ...track, userId, at: now() }),
  }),
});

const time = z.number().int().min(0);
const line = z.object({ lineId: time, start: time, end: time, text: z.string().max(LINE_MAX * 2) });
const edit = z.object({
  added: z.array(line).max(LINES_MAX),
  changed: z.array(line).max(LINES_MAX),
  removed: z.array(time).max(LINES_MAX),
});

/**
 * Saves the changed lines of a track. If it was changed elsewhere since the editor read it, nothing is saved, and the
 * page shows both.
 */
export const editLines = commandAction({
  ...common,
  fields: z.object({ ...ofTrack, revision: z.coerce.number().int().min(0), edit: typedText }),
  command: async ({ videoId, trackId, revision, edit: json }, { userId }) => {
    const changes = edit.safeParse(parseJson(json)).data;
    if (!changes) return rejected({}, captionsSentence({ reason: 'bad-line' }));
    const track = await studioTrack(userId, videoId, trackId);
    if (track && track.revision > revision) return { status: 'conflict', theirs: {} };
    // A second click makes the same id.
    const editId = uuidFrom(`${revision} ${json}`, trackId);
    const command = EditLines({ videoId, trackId, userId, editId, revision, ...changes, at: now() });
    return { stream: captioning.commandStream(videoId), command };
  },
  unsendable: () => ({ reason: 'bad-line' }),
});
