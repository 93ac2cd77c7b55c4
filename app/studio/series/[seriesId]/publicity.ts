import type { CreatorsLesson } from '../_queries/creators-series';

/** Returns whether everybody can watch the video of a lesson, and the series shows it. */
export function isPublic({
  publication,
  visibility,
  isPlayable,
}: Pick<CreatorsLesson, 'publication' | 'visibility' | 'isPlayable'>): boolean {
  return publication === 'published' && visibility === 'public' && isPlayable === true;
}
