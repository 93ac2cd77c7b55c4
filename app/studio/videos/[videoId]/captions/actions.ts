'use server';

import { randomUUID } from 'node:crypto';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { commandAction } from '@/app/_lib/commands/form-action';
import { hiddenId, INCOMPLETE, typedText } from '@/app/_lib/commands/form-fields';
import { rejected, type FormState } from '@/app/_lib/commands/form-state';
import { creatorsVideo } from '@/app/studio/_queries/creators-video';
import { changesUpTo } from '@/app/studio/_queries/captions-changes';
import { studioTrack } from '@/app/studio/_queries/studio-captions';
import { parseJson } from '@/app/_lib/http/parse-json';
import { LINE_MAX, LINES_MAX } from '@/text/captions/line';
import { captioning } from '@/workers/captioning/contract';
import { millisecondsOf } from './length';
import { readFile } from './read-file';
import { captionsSentence, lateSentence, replacementSentence, unsendableLabel } from './sentences';
import { linesAfter } from './[trackId]/history/revisions';

const { AddTrack, DescribeTrack, EditLines, RemoveTrack, ReplaceLines, RestoreTrack } = captioning.commands;
const common = { aggregators: ['captions'], sentence: captionsSentence };
const ofTrack = { videoId: hiddenId, trackId: hiddenId };
const now = () => new Date().toISOString();
const file = z.unknown();
const revision = z.coerce.number(INCOMPLETE).int(INCOMPLETE).min(0, INCOMPLETE);

/** Adds a track from a file, and says what was fixed in it. Without a file, it is empty, to be written in the editor. */
export async function addTrack(before: FormState, form: FormData): Promise<FormState> {
  const reports: string[] = [];
  const add = commandAction({
    permission: 'member',
    ...common,
    fields: z.object({ videoId: hiddenId, language: typedText, label: typedText, file, empty: typedText }),
    command: async (typed, { userId }) => {
      const { videoId, language, label } = typed;
      const read = typed.empty === '' ? await readFile(typed.file, language, await lengthOf(userId, videoId)) : null;
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
    permission: 'member',
    ...common,
    sentence: replacementSentence,
    fields: z.object({ ...ofTrack, revision, language: typedText, file }),
    command: async (typed, { userId }) => {
      const { videoId, trackId, revision: seen } = typed;
      const read = await readFile(typed.file, typed.language, await lengthOf(userId, videoId));
      if (!read.isRead) return rejected({ file: captionsSentence(read) });
      reports.push(read.report.replace('Added', 'Replaced by'));
      const { fileName, lines } = read;
      const about = { videoId, userId, trackId, editId: randomUUID(), revision: seen, at: now() };
      const command = ReplaceLines({ ...about, fileName, lines });
      return { stream: captioning.commandStream(videoId), command };
    },
    unsendable: () => ({ reason: 'not-text' }),
  });
  return withReport(await replace(before, form), reports);
}

/**
 * Brings the lines of an earlier revision of a track back, which is a new revision, and says which ones the video is too
 * short for. `revision`: what the page has seen of the track.
 */
export async function bringBackLines(before: FormState, form: FormData): Promise<FormState> {
  const reports: string[] = [];
  const bringBack = commandAction({
    permission: 'member',
    ...common,
    sentence: replacementSentence,
    fields: z.object({ ...ofTrack, revision, restores: revision }),
    command: async ({ videoId, trackId, revision: seen, restores }, { userId }) => {
      const [changes, lengthSeconds] = await Promise.all([
        changesUpTo(userId, { videoId, trackId, revision: restores }),
        lengthOf(userId, videoId),
      ]);
      if (changes.length === 0) return rejected({}, captionsSentence({ reason: 'no-such-track' }));
      const earlier = linesAfter(changes);
      const end = millisecondsOf(lengthSeconds) ?? Infinity;
      const lines = earlier.filter(({ start }) => start < end);
      if (earlier.length > 0 && lines.length === 0) return rejected({}, captionsSentence({ reason: 'all-after-end' }));
      if (lines.length < earlier.length && lengthSeconds !== null)
        reports.push(lateSentence(earlier.length - lines.length, lengthSeconds));
      // A second click makes the same id.
      const editId = uuidFrom(`${seen} restores ${restores}`, trackId);
      const about = { videoId, trackId, userId, editId, revision: seen, restores, at: now() };
      return { stream: captioning.commandStream(videoId), command: ReplaceLines({ ...about, lines }) };
    },
  });
  return withReport(await bringBack(before, form), reports);
}

/** Returns the length of a video in seconds; null if it is not known yet. */
async function lengthOf(userId: string, videoId: string): Promise<number | null> {
  return (await creatorsVideo(userId, videoId))?.durationSeconds ?? null;
}

function withReport(state: FormState, [report]: readonly string[]): FormState {
  return state.status === 'done' && report !== undefined ? { ...state, note: report } : state;
}

/** Changes the language and the label of a track. */
export const describeTrack = commandAction({
  permission: 'member',
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
  permission: 'member',
  ...common,
  fields: z.object(ofTrack),
  command: (track, { userId }) => ({
    stream: captioning.commandStream(track.videoId),
    command: RemoveTrack({ ...track, userId, at: now() }),
  }),
});

/** Brings a removed track back. */
export const restoreTrack = commandAction({
  permission: 'member',
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
  permission: 'member',
  ...common,
  fields: z.object({ ...ofTrack, revision, edit: typedText }),
  command: async ({ videoId, trackId, revision: seen, edit: json }, { userId }) => {
    const changes = edit.safeParse(parseJson(json)).data;
    if (!changes) return rejected({}, captionsSentence({ reason: 'bad-line' }));
    const track = await studioTrack(userId, videoId, trackId);
    if (track && track.revision > seen) return { status: 'conflict', theirs: {} };
    const end = millisecondsOf(await lengthOf(userId, videoId)) ?? Infinity;
    if ([...changes.added, ...changes.changed].some(({ start }) => start >= end))
      return rejected({}, captionsSentence({ reason: 'after-end' }));
    // A second click makes the same id.
    const editId = uuidFrom(`${seen} ${json}`, trackId);
    const command = EditLines({ videoId, trackId, userId, editId, revision: seen, ...changes, at: now() });
    return { stream: captioning.commandStream(videoId), command };
  },
  unsendable: () => ({ reason: 'bad-line' }),
});
