import type { EventOf } from '@message-db/client';
import type { PastEvent, Snapshots } from '@message-db/runtime';
import { z } from 'zod';
import { accessesSchema, withAccess } from '@/workers/access';
import type { series } from './contract';

const section = z.object({ sectionId: z.string(), title: z.string(), rank: z.string() }).readonly();
const lesson = z
  .object({
    lessonId: z.string(),
    videoId: z.string(),
    /** Whether the owner put it in, so that collaborators of the series may work on its video. */
    isOwners: z.boolean(),
    sectionId: z.string(),
    rank: z.string(),
    /** The time of its schedule, which identifies it. Null without one. */
    releaseAt: z.string().nullable(),
    announcedAs: z.string(),
    /** The editor who scheduled it; null for the owner. */
    scheduledBy: z.string().nullable(),
    /** The time of its last release; null before that. */
    releasedAt: z.string().nullable(),
  })
  .readonly();

const schema = z
  .object({
    ownerId: z.string(),
    title: z.string(),
    description: z.string(),
    points: z.array(z.string()).readonly(),
    posterLessonId: z.string().nullable(),
    isPublished: z.boolean(),
    /** Since when; null before it was first published. */
    publishedAt: z.string().nullable(),
    /** Null unless it is taken down: by which decisions, and since when it was published before; null if it was not. */
    takenDown: z
      .object({ decisionIds: z.array(z.string()).readonly(), publishedAt: z.string().nullable() })
      .readonly()
      .nullable(),
    isDeleted: z.boolean(),
    /** In any order; `sectionsOf` and `lessonsOf` sort them. */
    sections: z.array(section).readonly(),
    lessons: z.array(lesson).readonly(),
    /**
     * Videos that the owner put in and an editor took out. If an editor puts them back, they count as put in by the
     * owner.
     */
    takenOut: z.array(z.string()).readonly(),
    /** Its collaborators. */
    access: accessesSchema,
  })
  .readonly();

export type Series = z.output<typeof schema>;
export type Section = z.output<typeof section>;
export type Lesson = z.output<typeof lesson>;
/** The state of a series; null before it is created. */
export type SeriesState = Series | null;

/** Raise the version with any change to `evolve`. */
export const snapshots: Snapshots<SeriesState> = { version: 3, schema: schema.nullable() };

/** Returns the state of a series after an event. */
export function evolve(state: SeriesState, event: PastEvent<EventOf<typeof series>>): SeriesState {
  if (event.type === 'SeriesCreated') {
    if (state) return state;
    const { ownerId, title } = event.data;
    const empty = {
      description: '',
      points: [],
      posterLessonId: null,
      sections: [],
      lessons: [],
      takenOut: [],
      access: [],
    };
    return { ownerId, title, ...empty, isPublished: false, publishedAt: null, takenDown: null, isDeleted: false };
  }
  if (!state) return state;
  switch (event.type) {
    case 'SeriesEdited': {
      const { seriesId: _, ...changed } = event.data;
      return { ...state, ...changed };
    }
    case 'SectionAdded': {
      const { sectionId, title, rank } = event.data;
      return { ...state, sections: [...state.sections, { sectionId, title, rank }] };
    }
    case 'SectionRenamed':
    case 'SectionMoved':
      return withSection(state, event.data);
    case 'SectionRemoved':
      return { ...state, sections: state.sections.filter(({ sectionId }) => sectionId !== event.data.sectionId) };
    case 'LessonAdded': {
      const { lessonId, videoId, sectionId, rank } = event.data;
      const place = { lessonId, videoId, isOwners: event.data.editorId === undefined, sectionId, rank };
      const added = { ...place, releaseAt: null, announcedAs: '', scheduledBy: null, releasedAt: null };
      const takenOut = state.takenOut.filter((each) => each !== videoId);
      return { ...state, lessons: [...state.lessons, added], takenOut };
    }
    case 'LessonMoved': {
      const { lessonId, sectionId, rank } = event.data;
      return withLesson(state, lessonId, { sectionId, rank });
    }
    case 'LessonRemoved': {
      const { lessonId, editorId } = event.data;
      const removed = state.lessons.find((each) => each.lessonId === lessonId);
      return {
        ...state,
        lessons: state.lessons.filter((each) => each !== removed),
        takenOut: removed?.isOwners && editorId ? [...state.takenOut, removed.videoId] : state.takenOut,
        posterLessonId: state.posterLessonId === lessonId ? null : state.posterLessonId,
      };
    }
    case 'LessonScheduled': {
      const { lessonId, releaseAt, announcedAs, editorId: scheduledBy = null } = event.data;
      return withLesson(state, lessonId, { releaseAt, announcedAs, scheduledBy });
    }
    case 'LessonScheduleCancelled':
      return withLesson(state, event.data.lessonId, { releaseAt: null });
    case 'LessonReleased':
      return withLesson(state, event.data.lessonId, { releaseAt: null, releasedAt: event.data.releasedAt });
    case 'SeriesPublished':
      return { ...state, isPublished: true, publishedAt: event.data.publishedAt };
    case 'SeriesUnpublished':
      return { ...state, isPublished: false };
    case 'SeriesTakenDown': {
      const { decisionIds, publishedAt } = state.takenDown ?? {
        decisionIds: [],
        publishedAt: state.isPublished ? state.publishedAt : null,
      };
      return { ...state, takenDown: { decisionIds: [...decisionIds, event.data.decisionId], publishedAt } };
    }
    case 'SeriesPutBack': {
      const decisionIds = state.takenDown?.decisionIds.filter((each) => each !== event.data.decisionId) ?? [];
      return { ...state, takenDown: decisionIds.length > 0 ? { ...state.takenDown!, decisionIds } : null };
    }
    case 'SeriesDeleted':
      return { ...state, isDeleted: true };
    case 'SeriesRestored':
      return { ...state, isDeleted: false };
    case 'SeriesCollaboratorAdmitted':
      return { ...state, access: withAccess(state.access, event.data, event.data.collaboratorId) };
    case 'SeriesCollaboratorDismissed':
      return { ...state, access: withAccess(state.access, event.data, null) };
    default:
      return state;
  }
}

function withSection(state: Series, changed: { sectionId: string; title?: string; rank?: string }): Series {
  const { sectionId, title, rank } = changed;
  const change = { ...(title !== undefined && { title }), ...(rank !== undefined && { rank }) };
  const sections = state.sections.map((each) => (each.sectionId === sectionId ? { ...each, ...change } : each));
  return { ...state, sections };
}

function withLesson(state: Series, lessonId: string, change: Partial<Lesson>): Series {
  const lessons = state.lessons.map((each) => (each.lessonId === lessonId ? { ...each, ...change } : each));
  return { ...state, lessons };
}

const byRank = (a: { rank: string }, b: { rank: string }) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0);

/** Returns the sections in their order. */
export function sectionsOf({ sections }: Pick<Series, 'sections'>): Section[] {
  return [...sections].sort(byRank);
}

/** Returns the lessons of a section in their order. */
export function lessonsOf({ lessons }: Series, sectionId: string): Lesson[] {
  return lessons.filter((each) => each.sectionId === sectionId).sort(byRank);
}
