import { describe, expect, test } from 'vitest';
import { fold } from '@message-db/runtime';
import { given } from '@message-db/runtime/testing';
import { LESSONS_MAX, POINTS_MAX, series, TITLE_MAX } from './contract';
import { examples } from './examples';
import { seriesDecider } from './series';
import { lessonsOf, sectionsOf } from './state';

const { commands, events } = series;
const { seriesId, userId } = examples.commands.UnpublishSeries.data;
const by = { seriesId, userId };
const stranger = { seriesId, userId: '00000000-0000-4000-8000-00000000000b' };
const at = '2026-11-21T10:00:00.000Z';
const now = { time: new Date(at) };

const id = (kind: string, n: number) => `${kind}000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const section = (n: number) => id('41', n);
const lesson = (n: number) => id('42', n);
const video = (n: number) => id('10', n);

const created = events.SeriesCreated({ seriesId, ownerId: userId, title: 'Knots', createdAt: at });
const sectionAdded = (n: number, rank: string, title = '') =>
  events.SectionAdded({ seriesId, sectionId: section(n), title, rank });
const added = (n: number, inSection: number, rank: string) =>
  events.LessonAdded({ seriesId, lessonId: lesson(n), videoId: video(n), sectionId: section(inSection), rank });
const moved = (n: number, toSection: number, rank: string) =>
  events.LessonMoved({ seriesId, lessonId: lesson(n), sectionId: section(toSection), rank });
/** Two sections: lessons 1, 2 and 3, and lesson 4. */
const course = [
  created,
  sectionAdded(1, 'a0'),
  sectionAdded(2, 'a1', 'Splices'),
  added(1, 1, 'a0'),
  added(2, 1, 'a1'),
  added(3, 1, 'a2'),
  added(4, 2, 'a0'),
];
const deleted = events.SeriesDeleted({ seriesId, deletedAt: at });

describe('CreateSeries', () => {
  const command = commands.CreateSeries({ ...by, title: '  Knots ', sectionId: section(1), createdAt: at });

  test('creates a series with a first section, once', () => {
    given(seriesDecider)
      .when(command)
      .then([created, sectionAdded(1, 'a0')]);
    given(seriesDecider, course).when(command).then([]);
  });
  test('needs a title', () => {
    given(seriesDecider)
      .when(commands.CreateSeries({ ...command.data, title: ' ' }))
      .thenRejected('empty', 'title');
    given(seriesDecider)
      .when(commands.CreateSeries({ ...command.data, title: 'a'.repeat(TITLE_MAX + 1) }))
      .thenRejected('too-long', 'title');
  });
});

describe('an editor of a series', () => {
  const editor = '00000000-0000-4000-8000-00000000000c';
  const access = { seriesId, ownerId: userId, accessId: id('52', 1), collaboratorId: editor, role: 'editor' as const };
  const admitted = events.SeriesCollaboratorAdmitted(access);
  const byEditor = { seriesId, userId: editor };
  const release = commands.ReleaseLessons({ ...byEditor, lessonIds: [lesson(1)], requestedAt: at });

  test('changes it and releases lessons in their own name', () => {
    given(seriesDecider, [...course, admitted])
      .when(release)
      .then([
        events.LessonReleased({
          ...{ seriesId, lessonId: lesson(1), videoId: video(1), ownerId: userId, releasedAt: at, editorId: editor },
        }),
      ]);
  });
  test('adds videos in their own name', () => {
    given(seriesDecider, [created, sectionAdded(1, 'a0'), admitted])
      .when(
        commands.AddLessons({
          ...{ ...byEditor, sectionId: section(1), lessons: [{ lessonId: lesson(1), videoId: video(1) }] },
        }),
      )
      .then([events.LessonAdded({ ...added(1, 1, 'a0').data, editorId: editor })]);
  });
  test('loses their schedule to the owner who saves the same time, but not the other way round', () => {
    const what = { lessonId: lesson(1), releaseAt: '2026-11-27T08:00:00.000Z', announcedAs: '' };
    const [ofOwner, ofEditor] = [
      { seriesId, ...what },
      { seriesId, ...what, editorId: editor },
    ];
    const scheduled = events.LessonScheduled;
    given(seriesDecider, [...course, admitted, scheduled(ofEditor)])
      .when(commands.ScheduleLesson({ ...by, ...what }), now)
      .then([scheduled(ofOwner)]);
    given(seriesDecider, [...course, admitted, scheduled(ofEditor)])
      .when(commands.ScheduleLesson({ ...byEditor, ...what }), now)
      .then([]);
    given(seriesDecider, [...course, admitted, scheduled(ofOwner)])
      .when(commands.ScheduleLesson({ ...byEditor, ...what }), now)
      .then([]);
  });
  const remove = (who: typeof byEditor) => commands.RemoveLesson({ ...who, lessonId: lesson(4) });
  const removedBy = (editorId?: string) => events.LessonRemoved({ seriesId, lessonId: lesson(4), editorId });
  const addAgain = commands.AddLessons({
    ...{ ...byEditor, sectionId: section(2), lessons: [{ lessonId: lesson(4), videoId: video(4) }] },
  });
  const addedByEditor = events.LessonAdded({ ...added(4, 2, 'a0').data, editorId: editor });
  test('puts back in the owner’s name what the owner had put in and an editor removed', () => {
    given(seriesDecider, [...course, admitted])
      .when(remove(byEditor))
      .then([removedBy(editor)]);
    given(seriesDecider, [...course, admitted, removedBy(editor)])
      .when(addAgain)
      .then([added(4, 2, 'a0')]);
    const twice = [removedBy(editor), added(4, 2, 'a0'), removedBy(editor)];
    given(seriesDecider, [...course, admitted, ...twice])
      .when(addAgain)
      .then([added(4, 2, 'a0')]);
  });
  test('adds in their own name what the owner removed, or had not put in', () => {
    given(seriesDecider, [...course, admitted])
      .when(remove(by))
      .then([removedBy()]);
    given(seriesDecider, [...course, admitted, removedBy()])
      .when(addAgain)
      .then([addedByEditor]);
    // The owner puts it back and removes it after an editor did.
    given(seriesDecider, [...course, admitted, removedBy(editor), added(4, 2, 'a0'), removedBy()])
      .when(addAgain)
      .then([addedByEditor]);
    given(seriesDecider, [...course, admitted, removedBy(), addedByEditor, removedBy(editor)])
      .when(addAgain)
      .then([addedByEditor]);
  });
  test('does not delete or restore it', () => {
    given(seriesDecider, [...course, admitted])
      .when(commands.DeleteSeries({ ...byEditor, requestedAt: at }))
      .thenRejected('owner-only');
    given(seriesDecider, [...course, admitted, deleted])
      .when(commands.RestoreSeries(byEditor))
      .thenRejected('owner-only');
  });
  test('changes nothing as a viewer, or after they are dismissed', () => {
    const viewing = events.SeriesCollaboratorAdmitted({ ...access, role: 'viewer' });
    given(seriesDecider, [...course, viewing])
      .when(release)
      .thenRejected('not-yours');
    given(seriesDecider, [...course, admitted, events.SeriesCollaboratorDismissed(access)])
      .when(release)
      .thenRejected('not-yours');
  });
});

describe('EditSeries', () => {
  test('changes what differs, tidied', () => {
    given(seriesDecider, course)
      .when(commands.EditSeries({ ...by, title: 'Knots', points: ['Tie  ten knots', ' '], posterLessonId: lesson(2) }))
      .then([events.SeriesEdited({ seriesId, points: ['Tie ten knots'], posterLessonId: lesson(2) })]);
    given(seriesDecider, course)
      .when(commands.EditSeries({ ...by, title: 'Knots' }))
      .then([]);
  });
  test('is rejected for too many points, and for the poster of another series', () => {
    given(seriesDecider, course)
      .when(commands.EditSeries({ ...by, points: Array.from({ length: POINTS_MAX + 1 }, (_, n) => `Point ${n}`) }))
      .thenRejected('too-many', 'points');
    given(seriesDecider, course)
      .when(commands.EditSeries({ ...by, posterLessonId: lesson(9) }))
      .thenRejected('no-such-lesson', 'posterLessonId');
  });
  test('the poster goes with its lesson', () => {
    const past = [...course, events.SeriesEdited({ seriesId, posterLessonId: lesson(2) })];
    const state = fold(seriesDecider, [...past, events.LessonRemoved({ seriesId, lessonId: lesson(2) })]);
    expect(state?.posterLessonId).toBe(null);
  });
});

describe('sections', () => {
  test('are added at the end', () =>
    given(seriesDecider, course)
      .when(commands.AddSection({ ...by, sectionId: section(3), title: ' Care ' }))
      .then([sectionAdded(3, 'a2', 'Care')]));

  test('are renamed, also to nothing', () =>
    given(seriesDecider, course)
      .when(commands.RenameSection({ ...by, sectionId: section(2), title: '' }))
      .then([events.SectionRenamed({ seriesId, sectionId: section(2), title: '' })]));

  test('move behind another one, and nowhere if they are there', () => {
    const move = commands.MoveSection({ ...by, sectionId: section(2), afterSectionId: null });
    const past = [...course, events.SectionMoved({ seriesId, sectionId: section(2), rank: 'Zz' })];
    given(seriesDecider, course).when(move).then(past.slice(-1));
    given(seriesDecider, past).when(move).then([]);
    expect(sectionsOf(fold(seriesDecider, past)!).map(({ sectionId }) => sectionId)).toEqual([section(2), section(1)]);
  });

  test('leave their lessons to the section before, or to the next one', () => {
    const remove = (n: number) => commands.RemoveSection({ ...by, sectionId: section(n) });
    const removed = (n: number) => events.SectionRemoved({ seriesId, sectionId: section(n) });
    given(seriesDecider, course)
      .when(remove(2))
      .then([moved(4, 1, 'a3'), removed(2)]);
    const past = [...course, moved(1, 2, 'Zx'), moved(2, 2, 'Zy'), moved(3, 2, 'Zz'), removed(1)];
    given(seriesDecider, course).when(remove(1)).then(past.slice(-4));
    const { lessons } = fold(seriesDecider, past)!;
    expect(lessons.every(({ sectionId }) => sectionId === section(2))).toBe(true);
    given(seriesDecider, past).when(remove(2)).thenRejected('last-section');
  });
});

describe('AddLessons', () => {
  const add = (afterLessonId: string | null | undefined, ...numbers: number[]) =>
    commands.AddLessons({
      ...by,
      sectionId: section(1),
      afterLessonId,
      lessons: numbers.map((n) => ({ lessonId: lesson(n), videoId: video(n) })),
    });

  test('adds videos at the end, at the beginning, or behind a lesson', () => {
    given(seriesDecider, course)
      .when(add(undefined, 5, 6))
      .then([added(5, 1, 'a3'), added(6, 1, 'a4')]);
    given(seriesDecider, course)
      .when(add(null, 5))
      .then([added(5, 1, 'Zz')]);
    given(seriesDecider, course)
      .when(add(lesson(1), 5))
      .then([added(5, 1, 'a0V')]);
  });
  test('leaves out videos that are there, also in another section', () =>
    given(seriesDecider, course)
      .when(add(undefined, 4, 5, 5))
      .then([added(5, 1, 'a3')]));

  test('is rejected behind a lesson that went elsewhere, and for too many', () => {
    given(seriesDecider, course)
      .when(add(lesson(4), 5))
      .thenRejected('moved-meanwhile');
    const full = Array.from({ length: LESSONS_MAX - 4 }, (_, n) => added(100 + n, 2, `a1${n}V`));
    given(seriesDecider, [...course, ...full])
      .when(add(undefined, 5))
      .thenRejected('too-many');
  });
});

describe('MoveLesson', () => {
  const move = (n: number, toSection: number, afterLessonId: string | null) =>
    commands.MoveLesson({ ...by, lessonId: lesson(n), sectionId: section(toSection), afterLessonId });

  test('moves a lesson within its section and to another one', () => {
    given(seriesDecider, course)
      .when(move(3, 1, lesson(1)))
      .then([moved(3, 1, 'a0V')]);
    given(seriesDecider, course)
      .when(move(1, 2, null))
      .then([moved(1, 2, 'Zz')]);
    const state = fold(seriesDecider, [...course, moved(3, 1, 'a0V')])!;
    expect(lessonsOf(state, section(1)).map(({ lessonId }) => lessonId)).toEqual([lesson(1), lesson(3), lesson(2)]);
  });
  test('of two tabs: both moves count, unless one needs a place that the other took away', () => {
    given(seriesDecider, [...course, moved(1, 2, 'a1')])
      .when(move(3, 1, null))
      .then([moved(3, 1, 'a0')]);
    given(seriesDecider, [...course, moved(1, 2, 'a1')])
      .when(move(3, 1, lesson(1)))
      .thenRejected('moved-meanwhile');
  });
  test('to where it is changes nothing', () => {
    given(seriesDecider, course)
      .when(move(2, 1, lesson(1)))
      .then([]);
    given(seriesDecider, course)
      .when(move(2, 1, lesson(2)))
      .then([]);
  });
});

describe('MoveLessons', () => {
  const move = (numbers: readonly number[], toSection: number, afterLessonId: string | null) =>
    commands.MoveLessons({
      ...{ ...by, lessonIds: numbers.map(lesson) },
      ...{ sectionId: section(toSection), afterLessonId },
    });

  test('moves lessons of any section together, in their order in the series', () => {
    given(seriesDecider, course)
      .when(move([4, 1], 1, lesson(2)))
      .then([moved(1, 1, 'a1G'), moved(4, 1, 'a1V')]);
    given(seriesDecider, course)
      .when(move([3, 1], 2, null))
      .then([moved(1, 2, 'Zy'), moved(3, 2, 'Zz')]);
  });
  test('behind one of them is behind the lesson before it that stays', () => {
    given(seriesDecider, course)
      .when(move([2, 3, 4], 1, lesson(3)))
      .then([moved(2, 1, 'a1'), moved(3, 1, 'a2'), moved(4, 1, 'a3')]);
  });
  test('leaves out lessons that are gone, and is rejected if all are, or their place is', () => {
    given(seriesDecider, course)
      .when(move([9, 1], 2, lesson(4)))
      .then([moved(1, 2, 'a1')]);
    given(seriesDecider, course)
      .when(move([8, 9], 2, lesson(4)))
      .thenRejected('no-such-lesson');
    given(seriesDecider, course)
      .when(move([1, 2], 2, lesson(3)))
      .thenRejected('moved-meanwhile');
    given(seriesDecider, course)
      .when(move([1, 2], 9, null))
      .thenRejected('moved-meanwhile');
  });
  test('to where they are changes nothing', () => {
    given(seriesDecider, course)
      .when(move([2, 3], 1, lesson(1)))
      .then([]);
    given(seriesDecider, course)
      .when(move([1, 2, 3], 1, null))
      .then([]);
  });
});

describe('a release', () => {
  const releaseAt = '2026-11-27T08:00:00.000Z';
  const scheduled = events.LessonScheduled({ seriesId, lessonId: lesson(1), releaseAt, announcedAs: 'The bowline' });
  const released = (n: number, releasedAt: string) =>
    events.LessonReleased({ seriesId, lessonId: lesson(n), videoId: video(n), ownerId: userId, releasedAt });
  const schedule = (time: string) =>
    commands.ScheduleLesson({ ...by, lessonId: lesson(1), releaseAt: time, announcedAs: 'The bowline' });
  const due = commands.ReleaseLessonAsScheduled({ seriesId, lessonId: lesson(1), releaseAt });

  test('is scheduled for a time ahead, up to a year', () => {
    given(seriesDecider, course).when(schedule(releaseAt), now).then([scheduled]);
    given(seriesDecider, [...course, scheduled])
      .when(schedule(releaseAt), now)
      .then([]);
    given(seriesDecider, course).when(schedule(at), now).thenRejected('past', 'releaseAt');
    given(seriesDecider, course).when(schedule('2028-01-01T00:00:00.000Z'), now).thenRejected('too-far', 'releaseAt');
  });
  test('happens at its time, unless its schedule has changed', () => {
    given(seriesDecider, [...course, scheduled])
      .when(due)
      .then([released(1, releaseAt)]);
    given(seriesDecider, [...course, scheduled, released(1, at)])
      .when(due)
      .then([]);
    given(seriesDecider, [...course, scheduled, deleted])
      .when(due)
      .then([]);
    given(seriesDecider, [...course, scheduled, events.LessonRemoved({ seriesId, lessonId: lesson(1) })])
      .when(due)
      .then([]);
  });
  test('is cancelled', () => {
    const cancel = commands.CancelLessonSchedule({ ...by, lessonId: lesson(1) });
    given(seriesDecider, [...course, scheduled])
      .when(cancel)
      .then([events.LessonScheduleCancelled({ seriesId, lessonId: lesson(1) })]);
    given(seriesDecider, course).when(cancel).then([]);
  });
  test('happens at once, for the lessons that the user named', () => {
    const release = commands.ReleaseLessons({ ...by, lessonIds: [lesson(2), lesson(3), lesson(9)], requestedAt: at });
    given(seriesDecider, course)
      .when(release)
      .then([released(2, at), released(3, at)]);
    given(seriesDecider, [...course, released(2, at), released(3, at)])
      .when(release)
      .then([]);
  });
  test('comes with the publication of the series', () => {
    const publish = commands.PublishSeries({ ...by, lessonIds: [lesson(2)], requestedAt: at });
    const published = events.SeriesPublished({ seriesId, publishedAt: at });
    given(seriesDecider, course)
      .when(publish)
      .then([published, released(2, at)]);
    given(seriesDecider, [...course, published])
      .when(publish)
      .then([released(2, at)]);
    given(seriesDecider, course.slice(0, 2)).when(publish).thenRejected('no-lessons');
  });
});

describe('a deleted series', () => {
  const restored = events.SeriesRestored({ seriesId });
  const restore = commands.RestoreSeries(by);

  test('can be restored, and nothing else', () => {
    given(seriesDecider, course)
      .when(commands.DeleteSeries({ ...by, requestedAt: at }))
      .then([deleted]);
    given(seriesDecider, [...course, deleted])
      .when(restore)
      .then([restored]);
    given(seriesDecider, [...course, deleted])
      .when(commands.UnpublishSeries(by))
      .thenRejected('deleted');
    given(seriesDecider, course).when(restore).then([]);
  });
  test('comes back with the schedules whose time is still ahead', () => {
    const scheduled = (n: number, releaseAt: string) =>
      events.LessonScheduled({ seriesId, lessonId: lesson(n), releaseAt, announcedAs: '' });
    const [past, ahead] = [scheduled(1, '2026-11-20T00:00:00.000Z'), scheduled(2, '2026-11-22T00:00:00.000Z')];
    given(seriesDecider, [...course, past, ahead, deleted])
      .when(restore, now)
      .then([restored, events.LessonScheduleCancelled({ seriesId, lessonId: lesson(1) }), ahead]);
  });
});

test('a series is changed by its owner only', () => {
  for (const command of Object.values(examples.commands)) {
    if (!('userId' in command.data)) continue;
    const theirs = { ...command, data: { ...command.data, ...stranger } };
    given(seriesDecider, course)
      .when(theirs as typeof examples.commands.RestoreSeries)
      .thenRejected('not-yours');
  }
  given(seriesDecider).when(commands.UnpublishSeries(by)).thenRejected('no-such-series');
});
