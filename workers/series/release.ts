import type { CommandOf, NewEventOf } from '@message-db/client';
import { countCharacters } from '@/text/characters';
import { RELEASE_DAYS_MAX, series, TITLE_MAX, type ChangeReason } from './contract';
import type { Lesson, Series, SeriesState } from './state';

type Command = CommandOf<typeof series>;
type Event = NewEventOf<typeof series>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = series;

/**
 * @param command with a tidy announcement.
 * @param sentAt when the command was written, by the store's clock. A command that is handled late is not rejected for
 * that.
 */
export function scheduleLesson(command: DataOf<'ScheduleLesson'>, sentAt: Date, state: Series): readonly Event[] {
  const { seriesId, userId, lessonId, releaseAt, announcedAs } = command;
  const rejected = (reason: ChangeReason, field?: string) => [events.ChangeRejected({ reason, field, seriesId })];
  const lesson = lessonOf(state, lessonId);
  if (!lesson) return rejected('no-such-lesson');
  // An editor's schedule holds only while they may publish the video, so another person may take it over. The owner's
  // holds.
  const isTheirs = lesson.scheduledBy === null || lesson.scheduledBy === userId;
  if (lesson.releaseAt === releaseAt && lesson.announcedAs === announcedAs && isTheirs) return [];
  if (countCharacters(announcedAs) > TITLE_MAX) return rejected('too-long', 'announcedAs');
  const ahead = Date.parse(releaseAt) - sentAt.getTime();
  if (ahead <= 0) return rejected('past', 'releaseAt');
  if (ahead > RELEASE_DAYS_MAX * 24 * 3600_000) return rejected('too-far', 'releaseAt');
  return [events.LessonScheduled({ seriesId, lessonId, releaseAt, announcedAs, ...byEditor(userId, state) })];
}

export function cancelSchedule(
  { seriesId, lessonId }: DataOf<'CancelLessonSchedule'>,
  state: Series,
): readonly Event[] {
  return lessonOf(state, lessonId)?.releaseAt ? [events.LessonScheduleCancelled({ seriesId, lessonId })] : [];
}

/** Releases lessons. `requestedAt` identifies the request, so that a repeated one changes nothing. */
export function releaseLessons(
  { seriesId, userId, lessonIds, requestedAt }: DataOf<'ReleaseLessons' | 'PublishSeries'>,
  state: Series,
): readonly Event[] {
  const wanted = new Set(lessonIds);
  return state.lessons
    .filter(({ lessonId, releasedAt }) => wanted.has(lessonId) && releasedAt !== requestedAt)
    .map((lesson) => released(seriesId, lesson, requestedAt, state, userId));
}

/** Releases the lesson if the timer's schedule still holds. */
export function releaseAsScheduled(
  { seriesId, lessonId, releaseAt }: DataOf<'ReleaseLessonAsScheduled'>,
  state: SeriesState,
): readonly Event[] {
  const lesson = state && lessonOf(state, lessonId);
  if (!lesson || state.isDeleted || lesson.releaseAt !== releaseAt) return [];
  return [released(seriesId, lesson, releaseAt, state, lesson.scheduledBy)];
}

/** Schedules the lessons of a restored series again. Nothing is released that was due while it was deleted. */
export function restoreSchedules(seriesId: string, now: Date, { lessons }: Series): readonly Event[] {
  return lessons.flatMap(({ lessonId, releaseAt, announcedAs, scheduledBy }): readonly Event[] => {
    if (releaseAt === null) return [];
    const by = scheduledBy === null ? {} : { editorId: scheduledBy };
    return Date.parse(releaseAt) > now.getTime()
      ? [events.LessonScheduled({ seriesId, lessonId, releaseAt, announcedAs, ...by })]
      : [events.LessonScheduleCancelled({ seriesId, lessonId })];
  });
}

function lessonOf({ lessons }: Series, lessonId: string): Lesson | undefined {
  return lessons.find((each) => each.lessonId === lessonId);
}

/** @param by the editor who releases it; null for the owner. */
function released(
  seriesId: string,
  { lessonId, videoId }: Lesson,
  releasedAt: string,
  state: Series,
  by: string | null,
): Event {
  const { ownerId } = state;
  return events.LessonReleased({ seriesId, lessonId, videoId, ownerId, releasedAt, ...byEditor(by, state) });
}

/** Returns the field of an event that names an editor; none for the owner. */
export function byEditor(userId: string | null, { ownerId }: Pick<Series, 'ownerId'>): { editorId?: string } {
  return userId === null || userId === ownerId ? {} : { editorId: userId };
}
