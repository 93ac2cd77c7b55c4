import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider } from '@message-db/runtime';
import { countCharacters } from '@/text/characters';
import { tidyName, tidyText } from '@/text/tidy';
import { endsAccess, isNewAccess, mayEdit } from '@/workers/access';
import { addLessons, addSection, moveLesson, moveLessons, moveSection, removeSection } from './arrange';
import { DESCRIPTION_MAX, POINT_MAX, POINTS_MAX, series, TITLE_MAX, type ChangeReason } from './contract';
import {
  byEditor,
  cancelSchedule,
  releaseAsScheduled,
  releaseLessons,
  restoreSchedules,
  scheduleLesson,
} from './release';
import { putBack, takeDown } from './taking-down';
import { evolve, snapshots, type Series, type SeriesState } from './state';

type Command = CommandOf<typeof series>;
type Event = NewEventOf<typeof series>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = series;

/**
 * Decides the commands of a series. Its owner and its editors may change it; only its owner deletes and restores it. A
 * deleted one can only be restored.
 */
export const seriesDecider: Decider<SeriesState, Command, Event, EventOf<typeof series>> = {
  initialState: null,
  snapshots,
  evolve,
  decide,
};

function decide(command: Command, state: SeriesState): readonly Event[] {
  if (command.type === 'ReleaseLessonAsScheduled') return releaseAsScheduled(command.data, state);
  if (command.type === 'AdmitSeriesCollaborator')
    return state && isNewAccess(state, command.data) ? [events.SeriesCollaboratorAdmitted(command.data)] : [];
  if (command.type === 'DismissSeriesCollaborator')
    return state && endsAccess(state, command.data) ? [events.SeriesCollaboratorDismissed(command.data)] : [];
  if (command.type === 'TakeDownSeries') return state ? takeDown(command.data, state) : [];
  if (command.type === 'PutBackSeries') return state ? putBack(command.data, state) : [];
  const { seriesId, userId } = command.data;
  const rejected = (reason: ChangeReason, field?: string) => [events.ChangeRejected({ reason, field, seriesId })];
  if (state && !mayEdit(state, userId)) return rejected('not-yours');
  if (command.type === 'CreateSeries') return state ? [] : create(command.data);
  if (!state) return rejected('no-such-series');
  const isForOwner = command.type === 'RestoreSeries' || command.type === 'DeleteSeries';
  if (isForOwner && state.ownerId !== userId) return rejected('owner-only');
  if (command.type === 'RestoreSeries') {
    return state.isDeleted
      ? [events.SeriesRestored({ seriesId }), ...restoreSchedules(seriesId, command.time, state)]
      : [];
  }
  if (command.type === 'DeleteSeries') {
    return state.isDeleted ? [] : [events.SeriesDeleted({ seriesId, deletedAt: command.data.requestedAt })];
  }
  return state.isDeleted ? rejected('deleted') : change(command, state);
}

type Change = Exclude<
  Command,
  {
    type:
      | 'CreateSeries'
      | 'RestoreSeries'
      | 'DeleteSeries'
      | 'ReleaseLessonAsScheduled'
      | 'TakeDownSeries'
      | 'PutBackSeries'
      | 'AdmitSeriesCollaborator'
      | 'DismissSeriesCollaborator';
  }
>;

/** Decides the changes of a series that is not deleted, by its owner or an editor. */
function change(command: Change, state: Series): readonly Event[] {
  const { seriesId } = command.data;
  switch (command.type) {
    case 'EditSeries':
      return edit(command.data, state);
    case 'AddSection':
      return addSection({ ...command.data, title: tidyName(command.data.title) }, state);
    case 'RenameSection':
      return renameSection(command.data, state);
    case 'MoveSection':
      return moveSection(command.data, state);
    case 'RemoveSection':
      return removeSection(command.data, state);
    case 'AddLessons':
      return addLessons(command.data, state);
    case 'MoveLesson':
      return moveLesson(command.data, state);
    case 'MoveLessons':
      return moveLessons(command.data, state);
    case 'RemoveLesson': {
      const { lessonId, userId } = command.data;
      return state.lessons.some((each) => each.lessonId === lessonId)
        ? [events.LessonRemoved({ seriesId, lessonId, ...byEditor(userId, state) })]
        : [];
    }
    case 'ScheduleLesson':
      return scheduleLesson({ ...command.data, announcedAs: tidyName(command.data.announcedAs) }, command.time, state);
    case 'CancelLessonSchedule':
      return cancelSchedule(command.data, state);
    case 'ReleaseLessons':
      return releaseLessons(command.data, state);
    case 'PublishSeries': {
      if (state.takenDown) return [events.ChangeRejected({ reason: 'taken-down', seriesId })];
      if (state.lessons.length === 0) return [events.ChangeRejected({ reason: 'no-lessons', seriesId })];
      const published = events.SeriesPublished({ seriesId, publishedAt: command.data.requestedAt });
      return [...(state.isPublished ? [] : [published]), ...releaseLessons(command.data, state)];
    }
    case 'UnpublishSeries':
      return state.isPublished ? [events.SeriesUnpublished({ seriesId })] : [];
  }
}

function create({ seriesId, userId, title: typed, sectionId, createdAt }: DataOf<'CreateSeries'>): readonly Event[] {
  const title = tidyName(typed);
  const reason = wrongTitle(title);
  if (reason) return [events.ChangeRejected({ reason, field: 'title', seriesId })];
  const created = events.SeriesCreated({ seriesId, ownerId: userId, title, createdAt });
  return [created, ...addSection({ seriesId, sectionId, title: '' }, { sections: [] })];
}

function wrongTitle(title: string): ChangeReason | null {
  if (title === '') return 'empty';
  return countCharacters(title) > TITLE_MAX ? 'too-long' : null;
}

/** Returns the fields that differ, tidied, or the first that is wrong. */
function edit(command: DataOf<'EditSeries'>, state: Series): readonly Event[] {
  const { seriesId } = command;
  const rejected = (reason: ChangeReason, field: string) => [events.ChangeRejected({ reason, field, seriesId })];
  const title = command.title === undefined ? state.title : tidyName(command.title);
  const description = command.description === undefined ? state.description : tidyText(command.description);
  const points = command.points?.map(tidyName).filter((point) => point !== '') ?? state.points;
  const posterLessonId = command.posterLessonId === undefined ? state.posterLessonId : command.posterLessonId;
  const titleReason = wrongTitle(title);
  if (titleReason) return rejected(titleReason, 'title');
  if (countCharacters(description) > DESCRIPTION_MAX) return rejected('too-long', 'description');
  if (points.length > POINTS_MAX) return rejected('too-many', 'points');
  if (points.some((point) => countCharacters(point) > POINT_MAX)) return rejected('too-long', 'points');
  const isLesson = state.lessons.some(({ lessonId }) => lessonId === posterLessonId);
  if (posterLessonId !== state.posterLessonId && posterLessonId !== null && !isLesson) {
    return rejected('no-such-lesson', 'posterLessonId');
  }
  const changed = {
    ...(title !== state.title && { title }),
    ...(description !== state.description && { description }),
    ...(JSON.stringify(points) !== JSON.stringify(state.points) && { points: [...points] }),
    ...(posterLessonId !== state.posterLessonId && { posterLessonId }),
  };
  return Object.keys(changed).length === 0 ? [] : [events.SeriesEdited({ seriesId, ...changed })];
}

function renameSection(
  { seriesId, sectionId, title: typed }: DataOf<'RenameSection'>,
  state: Series,
): readonly Event[] {
  const title = tidyName(typed);
  const section = state.sections.find((each) => each.sectionId === sectionId);
  if (!section) return [events.ChangeRejected({ reason: 'no-such-section', seriesId })];
  if (countCharacters(title) > TITLE_MAX) {
    return [events.ChangeRejected({ reason: 'too-long', field: 'title', seriesId })];
  }
  return section.title === title ? [] : [events.SectionRenamed({ seriesId, sectionId, title })];
}
