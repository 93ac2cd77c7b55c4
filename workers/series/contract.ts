import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { maxUnits } from '@/text/characters';
import { ROLES } from '@/workers/access';

const seriesId = z.uuid();
const sectionId = z.uuid();
const lessonId = z.uuid();
const videoId = z.uuid();
const time = z.iso.datetime();
/**
 * The user who sent the command: the owner, or an editor where an editor may do it. Commands of others are rejected.
 */
const by = { seriesId, userId: z.uuid() };

/**
 * The editor who did it. Absent: the owner, or an editor who puts back what the owner had put in. An editor of a series
 * does not thereby gain access to a video that they add, and may not publish it.
 */
const editorId = z.uuid().optional();

/** The longest title of a series or a section, in characters (`countCharacters`). */
export const TITLE_MAX = 120;
/** In characters. */
export const DESCRIPTION_MAX = 5_000;
/** The longest point of what one learns, in characters, and the most points. */
export const POINT_MAX = 160;
export const POINTS_MAX = 12;
export const SECTIONS_MAX = 50;
export const LESSONS_MAX = 300;
/** The most lessons of one command. */
export const LESSONS_AT_ONCE_MAX = 100;
/** The maximum number of days ahead for the release of a lesson: a year. */
export const RELEASE_DAYS_MAX = 366;

const title = z.string().max(maxUnits(TITLE_MAX));
const words = {
  title,
  description: z.string().max(maxUnits(DESCRIPTION_MAX)),
  points: z.array(z.string().max(maxUnits(POINT_MAX))).max(10 * POINTS_MAX),
  /** The lesson whose poster stands for the series. Null: the first one that has a poster. */
  posterLessonId: lessonId.nullable(),
};
/** A place in an order: texts that sort by their UTF-16 units. Between two ranks there is always another. */
const rank = z.string().min(1).max(200);

/** Names the decision that suspended the owner's account, or the request to delete it. */
const decisionId = z.uuid();

/** Why a command is rejected. */
const changeReason = z.enum([
  'no-such-series',
  'not-yours',
  /** An editor may not do this. */
  'owner-only',
  'deleted',
  'empty',
  'too-long',
  'too-many',
  'no-such-section',
  'no-such-lesson',
  /** Another tab moved or removed what the command names as its neighbour. */
  'moved-meanwhile',
  'last-section',
  'no-lessons',
  /** The account of its owner is suspended, or going to be deleted. */
  'taken-down',
  'past',
  'too-far',
]);
export type ChangeReason = z.output<typeof changeReason>;

/** The access of one person to a series. `accessId` is derived from the accepted invitation and the series. */
const access = z.object({
  seriesId,
  ownerId: z.uuid(),
  accessId: z.uuid(),
  collaboratorId: z.uuid(),
  role: z.enum(ROLES),
});

/**
 * Series: curricula of a creator's own videos, in sections. An entity is one series. A lesson is a place of a video in
 * a series, so a video may be in several series, but once in each. Orders are changed by naming a neighbour, never by a
 * number, so that two tabs do not undo each other.
 */
export const series = defineContract({
  category: 'series',
  commands: {
    /** `sectionId` becomes the first section. A series always has one. */
    CreateSeries: messageType('CreateSeries', z.object({ ...by, title, sectionId, createdAt: time })),
    /** Change the fields that are present. */
    EditSeries: messageType('EditSeries', z.object({ ...by, ...z.object(words).partial().shape })),
    /** Add a section at the end. Its title may be empty. */
    AddSection: messageType('AddSection', z.object({ ...by, sectionId, title })),
    RenameSection: messageType('RenameSection', z.object({ ...by, sectionId, title })),
    /** Move a section behind another one; null: to the beginning. */
    MoveSection: messageType('MoveSection', z.object({ ...by, sectionId, afterSectionId: sectionId.nullable() })),
    /** Remove a section. Its lessons join the section before it, or the one after it if it is the first. */
    RemoveSection: messageType('RemoveSection', z.object({ ...by, sectionId })),
    /**
     * Add videos to a section, in this order: behind a lesson of it, at its beginning (null), or at its end. Videos
     * that are in the series already are left out.
     */
    AddLessons: messageType(
      'AddLessons',
      z.object({
        ...by,
        sectionId,
        afterLessonId: lessonId.nullable().optional(),
        lessons: z.array(z.object({ lessonId, videoId })).min(1).max(LESSONS_AT_ONCE_MAX),
      }),
    ),
    /** Move a lesson to a section: behind one of its lessons, or to its beginning (null). */
    MoveLesson: messageType('MoveLesson', z.object({ ...by, lessonId, sectionId, afterLessonId: lessonId.nullable() })),
    /**
     * Move lessons together, as `MoveLesson` does, in the order that they have in the series. If the lesson that they
     * are to follow is one of them, they follow the one before it that stays. Lessons that are gone are left out.
     */
    MoveLessons: messageType(
      'MoveLessons',
      z.object({
        ...{ ...by, lessonIds: z.array(lessonId).min(1).max(LESSONS_MAX) },
        ...{ sectionId, afterLessonId: lessonId.nullable() },
      }),
    ),
    RemoveLesson: messageType('RemoveLesson', z.object({ ...by, lessonId })),
    /**
     * Publish the video of a lesson at a later time. Until then, visitors of the series see the time and `announcedAs`,
     * which may be empty. Replaces an earlier time.
     */
    ScheduleLesson: messageType('ScheduleLesson', z.object({ ...by, lessonId, releaseAt: time, announcedAs: title })),
    CancelLessonSchedule: messageType('CancelLessonSchedule', z.object({ ...by, lessonId })),
    /** Publish the videos of these lessons now. */
    ReleaseLessons: messageType(
      'ReleaseLessons',
      z.object({ ...by, lessonIds: z.array(lessonId).min(1).max(LESSONS_MAX), requestedAt: time }),
    ),
    /** Sent by the component's own timer when it is due. `releaseAt` identifies its schedule. */
    ReleaseLessonAsScheduled: messageType(
      'ReleaseLessonAsScheduled',
      z.object({ seriesId, lessonId, releaseAt: time }),
    ),
    /** Publish the page of the series, and the videos of these lessons. */
    PublishSeries: messageType(
      'PublishSeries',
      z.object({ ...by, lessonIds: z.array(lessonId).max(LESSONS_MAX), requestedAt: time }),
    ),
    UnpublishSeries: messageType('UnpublishSeries', z.object(by)),
    /** Delete the series. Its videos stay. */
    DeleteSeries: messageType('DeleteSeries', z.object({ ...by, requestedAt: time })),
    /** Bring a deleted series back as it was, without schedules whose time has passed. */
    RestoreSeries: messageType('RestoreSeries', z.object(by)),

    /** Sent by the component's own reactions, for each series of an account that is suspended or going to be deleted. */
    TakeDownSeries: messageType('TakeDownSeries', z.object({ seriesId, decisionId, decidedAt: time })),
    /** This decision does not hold any more. */
    PutBackSeries: messageType('PutBackSeries', z.object({ seriesId, decisionId, decidedAt: time })),

    // Sent by the component's own reactions. Without effect for a series of another owner.
    AdmitSeriesCollaborator: messageType('AdmitSeriesCollaborator', access),
    DismissSeriesCollaborator: messageType('DismissSeriesCollaborator', access),
  },
  events: {
    SeriesCreated: messageType('SeriesCreated', z.object({ seriesId, ownerId: z.uuid(), title, createdAt: time })),
    /** The fields that are present have changed. */
    SeriesEdited: messageType('SeriesEdited', z.object({ seriesId, ...z.object(words).partial().shape })),
    SectionAdded: messageType('SectionAdded', z.object({ seriesId, sectionId, title, rank })),
    SectionRenamed: messageType('SectionRenamed', z.object({ seriesId, sectionId, title })),
    SectionMoved: messageType('SectionMoved', z.object({ seriesId, sectionId, rank })),
    SectionRemoved: messageType('SectionRemoved', z.object({ seriesId, sectionId })),
    LessonAdded: messageType('LessonAdded', z.object({ seriesId, lessonId, videoId, sectionId, rank, editorId })),
    LessonMoved: messageType('LessonMoved', z.object({ seriesId, lessonId, sectionId, rank })),
    /**
     * If an editor removed a video that the owner had put in, and an editor adds it again, it counts as put in by the
     * owner again, so its collaborators regain access. That does not hold for a video that the owner removed.
     */
    LessonRemoved: messageType('LessonRemoved', z.object({ seriesId, lessonId, editorId })),
    /** Scheduled, or rescheduled, for this time. */
    LessonScheduled: messageType(
      'LessonScheduled',
      z.object({ seriesId, lessonId, releaseAt: time, announcedAs: title, editorId }),
    ),
    LessonScheduleCancelled: messageType('LessonScheduleCancelled', z.object({ seriesId, lessonId })),
    /**
     * The component sends `PublishVideo` for the lesson's video, in the name of the person who released it. Ends its
     * schedule.
     */
    LessonReleased: messageType(
      'LessonReleased',
      z.object({ seriesId, lessonId, videoId, ownerId: z.uuid(), releasedAt: time, editorId }),
    ),
    SeriesPublished: messageType('SeriesPublished', z.object({ seriesId, publishedAt: time })),
    SeriesUnpublished: messageType('SeriesUnpublished', z.object({ seriesId })),
    SeriesDeleted: messageType('SeriesDeleted', z.object({ seriesId, deletedAt: time })),
    SeriesRestored: messageType('SeriesRestored', z.object({ seriesId })),
    /** `SeriesUnpublished` follows if it was published, so followers of publications need no rule for it. */
    SeriesTakenDown: messageType('SeriesTakenDown', z.object({ seriesId, decisionId, takenDownAt: time })),
    /** `SeriesPublished` follows if it was published before, and no other decision holds. */
    SeriesPutBack: messageType('SeriesPutBack', z.object({ seriesId, decisionId, putBackAt: time })),
    SeriesCollaboratorAdmitted: messageType('SeriesCollaboratorAdmitted', access),
    /** This access has ended, and does not begin again. The series may never have known it. */
    SeriesCollaboratorDismissed: messageType('SeriesCollaboratorDismissed', access),
    ChangeRejected: messageType(
      'ChangeRejected',
      z.object({ reason: changeReason, field: z.string().optional(), seriesId }),
    ),
  },
});
