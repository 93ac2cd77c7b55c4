import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { series } from './contract';
import { examples } from './examples';

const idsOf = (kind: string) => [1, 2, 3].map((n) => `${kind}000000-0000-4000-8000-00000000000${n}`);
const sectionIds = idsOf('41');
const lessonIds = idsOf('42');
const videoIds = idsOf('10');
const title = fc.constantFrom('Knots', 'Ten knots', '');
/** Few values, so that timers often match a schedule. Random times are before and after them. */
const releaseAt = fc.constantFrom('2026-11-21T12:00:00.000Z', '2026-12-01T08:00:00.000Z', '2029-01-01T08:00:00.000Z');

const fields = {
  sectionId: fc.constantFrom(...sectionIds),
  lessonId: fc.constantFrom(...lessonIds),
  videoId: fc.constantFrom(...videoIds),
  afterSectionId: fc.constantFrom(null, ...sectionIds),
  afterLessonId: fc.constantFrom(null, ...lessonIds),
  posterLessonId: fc.constantFrom(null, ...lessonIds),
  title,
  description: title,
  announcedAs: title,
  points: fc.array(title, { maxLength: 3 }),
  releaseAt,
  requestedAt: moments,
  decisionId: fc.constantFrom(...idsOf('70')),
  decidedAt: moments,
};

/** Commands to the series of the examples, from its owner and from others. */
export function seriesCommands() {
  const { userId } = examples.commands.UnpublishSeries.data;
  return anyOf(
    variationsOf(series.commands, examples.commands, {
      ...fields,
      userId: fc.constantFrom(userId, userId, userId, '00000000-0000-4000-8000-00000000000b'),
      lessonIds: fc.subarray(lessonIds, { minLength: 1 }),
      lessons: fc.array(fc.record({ lessonId: fields.lessonId, videoId: fields.videoId }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  );
}

/** Returns the stream of a series. @param index tells its sections and lessons from those of other streams. */
export function seriesStream(seriesId: string, ownerId: string, index: number): ArbitraryStream {
  const own = (ids: readonly string[]) => ids.map((id) => id.replace('-0000-', `-000${index}-`));
  const { SeriesCreated, ...later } = variationsOf(series.events, examples.events, {
    ...fields,
    seriesId: fc.constant(seriesId),
    ownerId: fc.constant(ownerId),
    sectionId: fc.constantFrom(...own(sectionIds)),
    lessonId: fc.constantFrom(...own(lessonIds)),
    posterLessonId: fc.constantFrom(null, ...own(lessonIds)),
    rank: fc.constantFrom('Zz', 'a0', 'a0V', 'a1'),
    createdAt: moments,
    publishedAt: moments,
    deletedAt: moments,
    releasedAt: moments,
    takenDownAt: moments,
    putBackAt: moments,
  });
  return { name: series.stream(seriesId), first: SeriesCreated, later: anyOf(later), weight: 3 };
}
