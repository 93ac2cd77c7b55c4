import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { seriesStream } from '@/workers/series/arbitraries';
import { series } from '@/workers/series/contract';
import { projectInto, expectDeterministic } from '@/workers/testing/aggregator';
import { ada, bob, bread, knots, sails } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { seriesPages } from './aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());

const { events } = series;
const id = (kind: string, n: number) => `${kind}000000-0000-4000-8000-00000000000${n}`;
const [ropes, baking] = [id('40', 1), id('40', 2)];
const section = (n: number) => id('41', n);
const lesson = (n: number) => id('42', n);
const at = '2026-03-01T12:00:00.000Z';
const releaseAt = '2026-03-09T08:00:00.000Z';
const created = (seriesId: string, ownerId: string, title: string) =>
  events.SeriesCreated({ seriesId, ownerId, title, createdAt: at });

const access = (n: number) => ({
  ...{ seriesId: ropes, ownerId: ada, accessId: id('50', n), collaboratorId: bob, role: 'editor' as const },
});

const history = [
  [
    series.stream(ropes),
    created(ropes, ada, 'Ropes'),
    events.SectionAdded({ seriesId: ropes, sectionId: section(1), title: '', rank: 'a0' }),
    events.SectionAdded({ seriesId: ropes, sectionId: section(2), title: 'Later', rank: 'a1' }),
    events.SectionAdded({ seriesId: ropes, sectionId: section(3), title: 'Gone', rank: 'a2' }),
    events.LessonAdded({ seriesId: ropes, lessonId: lesson(1), videoId: knots, sectionId: section(1), rank: 'a0' }),
    events.LessonAdded({
      ...{ seriesId: ropes, lessonId: lesson(2), videoId: sails, sectionId: section(3), rank: 'a0', editorId: bob },
    }),
    events.SeriesPublished({ seriesId: ropes, publishedAt: at }),
  ],
  [
    series.stream(baking),
    created(baking, bob, 'Baking'),
    events.SectionAdded({ seriesId: baking, sectionId: section(4), title: 'Bread', rank: 'a0' }),
    events.LessonAdded({ seriesId: baking, lessonId: lesson(4), videoId: bread, sectionId: section(4), rank: 'a0' }),
    events.LessonAdded({ seriesId: baking, lessonId: lesson(5), videoId: sails, sectionId: section(4), rank: 'a1' }),
    events.SeriesPublished({ seriesId: baking, publishedAt: at }),
    events.SeriesDeleted({ seriesId: baking, deletedAt: at }),
    events.LessonRemoved({ seriesId: baking, lessonId: lesson(5) }),
  ],
  [
    series.stream(ropes),
    events.SeriesEdited({ seriesId: ropes, points: ['Tie knots'], posterLessonId: lesson(1) }),
    events.LessonMoved({ seriesId: ropes, lessonId: lesson(2), sectionId: section(2), rank: 'a0' }),
    events.SectionRemoved({ seriesId: ropes, sectionId: section(3) }),
    events.SectionRenamed({ seriesId: ropes, sectionId: section(1), title: 'First' }),
    events.SectionMoved({ seriesId: ropes, sectionId: section(2), rank: 'Zz' }),
    events.LessonScheduled({ seriesId: ropes, lessonId: lesson(1), releaseAt, announcedAs: '' }),
    events.LessonReleased({ seriesId: ropes, lessonId: lesson(1), videoId: knots, ownerId: ada, releasedAt: at }),
    events.LessonScheduled({ seriesId: ropes, lessonId: lesson(2), releaseAt, announcedAs: 'Sails' }),
    events.SeriesCollaboratorAdmitted(access(1)),
    events.SeriesCollaboratorAdmitted(access(2)),
    events.SeriesCollaboratorDismissed(access(1)),
    events.ChangeRejected({ seriesId: ropes, reason: 'moved-meanwhile' }),
  ],
] as const;

const streams = [seriesStream(ropes, ada, 1), seriesStream(baking, bob, 2)];

describe('series', () => {
  test('have their words, sections and lessons, which are visible with them', async () => {
    const tables = await projectInto(database.url, seriesPages, history);
    const ofRopes = { series_id: ropes, owner_id: ada, is_public: true, is_deleted: false };
    const ofBaking = { series_id: baking, owner_id: bob, is_public: false, is_deleted: true };
    expect(tables).toEqual({
      series_access: [{ access_id: id('50', 2), subject_id: ropes, user_id: bob, role: 'editor' }],
      series: [
        {
          series_id: ropes,
          owner_id: ada,
          title: 'Ropes',
          description: '',
          points: ['Tie knots'],
          poster_lesson_id: lesson(1),
          is_published: true,
          published_at: new Date(at),
          created_at: new Date(at),
          deleted_at: null,
        },
        {
          series_id: baking,
          owner_id: bob,
          title: 'Baking',
          description: '',
          points: [],
          poster_lesson_id: null,
          is_published: true,
          published_at: new Date(at),
          created_at: new Date(at),
          deleted_at: new Date(at),
        },
      ],
      series_sections: [
        { section_id: section(1), title: 'First', rank: 'a0', ...ofRopes },
        { section_id: section(2), title: 'Later', rank: 'Zz', ...ofRopes },
        { section_id: section(4), title: 'Bread', rank: 'a0', ...ofBaking },
      ],
      series_lessons: [
        {
          lesson_id: lesson(1),
          section_id: section(1),
          video_id: knots,
          is_owners: true,
          rank: 'a0',
          release_at: null,
          announced_as: '',
          ...ofRopes,
        },
        {
          lesson_id: lesson(2),
          section_id: section(2),
          video_id: sails,
          is_owners: false,
          rank: 'a0',
          release_at: new Date(releaseAt),
          announced_as: 'Sails',
          ...ofRopes,
        },
        {
          lesson_id: lesson(4),
          section_id: section(4),
          video_id: bread,
          is_owners: true,
          rank: 'a0',
          release_at: null,
          announced_as: '',
          ...ofBaking,
        },
      ],
    });
  });

  test('are rebuilt equal after their tables are dropped', async () => {
    const tables = await expectRebuiltEqual(database.url, seriesPages);
    expect(tables.series).toHaveLength(2);
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, seriesPages, streams));
});
