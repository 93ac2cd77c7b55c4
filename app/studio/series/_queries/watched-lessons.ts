import 'server-only';
import type { OutlineSection } from '@/app/_lib/series/outline';
import { lessonCounts } from '@/app/studio/_analytics/_queries/lesson-counts';
import type { Span } from '@/app/studio/_analytics/_queries/utc-days';
import type { Counted } from '@/app/studio/_analytics/sums';
import type { CreatorsLesson, CreatorsSeries } from './creators-series';

/** A lesson with what was counted of it within the series. */
export type WatchedLesson = CreatorsLesson & Counted;

/** Returns the lessons of a series with what was counted of each in a period. Parameters as of `lessonCounts`. */
export async function watchedLessons(
  userId: string,
  { seriesId, outline }: Pick<CreatorsSeries, 'seriesId' | 'outline'>,
  period: Span,
): Promise<readonly OutlineSection<WatchedLesson>[]> {
  const counts = await lessonCounts(userId, seriesId, period);
  return outline.map((section) => ({
    ...section,
    lessons: section.lessons.map((lesson) => {
      const { views = 0, watchedSeconds = 0 } = counts.get(lesson.videoId) ?? {};
      return { ...lesson, views, watchedSeconds };
    }),
  }));
}
