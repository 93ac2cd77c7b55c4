import { countCharacters } from './characters';

/** A part of a video, from its start to the start of the next one. */
export interface Chapter {
  /** In whole seconds. */
  readonly startSeconds: number;
  readonly title: string;
}

export const CHAPTERS_MAX = 100;
/** In characters (`countCharacters`). */
export const CHAPTER_TITLE_MAX = 100;

/** What can be wrong with a chapter: it has no title or a too long one, begins too early, or after the end. */
export type ChapterReason = 'empty' | 'too-long' | 'not-ascending' | 'after-end';

/**
 * Returns what is wrong with each wrong chapter of a list, by its index: each begins later than the one before it and
 * before the end. Pure.
 * @param lengthSeconds of the video; null if it is not known.
 */
export function wrongChapters(
  chapters: readonly Chapter[],
  lengthSeconds: number | null,
): { index: number; reason: ChapterReason }[] {
  return chapters
    .map((chapter, index) => ({ index, reason: wrongIn(chapter, chapters[index - 1], lengthSeconds) }))
    .filter((each): each is { index: number; reason: ChapterReason } => each.reason !== null);
}

function wrongIn(
  { startSeconds, title }: Chapter,
  before: Chapter | undefined,
  lengthSeconds: number | null,
): ChapterReason | null {
  if (before && startSeconds <= before.startSeconds) return 'not-ascending';
  if (!isBefore(startSeconds, lengthSeconds)) return 'after-end';
  if (title === '') return 'empty';
  return countCharacters(title) > CHAPTER_TITLE_MAX ? 'too-long' : null;
}

/** Returns the chapters that begin before the end of a video. Pure. */
export function chaptersWithin(chapters: readonly Chapter[], lengthSeconds: number | null): readonly Chapter[] {
  return chapters.filter(({ startSeconds }) => isBefore(startSeconds, lengthSeconds));
}

function isBefore(seconds: number, lengthSeconds: number | null): boolean {
  return lengthSeconds === null || seconds < lengthSeconds;
}
