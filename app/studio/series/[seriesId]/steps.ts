import type { OutlineSection } from '@/app/_lib/series/outline';
import type { Step } from './read-step';

export type { Step };

/** The name of the field with the step: the value of a button. */
export const STEP_FIELD = 'step';
/** The value of the button that moves the ticked lessons, and the names of the fields with these and the place. */
export const MOVE_TICKED = 'move-ticked';
export const TICK_FIELD = 'lessonId';
export const PLACE_FIELD = 'place';

/** Returns the step that a form asks for, as it came: nobody has checked it. */
export function stepIn(form: FormData): unknown {
  const value = form.get(STEP_FIELD);
  if (value === MOVE_TICKED) {
    const [sectionId, afterLessonId = null] = String(form.get(PLACE_FIELD) ?? '').split(' ');
    return { do: 'move-lessons', lessonIds: form.getAll(TICK_FIELD), sectionId, afterLessonId };
  }
  try {
    return JSON.parse(String(value));
  } catch {
    return null;
  }
}

/** Returns the value of the place behind a lesson of a section, or at its beginning (null). */
export function placeOf(sectionId: string, afterLessonId: string | null): string {
  return afterLessonId === null ? sectionId : `${sectionId} ${afterLessonId}`;
}

interface LessonItem {
  readonly lessonId: string;
}
type Outline<Lesson extends LessonItem> = readonly OutlineSection<Lesson>[];

/** Returns the outline after a step, as the component will have it. A step that cannot be applied changes nothing. Pure. */
export function applyStep<Lesson extends LessonItem>(outline: Outline<Lesson>, step: Step): Outline<Lesson> {
  switch (step.do) {
    case 'move-lesson':
      return moveTogether(outline, { ...step, lessonIds: [step.lessonId] });
    case 'move-lessons':
      return moveTogether(outline, step);
    case 'move-back':
      return step.moves.reduce<Outline<Lesson>>(moveTogether, outline);
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

interface Move {
  readonly lessonIds: readonly string[];
  readonly sectionId: string;
  readonly afterLessonId: string | null;
}

function moveTogether<Lesson extends LessonItem>(outline: Outline<Lesson>, move: Move): Outline<Lesson> {
  const { lessonIds, sectionId, afterLessonId } = move;
  const stays = ({ lessonId }: LessonItem) => !lessonIds.includes(lessonId);
  const moved = outline.flatMap(({ lessons }) => lessons).filter((lesson) => !stays(lesson));
  const there = outline.find((section) => section.sectionId === sectionId)?.lessons ?? [];
  const at = there.findIndex(({ lessonId }) => lessonId === afterLessonId) + 1;
  const isPlace = outline.some((section) => section.sectionId === sectionId) && (afterLessonId === null || at > 0);
  if (!isPlace) return outline;
  return outline.map((section) => ({
    ...section,
    lessons:
      section.sectionId === sectionId
        ? [...there.slice(0, at).filter(stays), ...moved, ...there.slice(at).filter(stays)]
        : section.lessons.filter(stays),
  }));
}

/** Returns the step that takes lessons back to where they are now, after they were moved together. Pure. */
export function backOf<Lesson extends LessonItem>(outline: Outline<Lesson>, lessonIds: readonly string[]): Step | null {
  const moves: { lessonIds: string[]; sectionId: string; afterLessonId: string | null }[] = [];
  for (const { sectionId, lessons } of outline) {
    let afterLessonId: string | null = null;
    let run: string[] | null = null;
    for (const { lessonId } of lessons) {
      if (!lessonIds.includes(lessonId)) [afterLessonId, run] = [lessonId, null];
      else if (run) run.push(lessonId);
      else moves.push({ lessonIds: (run = [lessonId]), sectionId, afterLessonId });
    }
  }
  return moves.length > 0 ? { do: 'move-back', moves } : null;
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
