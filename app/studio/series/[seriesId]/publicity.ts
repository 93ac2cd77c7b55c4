import type { CreatorsLesson } from '../_queries/creators-series';

/** Returns whether everybody can watch the video of a lesson. */
export function isPublic({ publication, isPlayable }: Pick<CreatorsLesson, 'publication' | 'isPlayable'>): boolean {
  return publication === 'published' && isPlayable === true;
}
