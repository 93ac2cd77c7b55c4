import 'server-only';
import type { OutlineSection } from '@/app/_lib/series/outline';
import { lessonCounts, lessonSteps } from '@/app/studio/_analytics/_queries/lesson-counts';
import type { Step } from '@/app/studio/_analytics/learners';
import type { Period } from '@/app/studio/_analytics/period';
import type { Counted } from '@/app/studio/_analytics/sums';
import { isPublic } from '../[seriesId]/publicity';
import type { CreatorsLesson, CreatorsSeries } from './creators-series';

/** A lesson with what was counted of it within the series. */
export type WatchedLesson = CreatorsLesson & Counted;

/** The lessons of a series as they were watched within it. */
export interface WatchedSeries {
  readonly sections: readonly OutlineSection<WatchedLesson>[];
  /** Those that everybody can watch, in their order. */
  readonly open: readonly WatchedLesson[];
  /** From each of these to the next. */
  readonly steps: readonly Step[];
  /** From the first of these to the last; undefined if there are not two. */
  readonly whole: Step | undefined;
}

/** Returns the lessons of a series with what was counted of each. @param period in days of UTC. */
export async function watchedSeries(
  userId: string,
  { seriesId, outline }: Pick<CreatorsSeries, 'seriesId' | 'outline'>,
  period: Period,
): Promise<WatchedSeries> {
  const open = outline.flatMap(({ lessons }) => lessons).filter(isPublic);
  const pairs = open.slice(1).map((after, index) => ({ before: open[index]!, after }));
  if (open.length > 1) pairs.push({ before: open[0]!, after: open.at(-1)! });
  const [counts, compared] = await Promise.all([
    lessonCounts(userId, seriesId, period),
    lessonSteps(userId, seriesId, pairs, period),
  ]);
  const watched = (lesson: CreatorsLesson): WatchedLesson => {
    const { views = 0, watchedSeconds = 0 } = counts.get(lesson.videoId) ?? {};
    return { ...lesson, views, watchedSeconds };
  };
  return {
    sections: outline.map((section) => ({ ...section, lessons: section.lessons.map(watched) })),
    open: open.map(watched),
    steps: compared.slice(0, Math.max(0, open.length - 1)),
    whole: compared[open.length - 1],
  };
}
