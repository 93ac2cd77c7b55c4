import { readChapterLine, writeChapterLines } from '@/text/chapter-lines';
import { CHAPTER_TITLE_MAX, wrongChapters, type ChapterReason } from '@/text/chapters';
import { tidyName } from '@/text/tidy';
import { parseTime, writeTime } from '@/text/times';

/** A chapter that is being edited: what its two inputs have. */
export interface Row {
  /** Stays with the row wherever it is in the list. */
  readonly key: number;
  readonly time: string;
  readonly title: string;
}

/** What is wrong with a row, and at which of its inputs. */
export interface RowError {
  readonly input: 'time' | 'title';
  readonly text: string;
}

let lastKey = 0;

/** Makes a row with a key of its own. */
export function newRow(time: string, title: string): Row {
  lastKey += 1;
  return { key: lastKey, time, title };
}

/** Returns the rows for the text of the form, a line each. A line without a time keeps its words as a title. */
export function rowsOf(text: string): Row[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const chapter = readChapterLine(line);
      return chapter ? newRow(writeTime(chapter.startSeconds), chapter.title) : newRow('', line.trim());
    });
}

/** Returns the text of the form for rows. Pure. */
export function textOf(rows: readonly Row[]): string {
  return rows
    .map(({ time, title }) => {
      const startSeconds = secondsOf(time);
      if (startSeconds === null) return `${time} ${title}`.trim();
      return writeChapterLines([{ startSeconds, title }]).trim();
    })
    .filter((line) => line !== '')
    .join('\n');
}

/** Reads the time of a row: `1:23`, or seconds alone. Null if it is none. Pure. */
export function secondsOf(time: string): number | null {
  const text = time.trim();
  return /^\d{1,6}$/.test(text) ? Number(text) : parseTime(text);
}

/** Returns the rows in the order of their times, written in one way. While one is no time, all stay where they are. */
export function inOrder(rows: readonly Row[]): readonly Row[] {
  const timed = rows.map((row) => ({ row, seconds: secondsOf(row.time) }));
  const tidy = timed.map(({ row, seconds }) => (seconds === null ? row : { ...row, time: writeTime(seconds) }));
  if (timed.some(({ seconds }) => seconds === null)) return tidy;
  return tidy.toSorted((one, other) => secondsOf(one.time)! - secondsOf(other.time)!);
}

/** Moves the time of a row by some seconds, within the video. Pure. @param lengthSeconds null if it is not known. */
export function nudge(row: Row, by: number, lengthSeconds: number | null): Row {
  const seconds = secondsOf(row.time) ?? 0;
  const last = lengthSeconds === null ? Infinity : Math.max(0, Math.ceil(lengthSeconds) - 1);
  return { ...row, time: writeTime(Math.min(Math.max(0, seconds + by), last)) };
}

const SENTENCES: Record<ChapterReason, RowError> = {
  'not-ascending': { input: 'time', text: 'Another chapter begins at this time or later.' },
  'after-end': { input: 'time', text: 'This is after the end of the video.' },
  empty: { input: 'title', text: 'Give this chapter a title.' },
  'too-long': { input: 'title', text: `Up to ${CHAPTER_TITLE_MAX} characters, please.` },
};

/** Returns what is wrong with each wrong row, by its key. Pure. */
export function errorsOf(rows: readonly Row[], lengthSeconds: number | null): ReadonlyMap<number, RowError> {
  const errors = new Map<number, RowError>();
  const timed: { key: number; startSeconds: number; title: string }[] = [];
  for (const { key, time, title } of rows) {
    const startSeconds = secondsOf(time);
    if (startSeconds === null) errors.set(key, { input: 'time', text: 'Type a time such as 1:23.' });
    else timed.push({ key, startSeconds, title: tidyName(title) });
  }
  for (const { index, reason } of wrongChapters(timed, lengthSeconds)) errors.set(timed[index]!.key, SENTENCES[reason]);
  return errors;
}
