import { CHAPTER_TITLE_MAX, CHAPTERS_MAX, chaptersWithin, type Chapter } from './chapters';
import { truncate } from './characters';
import { tidyName } from './tidy';
import { parseTime, writeTime } from './times';

/*
 * Chapters as people write them, a line each: `1:23 Bowline`. In a form, and in the description of a video.
 */

/**
 * The mark of a list and opening brackets, the time, or from when to when, and what stands between it and the title. The
 * time ends there: 9:30am is none.
 */
const LINE = new RegExp(
  [
    /^\s*(?:(?:[-*+•·–—>#]+|\d{1,3}[.)])\s+)?[([{"'“*_`]*/u,
    /(?<time>(?:\d{1,2}:)?\d{1,3}:\d\d)(?![\p{L}\p{N}/\\]|[.,:]\d)/u,
    /(?:\s*[-–—]\s*(?:\d{1,2}:)?\d{1,3}:\d\d(?![\p{L}\p{N}/\\]|[.,:]\d))?/u,
    /[)\]}"'”*_`]*[\s\-–—:|.,·→>=]*(?<title>.*)$/u,
  ]
    .map(({ source }) => source)
    .join(''),
  'u',
);

/** Reads a line. Null if it does not begin with a time. */
export function readChapterLine(line: string): Chapter | null {
  const { time = '', title = '' } = LINE.exec(line)?.groups ?? {};
  const startSeconds = parseTime(time);
  return startSeconds === null ? null : { startSeconds, title: tidyName(title) };
}

/** Reads the lines of a form, without empty ones. @returns with `null` for a line that does not begin with a time. */
export function readChapterLines(text: string): { line: number; chapter: Chapter | null }[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line: index + 1, text: line }))
    .filter((each) => each.text.trim() !== '')
    .map((each) => ({ line: each.line, chapter: readChapterLine(each.text) }));
}

/** Returns the lines of a form. */
export function writeChapterLines(chapters: readonly Chapter[]): string {
  return chapters.map(({ startSeconds, title }) => `${writeTime(startSeconds)} ${title}`).join('\n');
}

/** The rules for times in a description, as YouTube has them: so many chapters, each so long. */
export const DESCRIBED_MIN = 3;
export const DESCRIBED_SECONDS_MIN = 10;

/** Why the times in a description are no chapters. */
export type NoChaptersReason =
  | 'no-times'
  | 'too-few'
  | 'too-many'
  | 'not-at-start'
  | 'not-ascending'
  | 'too-short'
  | 'after-end'
  | 'no-title';

/** The chapters in a description; or why there are none, with the first one that is wrong. */
export type DescribedChapters =
  | { readonly chapters: readonly Chapter[] }
  | { readonly reason: NoChaptersReason; readonly wrong: Chapter | null };

/**
 * Finds the chapters in a description: the lines that begin with a time, if the first is 0:00, there are at least three,
 * and each begins at least ten seconds after the one before it and before the end. Pure.
 * @param description in Markdown; links and marks in a title are removed.
 * @param lengthSeconds of the video; null if it is not known.
 */
export function chaptersInDescription(description: string, lengthSeconds: number | null): DescribedChapters {
  const found = description
    .split('\n')
    .map(readChapterLine)
    .filter((each) => each !== null)
    .map(({ startSeconds, title }) => ({ startSeconds, title: truncate(withoutMarks(title), CHAPTER_TITLE_MAX) }));
  const [first] = found;
  const none = (reason: NoChaptersReason, wrong: Chapter | null = null) => ({ reason, wrong });
  if (!first) return none('no-times');
  if (found.length < DESCRIBED_MIN) return none('too-few');
  if (found.length > CHAPTERS_MAX) return none('too-many');
  if (first.startSeconds !== 0) return none('not-at-start', first);
  const within = chaptersWithin(found, lengthSeconds);
  const afterEnd = found.find((each) => !within.includes(each));
  if (afterEnd) return none('after-end', afterEnd);
  const ends = [...found.slice(1).map(({ startSeconds }) => startSeconds), lengthSeconds ?? Infinity];
  for (const [index, chapter] of found.entries()) {
    const seconds = ends[index]! - chapter.startSeconds;
    if (seconds <= 0) return none('not-ascending', found[index + 1]);
    if (seconds < DESCRIBED_SECONDS_MIN) return none('too-short', chapter);
    if (chapter.title === '') return none('no-title', chapter);
  }
  return { chapters: found };
}

/** Removes the marks of links, code and emphasis. */
function withoutMarks(title: string): string {
  return title
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/(\*\*|\*|`)(\S|\S.*?\S)\1/g, '$2')
    .trim();
}
