import type { ExamplesOf } from '@message-db/runtime/testing';
import { series } from './contract';

/** A series about knots: a section with two lessons, one of which comes later. */
const { commands, events } = series;

const seriesId = '40000000-0000-4000-8000-000000000001';
const userId = '00000000-0000-4000-8000-00000000000a';
const sectionId = '41000000-0000-4000-8000-000000000001';
const otherSectionId = '41000000-0000-4000-8000-000000000002';
const lessonId = '42000000-0000-4000-8000-000000000001';
const videoId = '10000000-0000-4000-8000-000000000001';
const at = '2026-11-21T10:00:00.000Z';
const releaseAt = '2026-11-27T08:00:00.000Z';

const decisionId = '70000000-0000-4000-8000-000000000001';

const by = { seriesId, userId };
const lesson = { seriesId, lessonId };
const access = {
  seriesId,
  ownerId: userId,
  accessId: '50000000-0000-4000-8000-000000000001',
  collaboratorId: '00000000-0000-4000-8000-0000000000ff',
  role: 'editor' as const,
};
const words = {
  title: 'Knots that hold',
  description: 'From the first bowline to a splice.',
  points: ['Tie ten knots', 'Choose the right one'],
  posterLessonId: lessonId,
};

export const examples = {
  commands: {
    CreateSeries: commands.CreateSeries({ ...by, title: 'Knots', sectionId, createdAt: at }),
    EditSeries: commands.EditSeries({ ...by, ...words }),
    AddSection: commands.AddSection({ ...by, sectionId: otherSectionId, title: 'Splices' }),
    RenameSection: commands.RenameSection({ ...by, sectionId, title: 'First knots' }),
    MoveSection: commands.MoveSection({ ...by, sectionId: otherSectionId, afterSectionId: null }),
    RemoveSection: commands.RemoveSection({ ...by, sectionId: otherSectionId }),
    AddLessons: commands.AddLessons({ ...by, sectionId, lessons: [{ lessonId, videoId }] }),
    MoveLesson: commands.MoveLesson({ ...by, lessonId, sectionId: otherSectionId, afterLessonId: null }),
    MoveLessons: commands.MoveLessons({
      ...{ ...by, lessonIds: [lessonId], sectionId: otherSectionId, afterLessonId: null },
    }),
    RemoveLesson: commands.RemoveLesson({ ...by, lessonId }),
    ScheduleLesson: commands.ScheduleLesson({ ...by, lessonId, releaseAt, announcedAs: 'The bowline' }),
    CancelLessonSchedule: commands.CancelLessonSchedule({ ...by, lessonId }),
    ReleaseLessons: commands.ReleaseLessons({ ...by, lessonIds: [lessonId], requestedAt: at }),
    ReleaseLessonAsScheduled: commands.ReleaseLessonAsScheduled({ ...lesson, releaseAt }),
    PublishSeries: commands.PublishSeries({ ...by, lessonIds: [lessonId], requestedAt: at }),
    UnpublishSeries: commands.UnpublishSeries(by),
    DeleteSeries: commands.DeleteSeries({ ...by, requestedAt: at }),
    RestoreSeries: commands.RestoreSeries(by),
    TakeDownSeries: commands.TakeDownSeries({ seriesId, decisionId, decidedAt: at }),
    PutBackSeries: commands.PutBackSeries({ seriesId, decisionId, decidedAt: at }),
    AdmitSeriesCollaborator: commands.AdmitSeriesCollaborator(access),
    DismissSeriesCollaborator: commands.DismissSeriesCollaborator(access),
  },
  events: {
    SeriesCreated: events.SeriesCreated({ seriesId, ownerId: userId, title: 'Knots', createdAt: at }),
    SeriesEdited: events.SeriesEdited({ seriesId, ...words }),
    SectionAdded: events.SectionAdded({ seriesId, sectionId, title: 'First knots', rank: 'a0' }),
    SectionRenamed: events.SectionRenamed({ seriesId, sectionId, title: 'Basics' }),
    SectionMoved: events.SectionMoved({ seriesId, sectionId, rank: 'a1' }),
    SectionRemoved: events.SectionRemoved({ seriesId, sectionId }),
    LessonAdded: events.LessonAdded({ ...lesson, videoId, sectionId, rank: 'a0' }),
    LessonMoved: events.LessonMoved({ ...lesson, sectionId, rank: 'a0V' }),
    LessonRemoved: events.LessonRemoved(lesson),
    LessonScheduled: events.LessonScheduled({ ...lesson, releaseAt, announcedAs: 'The bowline' }),
    LessonScheduleCancelled: events.LessonScheduleCancelled(lesson),
    LessonReleased: events.LessonReleased({ ...lesson, videoId, ownerId: userId, releasedAt: at }),
    SeriesPublished: events.SeriesPublished({ seriesId, publishedAt: at }),
    SeriesUnpublished: events.SeriesUnpublished({ seriesId }),
    SeriesDeleted: events.SeriesDeleted({ seriesId, deletedAt: at }),
    SeriesRestored: events.SeriesRestored({ seriesId }),
    SeriesTakenDown: events.SeriesTakenDown({ seriesId, decisionId, takenDownAt: at }),
    SeriesPutBack: events.SeriesPutBack({ seriesId, decisionId, putBackAt: at }),
    SeriesCollaboratorAdmitted: events.SeriesCollaboratorAdmitted(access),
    SeriesCollaboratorDismissed: events.SeriesCollaboratorDismissed(access),
    ChangeRejected: events.ChangeRejected({ reason: 'moved-meanwhile', seriesId }),
  },
} satisfies ExamplesOf<typeof series>;
