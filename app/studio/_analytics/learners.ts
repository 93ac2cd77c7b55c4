/** A lesson that people can watch, with its views within the series. */
export interface LessonViews {
  readonly title: string;
  readonly views: number;
}

/** Where a series loses learners. */
export interface Loss {
  /** The place of the last lesson before it, from 0. */
  readonly after: number;
  /** How much fewer views the next lesson has: 0.4 for 40 % fewer. */
  readonly share: number;
}

/** Fewer views of a lesson say nothing about the next. */
export const VIEWS_MIN = 10;
/** A smaller loss is chance. */
const LOSS_MIN = 0.1;

/** Returns where a series loses the largest part of its learners from one lesson to the next; null if nowhere. Pure. */
export function largestLoss(lessons: readonly LessonViews[]): Loss | null {
  const losses = lessons.slice(1).flatMap(({ views }, after): Loss[] => {
    const before = lessons[after]!.views;
    const share = before < VIEWS_MIN ? 0 : 1 - views / before;
    return share >= LOSS_MIN ? [{ after, share }] : [];
  });
  return losses.reduce<Loss | null>((most, loss) => (most === null || loss.share > most.share ? loss : most), null);
}

/**
 * Returns the part of the learners of a series who reach its last lesson, by the views of the first and the last; null if
 * there is only one lesson, or too few views. Pure.
 */
export function shareAtEnd(lessons: readonly LessonViews[]): number | null {
  const first = lessons[0]?.views ?? 0;
  return lessons.length < 2 || first < VIEWS_MIN ? null : Math.min(1, lessons.at(-1)!.views / first);
}
