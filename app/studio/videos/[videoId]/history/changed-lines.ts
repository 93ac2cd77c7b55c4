/** The part of two texts in which they differ, by whole lines. */
export interface ChangedLines {
  before: string;
  after: string;
  /** Lines were left out in front of the part or after it, because they are equal. */
  isPart: boolean;
}

/** How many equal lines are shown around a change. */
const AROUND = 1;

/** Returns the lines in which two texts differ, with a line around them. Pure. */
export function changedLines(before: string, after: string): ChangedLines {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const [from, left] = [Math.max(0, start - AROUND), Math.max(0, end - AROUND)];
  const part = (lines: string[]) => lines.slice(from, lines.length - left).join('\n');
  return { before: part(old), after: part(now), isPart: from > 0 || left > 0 };
}
