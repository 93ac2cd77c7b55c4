import { describe, expect, test } from 'vitest';
import { readStep } from './read-step';
import { applyStep, nudgeLesson, nudgeSection, type Step } from './steps';

const section = (sectionId: string, ...lessons: string[]) => ({
  sectionId,
  title: sectionId,
  lessons: lessons.map((lessonId) => ({ lessonId })),
});
const outline = [section('A', 'a', 'b', 'c'), section('B', 'd'), section('C')];

/** 'A:abc B:d C:' */
const text = (of: ReturnType<typeof applyStep<{ lessonId: string }>>) =>
  of.map(({ sectionId, lessons }) => `${sectionId}:${lessons.map(({ lessonId }) => lessonId).join('')}`).join(' ');
const after = (step: Step | null) => (step ? text(applyStep(outline, step)) : null);

describe('a step', () => {
  test('moves a lesson behind another one, or to the beginning of a section', () => {
    expect(after({ do: 'move-lesson', lessonId: 'c', sectionId: 'A', afterLessonId: null })).toBe('A:cab B:d C:');
    expect(after({ do: 'move-lesson', lessonId: 'a', sectionId: 'B', afterLessonId: 'd' })).toBe('A:bc B:da C:');
    expect(after({ do: 'move-lesson', lessonId: 'a', sectionId: 'A', afterLessonId: 'a' })).toBe('A:abc B:d C:');
  });
  test('moves a section with its lessons', () => {
    expect(after({ do: 'move-section', sectionId: 'C', afterSectionId: 'A' })).toBe('A:abc C: B:d');
    expect(after({ do: 'move-section', sectionId: 'B', afterSectionId: null })).toBe('B:d A:abc C:');
  });
  test('removes a lesson, and a section without its lessons', () => {
    expect(after({ do: 'remove-lesson', lessonId: 'b' })).toBe('A:ac B:d C:');
    expect(after({ do: 'remove-section', sectionId: 'B' })).toBe('A:abcd C:');
    expect(after({ do: 'remove-section', sectionId: 'A' })).toBe('B:abcd C:');
  });
});

describe('one place', () => {
  test('up is before the lesson above, or the end of the section above', () => {
    expect(after(nudgeLesson(outline, 'b', 'up'))).toBe('A:bac B:d C:');
    expect(after(nudgeLesson(outline, 'd', 'up'))).toBe('A:abcd B: C:');
    expect(nudgeLesson(outline, 'a', 'up')).toBe(null);
  });
  test('down is behind the lesson below, or the beginning of the section below', () => {
    expect(after(nudgeLesson(outline, 'a', 'down'))).toBe('A:bac B:d C:');
    expect(after(nudgeLesson(outline, 'c', 'down'))).toBe('A:ab B:cd C:');
    expect(nudgeLesson([section('A', 'a')], 'a', 'down')).toBe(null);
  });
  test('moves a section too', () => {
    expect(after(nudgeSection(outline, 'C', 'up'))).toBe('A:abc C: B:d');
    expect(after(nudgeSection(outline, 'A', 'down'))).toBe('B:d A:abc C:');
    expect([nudgeSection(outline, 'A', 'up'), nudgeSection(outline, 'C', 'down')]).toEqual([null, null]);
  });
});

test('only a valid step is read', () => {
  const lessonId = '42000000-0000-4000-8000-00000000000a';
  const remove: Step = { do: 'remove-lesson', lessonId };
  expect(readStep(JSON.stringify(remove))).toEqual(remove);
  for (const wrong of [null, '', '{', '[]', '{"do":"remove-lesson"}', '{"do":"drop"}'])
    expect(readStep(wrong)).toBe(null);
});
