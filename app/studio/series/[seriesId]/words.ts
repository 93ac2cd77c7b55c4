import { sameText, withPlainBreaks } from '@/app/_lib/commands/compare-texts';

/** The words of a series as its form has them: points one a line, and '' for no choice. */
export interface Words {
  readonly title: string;
  readonly points: string;
  readonly description: string;
  readonly posterLessonId: string;
}
export const WORDS = ['title', 'points', 'description', 'posterLessonId'] as const satisfies (keyof Words)[];

/** Returns the words of a series in the form of its fields. */
export function wordsOf(series: {
  title: string;
  points: readonly string[];
  description: string;
  posterLessonId: string | null;
}): Words {
  const { title, points, description, posterLessonId } = series;
  return { title, description, points: points.join('\n'), posterLessonId: posterLessonId ?? '' };
}

/** Returns the points of a text, one a line, without marks at their beginning. */
export function pointsOf(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.replace(/^\s*[-*•–]\s+/, '').trim());
}

/** Reads words that a form had when the user began. Null if they are missing or not the form's own. */
export function readWords(text: unknown): Words | null {
  try {
    const read = JSON.parse(String(text)) as Record<string, unknown>;
    return WORDS.every((name) => typeof read[name] === 'string') ? (read as unknown as Words) : null;
  } catch {
    return null;
  }
}

const isSame = (name: keyof Words, one: string, other: string) =>
  name === 'title' || name === 'posterLessonId'
    ? sameText(one, other)
    : withPlainBreaks(one).trim() === withPlainBreaks(other).trim();

/**
 * Compares what a user typed with what they began from and with what the site has now. Pure.
 * @returns the fields that they changed, and those of them that somebody else changed meanwhile.
 */
export function compareWords(typed: Words, began: Words, current: Words) {
  const changed = WORDS.filter(
    (name) => !isSame(name, typed[name], began[name]) && !isSame(name, typed[name], current[name]),
  );
  return { changed, conflicts: changed.filter((name) => !isSame(name, began[name], current[name])) };
}
