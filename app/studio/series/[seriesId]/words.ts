/** The words of a series as its form has them: points one a line, and '' for no choice. */
export type Words = Readonly<Record<'title' | 'points' | 'description' | 'posterLessonId', string>>;

/** Returns the words of a series in the form of its fields. */
export function seriesWords(series: {
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
