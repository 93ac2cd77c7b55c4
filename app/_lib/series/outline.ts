/** A section or a lesson of a series as views have it. */
interface Ranked {
  readonly sectionId: string;
  readonly rank: string;
}

/** A section with its lessons, in their order. */
export interface OutlineSection<Lesson> {
  readonly sectionId: string;
  readonly title: string;
  readonly lessons: readonly Lesson[];
}

/** Compares ranks by their UTF-16 units, as the component does. A database may sort texts by another rule. */
export function byRank({ rank: a }: Ranked, { rank: b }: Ranked): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Returns the sections of a series in their order, each with its lessons. Pure. */
export function outlineOf<Lesson extends Ranked>(
  sections: readonly (Ranked & { readonly title: string })[],
  lessons: readonly Lesson[],
): OutlineSection<Lesson>[] {
  return [...sections].sort(byRank).map(({ sectionId, title }) => ({
    sectionId,
    title,
    lessons: lessons.filter((lesson) => lesson.sectionId === sectionId).sort(byRank),
  }));
}
