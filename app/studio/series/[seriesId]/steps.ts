import type { OutlineSection } from '@/app/_lib/series/outline';
import type { Step } from './read-step';

export type { Step };

/** The name of the field with the step. */
export const STEP_FIELD = 'step';

interface LessonItem {
  readonly lessonId: string;
}
type Outline<Lesson extends LessonItem> = readonly OutlineSection<Lesson>[];

/** Returns the outline after a step, as the component will have it. A step that cannot be applied changes nothing. Pure. */
export function applyStep<Lesson extends LessonItem>(outline: Outline<Lesson>, step: Step): Outline<Lesson> {
  switch (step.do) {
    case 'move-lesson': {
      const lesson = outline.flatMap(({ lessons }) => lessons).find((each) => each.lessonId === step.lessonId);
      if (!lesson || step.afterLessonId === step.lessonId) return outline;
      return without(outline, step.lessonId).map((section) =>
        section.sectionId === step.sectionId
          ? { ...section, lessons: insert(section.lessons, lesson, ({ lessonId }) => lessonId === step.afterLessonId) }
          : section,
      );
    }
    case 'move-section': {
      const section = outline.find(({ sectionId }) => sectionId === step.sectionId);
      if (!section || step.afterSectionId === step.sectionId) return outline;
      const others = outline.filter((each) => each !== section);
      return insert(others, section, ({ sectionId }) => sectionId === step.afterSectionId);
    }
    case 'remove-lesson':
      return without(outline, step.lessonId);
    case 'restore-lesson':
      // The page does not have it any more.
      return outline;
    case 'remove-section': {
      const index = outline.findIndex(({ sectionId }) => sectionId === step.sectionId);
      const heir = outline[index - 1] ?? outline[index + 1];
      if (index < 0 || !heir) return outline;
      const { lessons } = outline[index]!;
      const joined = index > 0 ? [...heir.lessons, ...lessons] : [...lessons, ...heir.lessons];
      return outline
        .filter((_, each) => each !== index)
        .map((section) => (section === heir ? { ...section, lessons: joined } : section));
    }
  }
}

function without<Lesson extends LessonItem>(outline: Outline<Lesson>, lessonId: string): Outline<Lesson> {
  return outline.map((section) => ({
    ...section,
    lessons: section.lessons.filter((lesson) => lesson.lessonId !== lessonId),
  }));
}

/** Inserts an item behind the one that matches, or at the beginning. */
function insert<Item>(items: readonly Item[], item: Item, isBefore: (other: Item) => boolean): Item[] {
  const index = items.findIndex(isBefore) + 1;
  return [...items.slice(0, index), item, ...items.slice(index)];
}

/** Returns the step that moves a lesson one place up or down, also into the next section; null at the end. Pure. */
export function nudgeLesson<Lesson extends LessonItem>(
  outline: Outline<Lesson>,
  lessonId: string,
  direction: 'up' | 'down',
): Step | null {
  const at = outline.findIndex(({ lessons }) => lessons.some((lesson) => lesson.lessonId === lessonId));
  const section = outline[at];
  if (!section) return null;
  const ids = section.lessons.map((lesson) => lesson.lessonId);
  const index = ids.indexOf(lessonId);
  const to = (sectionId: string, afterLessonId: string | null): Step => ({
    do: 'move-lesson',
    lessonId,
    sectionId,
    afterLessonId,
  });
  if (direction === 'up') {
    if (index > 0) return to(section.sectionId, ids[index - 2] ?? null);
    const before = outline[at - 1];
    return before ? to(before.sectionId, before.lessons.at(-1)?.lessonId ?? null) : null;
  }
  if (index < ids.length - 1) return to(section.sectionId, ids[index + 1]!);
  const after = outline[at + 1];
  return after ? to(after.sectionId, null) : null;
}

/** Returns the step that moves a section one place up or down; null at the end. Pure. */
export function nudgeSection<Lesson extends LessonItem>(
  outline: Outline<Lesson>,
  sectionId: string,
  direction: 'up' | 'down',
): Step | null {
  const ids = outline.map((section) => section.sectionId);
  const index = ids.indexOf(sectionId);
  if (direction === 'up') {
    return index > 0 ? { do: 'move-section', sectionId, afterSectionId: ids[index - 2] ?? null } : null;
  }
  return index < ids.length - 1 ? { do: 'move-section', sectionId, afterSectionId: ids[index + 1]! } : null;
}
