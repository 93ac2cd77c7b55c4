import type { Statement } from '@message-db/runtime';
import { addUp, sameCase, sorted } from '../statements';
import { bigint, date, table, uuid } from '../table';
import { quarterOf } from './shapes';
import { ofVisibleSubjects } from './subjects';
import type { ViewingFact } from '@/workers/view-counting/contract';

/** The counts of a video on a UTC day, as far as it was watched as a lesson of a series. The subject is the video. */
export const lessons = table(
  'analytics_lessons',
  {
    seriesId: uuid('NOT NULL'),
    day: date('NOT NULL'),
    subjectId: uuid('NOT NULL'),
    views: bigint('NOT NULL DEFAULT 0'),
    watchedMilliseconds: bigint('NOT NULL DEFAULT 0'),
  },
  { key: ['seriesId', 'day', 'subjectId'], rule: ofVisibleSubjects },
);

/** Adds to the counts of lessons. */
export function addToLessons(facts: readonly ViewingFact[]): Statement[] {
  const rows = sorted(byLesson(facts)).map(([, row]) => row);
  if (rows.length === 0) return [];
  return addUp(lessons, {
    seriesId: rows.map(({ seriesId }) => seriesId),
    day: rows.map(({ day }) => day),
    subjectId: rows.map(({ videoId }) => videoId),
    views: rows.map(({ views }) => views),
    watchedMilliseconds: rows.map(({ watchedMilliseconds }) => watchedMilliseconds),
  });
}

interface LessonDay {
  readonly seriesId: string;
  readonly day: string;
  readonly videoId: string;
  readonly views: number;
  readonly watchedMilliseconds: number;
}

function byLesson(facts: readonly ViewingFact[]): Map<string, LessonDay> {
  const found = new Map<string, LessonDay>();
  for (const { videoId, at, context, ...added } of facts) {
    if (context?.seriesId === undefined) continue;
    const [seriesId, { day }] = [sameCase(context.seriesId), quarterOf(at)];
    const key = `${seriesId} ${day} ${videoId}`;
    const before = found.get(key);
    found.set(key, {
      ...{ seriesId, day, videoId },
      views: (before?.views ?? 0) + added.views,
      watchedMilliseconds: (before?.watchedMilliseconds ?? 0) + added.watchedMilliseconds,
    });
  }
  return found;
}
