import type { OutlineSection } from '@/app/_lib/series/outline';
import { applyStep, type Step } from './steps';

interface Lesson {
  readonly lessonId: string;
  /** Null for a video that is in the trash or gone. */
  readonly name: string | null;
}
type Outline = readonly OutlineSection<Lesson>[];

/** Its name. It may also lack one because the video is not shared with this collaborator. */
export function titleOf({ name }: Pick<Lesson, 'name'>): string {
  return name ?? 'A video that was deleted or isn’t shared with you';
}

/** The name of a section: its title, or its number. */
export function nameOfSection(outline: Outline, sectionId: string): string {
  const index = outline.findIndex((section) => section.sectionId === sectionId);
  return outline[index]?.title || `Section ${index + 1}`;
}

/** Returns what a screen reader says after a step: where the moved item is now. Pure. */
export function describeStep(before: Outline, step: Step): string {
  const after = applyStep(before, step);
  switch (step.do) {
    case 'move-lesson': {
      const lessons = after.flatMap((section) => section.lessons);
      const index = lessons.findIndex(({ lessonId }) => lessonId === step.lessonId);
      const lesson = lessons[index];
      if (!lesson) return '';
      return `“${titleOf(lesson)}” is now lesson ${index + 1} of ${lessons.length}, in “${nameOfSection(after, step.sectionId)}”.`;
    }
    case 'move-lessons': {
      const lessons = after.flatMap((section) => section.lessons);
      const numbers = lessons.flatMap(({ lessonId }, index) => (step.lessonIds.includes(lessonId) ? [index + 1] : []));
      const [first, last] = [numbers[0], numbers.at(-1)];
      if (first === undefined || after === before) return '';
      const [who, where] =
        first === last ? ['One lesson is', `${first}`] : [`${numbers.length} lessons are`, `${first} to ${last}`];
      return `${who} now ${first === last ? 'lesson' : 'lessons'} ${where} of ${lessons.length}, in “${nameOfSection(after, step.sectionId)}”.`;
    }
    case 'move-back':
      return 'The lessons are back.';
    case 'move-section': {
      const index = after.findIndex(({ sectionId }) => sectionId === step.sectionId);
      return `“${nameOfSection(before, step.sectionId)}” is now section ${index + 1} of ${after.length}.`;
    }
    case 'remove-lesson': {
      const lesson = before.flatMap(({ lessons }) => lessons).find(({ lessonId }) => lessonId === step.lessonId);
      return lesson ? `“${titleOf(lesson)}” is removed from the series.` : '';
    }
    case 'remove-section':
      return `“${nameOfSection(before, step.sectionId)}” is removed. Its lessons are in the section beside it.`;
    case 'restore-lesson':
      return 'The lesson is back.';
  }
}
