import { eventsOf, type FactOf, type Statement } from '@message-db/runtime';
import { ASKER } from '@/workers/aggregators/rules';
import { series } from '@/workers/series/contract';
import { accessTable, changeAccess, sharedWithAsker } from '../access';
import { deleteRows, foldPatches, foldRows, sameCase, upsert } from '../statements';
import {
  boolean,
  defineAggregator,
  jsonb,
  known,
  table,
  text,
  timestamptz,
  uuid,
  type Patch,
  type Table,
} from '../table';
import type { Topic } from '../topics';

const access = accessTable('series_access');

const seriesTable = table(
  'series',
  {
    seriesId: uuid('NOT NULL'),
    ownerId: known(uuid()),
    title: known(text()),
    description: known(text()),
    /** What one learns. */
    points: jsonb<readonly string[]>("DEFAULT '[]'"),
    /** Null: the first lesson with a poster. */
    posterLessonId: uuid(),
    isPublished: boolean('NOT NULL DEFAULT false'),
    publishedAt: timestamptz(),
    createdAt: known(timestamptz()),
    deletedAt: timestamptz(),
  },
  {
    key: ['seriesId'],
    rule: ({ seriesId, isPublished, deletedAt, ownerId }) =>
      `(${isPublished} OR ${sharedWithAsker(access, seriesId)}) AND ${deletedAt} IS NULL OR ${ownerId} = ${ASKER}`,
    indexes: ({ ownerId, createdAt, publishedAt, seriesId, isPublished, deletedAt }) => [
      `(${ownerId}, ${createdAt} DESC, ${seriesId})`,
      `(${publishedAt} DESC, ${seriesId}) WHERE ${isPublished} AND ${deletedAt} IS NULL`,
    ],
  },
);

/** The columns of sections and lessons that follow their series: they are visible to those who see the series. */
const part = {
  seriesId: known(uuid()),
  ownerId: known(uuid()),
  isPublic: boolean('NOT NULL DEFAULT false'),
  isDeleted: boolean('NOT NULL DEFAULT false'),
  /** Sorts the sections of a series, or the lessons of a section, by its UTF-16 units. */
  rank: known(text()),
};
const visibleWithSeries = (names: Readonly<Record<keyof typeof part, string>>) =>
  `${names.isPublic} OR ${names.ownerId} = ${ASKER} OR NOT ${names.isDeleted} AND ${sharedWithAsker(access, names.seriesId)}`;

const sections = table(
  'series_sections',
  { sectionId: uuid('NOT NULL'), title: known(text()), ...part },
  { key: ['sectionId'], rule: visibleWithSeries, indexes: ({ seriesId }) => [`(${seriesId})`] },
);

const lessons = table(
  'series_lessons',
  {
    lessonId: uuid('NOT NULL'),
    sectionId: known(uuid()),
    videoId: known(uuid()),
    /** The owner chose it. One that an editor added is not shared with the series' collaborators. */
    isOwners: known(boolean()),
    /** The time at which the video is published. Null without a schedule. */
    releaseAt: timestamptz(),
    /** The title that visitors see until then. */
    announcedAs: known(text()),
    ...part,
  },
  {
    key: ['lessonId'],
    rule: visibleWithSeries,
    indexes: ({ seriesId, videoId }) => [`(${seriesId})`, `(${videoId})`],
  },
);

type SeriesEvent = FactOf<typeof series>;

function patchOf(event: SeriesEvent): Patch<typeof seriesTable> | null {
  switch (event.type) {
    case 'SeriesCreated': {
      const { ownerId, title, createdAt } = event.data;
      return { ownerId, title, createdAt, description: '', points: [], isPublished: false };
    }
    case 'SeriesEdited': {
      const { seriesId: _, ...changed } = event.data;
      return changed;
    }
    case 'SeriesPublished':
      return { isPublished: true, publishedAt: event.data.publishedAt };
    case 'SeriesUnpublished':
      return { isPublished: false };
    case 'SeriesDeleted':
      return { deletedAt: event.data.deletedAt };
    case 'SeriesRestored':
      return { deletedAt: null };
    default:
      return null;
  }
}

type SectionEvent = Extract<SeriesEvent, { type: `Section${string}` }>;
type LessonEvent = Extract<SeriesEvent, { type: `Lesson${string}` }>;
type AccessEvent = Extract<SeriesEvent, { type: `SeriesCollaborator${string}` }>;
const isOfAccess = (event: SeriesEvent): event is AccessEvent => event.type.startsWith('SeriesCollaborator');
const isOfSection = (event: SeriesEvent): event is SectionEvent => event.type.startsWith('Section');
const isOfLesson = (event: SeriesEvent): event is LessonEvent => event.type.startsWith('Lesson');

function sectionPatchOf(event: SectionEvent): Patch<typeof sections> | 'delete' {
  if (event.type === 'SectionRemoved') return 'delete';
  const { sectionId: _, ...changed } = event.data;
  return changed;
}

function lessonPatchOf(event: LessonEvent): Patch<typeof lessons> | 'delete' {
  switch (event.type) {
    case 'LessonAdded': {
      const { seriesId, videoId, sectionId, rank, editorId } = event.data;
      return { seriesId, videoId, isOwners: editorId === undefined, sectionId, rank, announcedAs: '' };
    }
    case 'LessonMoved':
      return { sectionId: event.data.sectionId, rank: event.data.rank };
    case 'LessonRemoved':
      return 'delete';
    case 'LessonScheduled':
      return { releaseAt: event.data.releaseAt, announcedAs: event.data.announcedAs };
    case 'LessonScheduleCancelled':
    case 'LessonReleased':
      return { releaseAt: null };
  }
}

/** Gives the sections or lessons of the changed series the owner and the visibility of their series. */
function followSeries(parts: Table, events: readonly SeriesEvent[]): Statement[] {
  const changed = events.filter(({ type }) => type !== 'ChangeRejected');
  if (changed.length === 0) return [];
  const { seriesId, ownerId, isPublished, deletedAt } = seriesTable.names;
  const isDeleted = `series.${deletedAt} IS NOT NULL`;
  const isPublic = `series.${isPublished} AND NOT (${isDeleted})`;
  return [
    {
      text: `
        UPDATE ${parts.name} AS part SET owner_id = series.${ownerId}, is_public = ${isPublic}, is_deleted = ${isDeleted}
        FROM ${seriesTable.name} AS series
        WHERE part.series_id = ANY($1::uuid[]) AND series.${seriesId} = part.series_id
          AND (part.owner_id, part.is_public, part.is_deleted)
            IS DISTINCT FROM (series.${ownerId}, ${isPublic}, ${isDeleted})`,
      values: [[...new Set(changed.map(({ data }) => sameCase(data.seriesId)))].sort()],
    },
  ];
}

function project(events: readonly SeriesEvent[]): Statement[] {
  const ofSections = foldRows(events.filter(isOfSection), ({ data }) => data.sectionId, sectionPatchOf);
  const ofLessons = foldRows(events.filter(isOfLesson), ({ data }) => data.lessonId, lessonPatchOf);
  return [
    ...upsert(
      seriesTable,
      foldPatches(events, ({ data }) => data.seriesId, patchOf),
    ),
    ...deleteRows(sections, ofSections.deleted),
    ...upsert(sections, ofSections.patches),
    ...deleteRows(lessons, ofLessons.deleted),
    ...upsert(lessons, ofLessons.patches),
    ...followSeries(sections, events),
    ...followSeries(lessons, events),
    ...changeAccess(
      access,
      events.filter(isOfAccess).map(({ type, data: { seriesId, accessId, collaboratorId, role } }) => {
        const isEnd = type === 'SeriesCollaboratorDismissed';
        return { isEnd, accessId, subjectId: seriesId, collaboratorId, role };
      }),
    ),
  ];
}

/** The events after which other series are public, or public ones look different in a list. */
const CHANGES_LISTS = new Set<SeriesEvent['type']>([
  'SeriesEdited',
  'SeriesPublished',
  'SeriesUnpublished',
  'SeriesDeleted',
  'SeriesRestored',
]);

function topicsOf(events: readonly SeriesEvent[]): Topic[] {
  const changes = events.filter(({ type }) => type !== 'ChangeRejected');
  return [
    ...changes.map(({ data }) => `series:${sameCase(data.seriesId)}` as const),
    ...changes.filter(isOfAccess).map(({ data }) => `creator:${sameCase(data.collaboratorId)}` as const),
    ...changes.flatMap((event) =>
      event.type === 'SeriesCreated' ? [`creator:${sameCase(event.data.ownerId)}` as const] : [],
    ),
    ...(changes.some(({ type }) => CHANGES_LISTS.has(type)) ? (['series'] as const) : []),
  ];
}

/**
 * Series with their sections and lessons, for the studio and for everybody. A lesson names its video, which pages read
 * from the view `videos`: its rule decides who may see it.
 */
export const seriesPages = defineAggregator({
  name: 'series-pages',
  version: 3,
  tables: [access, seriesTable, sections, lessons],
  projections: [eventsOf(series, project, topicsOf)],
});
