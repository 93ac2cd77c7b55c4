import { formatDuration } from '@/app/_lib/format/format';
import { readChapterLines } from '@/text/chapter-lines';
import { CHAPTER_TITLE_MAX, CHAPTERS_MAX, wrongChapters, type Chapter } from '@/text/chapters';

/**
 * Reads the chapters that a creator typed, a line each. Pure.
 * @param lengthSeconds of the video; null if it is not known.
 * @returns a sentence about the first line that is wrong, if there is one.
 */
export function readTyped(text: string, lengthSeconds: number | null): readonly Chapter[] | string {
  const lines = readChapterLines(text);
  if (lines.length > CHAPTERS_MAX) return `A video can have up to ${CHAPTERS_MAX} chapters. Remove a few.`;
  const chapters: Chapter[] = [];
  for (const { line, chapter } of lines) {
    if (!chapter) return `Line ${line} doesn’t begin with a time. Write one such as 1:23, then the title.`;
    chapters.push(chapter);
  }
  const [wrong] = wrongChapters(chapters, lengthSeconds);
  if (!wrong) return chapters;
  const at = `The chapter at ${formatDuration(chapters[wrong.index]!.startSeconds)}`;
  switch (wrong.reason) {
    case 'not-ascending':
      return `${at} doesn’t begin later than the one before it. Change its time.`;
    case 'after-end':
      return `${at} begins after the end of the video, at ${formatDuration(lengthSeconds ?? 0)}. Change its time, or remove it.`;
    case 'empty':
      return `${at} has no title. Give it one, or remove it.`;
    case 'too-long':
      return `${at} has a title of more than ${CHAPTER_TITLE_MAX} characters. Shorten it.`;
  }
}
