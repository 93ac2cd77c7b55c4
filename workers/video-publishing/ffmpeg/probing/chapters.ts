import { CHAPTER_TITLE_MAX, CHAPTERS_MAX, chaptersWithin, type Chapter } from '@/text/chapters';
import { truncate } from '@/text/characters';
import { tidyName } from '@/text/tidy';
import type { Length } from './length';
import type { Mark } from './source';

/**
 * Returns the chapters of a file, in order and to whole seconds. Marks outside of the film, and those that begin in the
 * same second as another, are left out. One without a title gets its number. A single one divides nothing, so it is none.
 * Pure.
 */
export function chaptersOf(marks: readonly Mark[], { start, durationSeconds }: Length): Chapter[] {
  const found = marks
    .filter((mark) => Number.isFinite(mark.start))
    .toSorted((one, other) => one.start - other.start)
    .map((mark) => ({ startSeconds: Math.max(0, Math.round(mark.start - start)), title: tidyName(mark.title) }))
    .filter(({ startSeconds }, index, all) => startSeconds !== all[index - 1]?.startSeconds);
  const within = chaptersWithin(found, durationSeconds).slice(0, CHAPTERS_MAX);
  if (within.length < 2) return [];
  return within.map(({ startSeconds, title }, index) => ({
    startSeconds,
    title: truncate(title, CHAPTER_TITLE_MAX) || `Chapter ${index + 1}`,
  }));
}
