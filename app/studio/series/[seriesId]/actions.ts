'use server';

import { randomUUID } from 'node:crypto';
import type { NewMessage } from '@message-db/client';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import type { CurrentUser } from '@/app/_lib/auth/current-user';
import { whyNot } from '@/app/_lib/auth/permissions';
import { compareForm } from '@/app/_lib/commands/compare-fields';
import { commandAction, userAction } from '@/app/_lib/commands/form-action';
import { hiddenId, typedLines, typedText } from '@/app/_lib/commands/form-fields';
import { rejected, type Answer } from '@/app/_lib/commands/form-state';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { instantOf } from '@/app/_lib/format/local-time';
import { countCharacters } from '@/text/characters';
import { DESCRIPTION_MAX, POINT_MAX, series, TITLE_MAX } from '@/workers/series/contract';
import { creatorsSeriesRow, ownsLessons } from '../_queries/creators-series';
import { seriesSentence } from '../sentences';
import { readStep } from './read-step';
import { PLACE_FIELD, type Step } from './steps';
import { pointsOf, seriesWords } from './words';

const { EditSeries, AddSection, RenameSection, MoveSection, RemoveSection } = series.commands;
const { AddLessons, MoveLesson, MoveLessons, RemoveLesson } = series.commands;
const { ScheduleLesson, CancelLessonSchedule, ReleaseLessons } = series.commands;
const { PublishSeries, UnpublishSeries, DeleteSeries } = series.commands;

/*
 * The actions of the forms on the page of a series in the studio. The component decides who owns the series and whether
 * a step fits: an action sends one command, and turns its outcome into a sentence.
 */

/** Saves the words of a series: the fields that the user changed. A field that was changed elsewhere is not replaced. */
export const editSeries = commandAction({
  permission: 'member',
  ...about({ title: typedText, points: typedLines, description: typedLines, posterLessonId: typedText }),
  async command({ seriesId, ...typed }, { userId }, form) {
    const row = await creatorsSeriesRow(userId, seriesId);
    if (!row) return rejected({}, seriesSentence({ reason: 'no-such-series' }));
    const changed = compareForm(form, typed, seriesWords(row));
    if (!Array.isArray(changed)) return changed;
    const { title, description } = typed;
    const values = {
      title,
      description,
      points: pointsOf(typed.points),
      posterLessonId: z.uuid().safeParse(typed.posterLessonId).data ?? null,
    };
    const changes = Object.fromEntries(changed.map((name) => [name, values[name]]));
    return to(seriesId, EditSeries({ seriesId, userId, ...changes }));
  },
  unsendable({ title, description, points }) {
    if (countCharacters(title) > TITLE_MAX) return { field: 'title', reason: 'too-long' };
    if (countCharacters(description) > DESCRIPTION_MAX) return { field: 'description', reason: 'too-long' };
    if (pointsOf(points).some((point) => countCharacters(point) > POINT_MAX)) {
      return { field: 'points', reason: 'too-long' };
    }
    return points.length > 0 ? { field: 'points', reason: 'too-many' } : { reason: 'not-text' };
  },
});

/** Moves or removes a section or lessons: the step is the value of the clicked button, or is about the ticked lessons. */
export const arrange = commandAction({
  permission: 'member',
  ...about({}),
  command({ seriesId }, { userId }, form) {
    const by = { seriesId, userId };
    if (form.get(PLACE_FIELD) === '') return rejected({ [PLACE_FIELD]: seriesSentence({ reason: 'no-place' }) });
    const step = readStep(form);
    if (!step) return rejected({}, seriesSentence({ reason: 'not-a-step' }));
    if (step.do === 'move-lessons' && step.lessonIds.length === 0)
      return rejected({}, seriesSentence({ reason: 'nothing-ticked' }));
    if (step.do !== 'move-back') return to(seriesId, commandOf(step, by));
    const [first, ...others] = step.moves.map((move) => to(seriesId, MoveLessons({ ...by, ...move })));
    return [first!, ...others];
  },
});

function commandOf(step: Exclude<Step, { do: 'move-back' }>, by: { seriesId: string; userId: string }): NewMessage {
  switch (step.do) {
    case 'move-lesson': {
      const { lessonId, sectionId, afterLessonId } = step;
      return MoveLesson({ ...by, lessonId, sectionId, afterLessonId });
    }
    case 'move-lessons': {
      const { lessonIds, sectionId, afterLessonId } = step;
      return MoveLessons({ ...by, lessonIds, sectionId, afterLessonId });
    }
    case 'move-section':
      return MoveSection({ ...by, sectionId: step.sectionId, afterSectionId: step.afterSectionId });
    case 'remove-lesson':
      return RemoveLesson({ ...by, lessonId: step.lessonId });
    case 'remove-section':
      return RemoveSection({ ...by, sectionId: step.sectionId });
    case 'restore-lesson': {
      const { lessonId, videoId, sectionId, afterLessonId } = step;
      return AddLessons({ ...by, sectionId, afterLessonId, lessons: [{ lessonId, videoId }] });
    }
  }
}

/** Adds a section at the end. */
export const addSection = commandAction({
  permission: 'member',
  ...about({ title: typedText }),
  command: ({ seriesId, title }, { userId }) =>
    to(seriesId, AddSection({ seriesId, userId, sectionId: randomUUID(), title })),
  unsendable: wrongTitle,
});

export const renameSection = commandAction({
  permission: 'member',
  ...about({ sectionId: hiddenId, title: typedText }),
  command: ({ seriesId, sectionId, title }, { userId }) =>
    to(seriesId, RenameSection({ seriesId, userId, sectionId, title })),
  unsendable: wrongTitle,
});

/** Adds the chosen videos at the end of a section: the first uploaded first, against the order of the page. */
export const addLessons = commandAction({
  permission: 'member',
  ...about({ sectionId: hiddenId }),
  command({ seriesId, sectionId }, { userId }, form) {
    const chosen = z.array(z.uuid().toLowerCase()).safeParse(form.getAll('videoId')).data ?? [];
    if (chosen.length === 0) return rejected({}, seriesSentence({ reason: 'nothing-chosen' }));
    const lessons = chosen.toReversed().map((videoId) => ({ lessonId: randomUUID(), videoId }));
    return to(seriesId, AddLessons({ seriesId, userId, sectionId, lessons }));
  },
  unsendable: () => ({ reason: 'too-many' }),
});

/** Publishes the video of a lesson at a later time. */
export const scheduleLesson = commandAction({
  permission: 'member',
  ...about({ lessonId: hiddenId, releaseAt: typedText, announcedAs: typedText }),
  command: async ({ seriesId, lessonId, releaseAt, announcedAs }, user) => {
    const { userId } = user;
    return (
      (await refuseOwn([lessonId], user)) ??
      to(seriesId, ScheduleLesson({ seriesId, userId, lessonId, releaseAt: instantOf(releaseAt), announcedAs }))
    );
  },
  unsendable: ({ announcedAs }) =>
    countCharacters(announcedAs) > TITLE_MAX
      ? { field: 'announcedAs', reason: 'too-long' }
      : { field: 'releaseAt', reason: 'not-a-time' },
});

/** Publishes the video of a lesson now. */
export const releaseLesson = commandAction({
  permission: 'member',
  ...about({ lessonId: hiddenId }),
  async command({ seriesId, lessonId }, user) {
    const release = { seriesId, userId: user.userId, lessonIds: [lessonId], requestedAt: new Date().toISOString() };
    return (await refuseOwn([lessonId], user)) ?? to(seriesId, ReleaseLessons(release));
  },
});

export const cancelLessonSchedule = commandAction({
  permission: 'member',
  ...about({ lessonId: hiddenId }),
  command: ({ seriesId, lessonId }, { userId }) => to(seriesId, CancelLessonSchedule({ seriesId, userId, lessonId })),
});

/** Publishes the series, and if it is chosen the lessons that the page named. */
export const publishSeries = commandAction({
  permission: 'member',
  ...about({ withLessons: typedText }),
  async command({ seriesId, withLessons }, user, form) {
    const { userId } = user;
    const named = z.array(z.uuid().toLowerCase()).safeParse(form.getAll('lessonId')).data ?? [];
    const lessonIds = withLessons === '' ? [] : named;
    const publish = { seriesId, userId, lessonIds, requestedAt: new Date().toISOString() };
    return (await refuseOwn(lessonIds, user)) ?? to(seriesId, PublishSeries(publish));
  },
});

export const unpublishSeries = commandAction({
  permission: 'member',
  ...about({}),
  command: ({ seriesId }, { userId }) => to(seriesId, UnpublishSeries({ seriesId, userId })),
});

/** Deletes the series, and leads to the list, where it can be undone. */
export const deleteSeries = userAction('member', z.object({ seriesId: hiddenId }), async ({ seriesId }, { userId }) => {
  const { stream, command } = to(seriesId, DeleteSeries({ seriesId, userId, requestedAt: new Date().toISOString() }));
  const outcome = await sendAndWait(stream, command, { userId, aggregators: ['series-pages'] });
  if (outcome.status === 'rejected') return rejected({}, seriesSentence(outcome.rejection));
  if (outcome.status !== 'done') return { status: outcome.status, traceId: null };
  redirect(`/studio/series?deleted=${seriesId}`);
});

/**
 * Refuses to publish lessons whose videos are the user's own, unless they are a creator. Video publishing decides about the videos
 * of others, whose owners chose their editors.
 */
async function refuseOwn(lessonIds: readonly string[], user: CurrentUser): Promise<Answer | null> {
  const refusal = whyNot(user, 'creator');
  if (refusal === null || lessonIds.length === 0) return null;
  return (await ownsLessons(user.userId, lessonIds)) ? rejected({}, refusal) : null;
}

/** Adds what all forms of the page have. */
function about<Shape extends z.ZodRawShape>(shape: Shape) {
  return {
    fields: z.object({ seriesId: hiddenId }).extend(shape),
    aggregators: ['series-pages'],
    sentence: seriesSentence,
  };
}

function wrongTitle({ title }: { title: string }) {
  return { field: 'title', reason: countCharacters(title) > TITLE_MAX ? 'too-long' : 'not-text' };
}

function to(seriesId: string, command: NewMessage) {
  return { stream: series.commandStream(seriesId), command };
}
