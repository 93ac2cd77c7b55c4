import { describe, expect, test } from 'vitest';
import { readStep } from './read-step';
import { describeStep } from './announcements';
import { applyStep, backOf, MOVE_TICKED, nudgeLesson, nudgeSection, placeOf, stepIn, type Step } from './steps';

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

describe('several lessons', () => {
  const move = (lessonIds: string[], sectionId: string, afterLessonId: string | null): Step => ({
    ...{ do: 'move-lessons', lessonIds, sectionId, afterLessonId },
  });

  test('move together, in their order', () => {
    expect(after(move(['d', 'a'], 'A', 'b'))).toBe('A:badc B: C:');
    expect(after(move(['c', 'a'], 'C', null))).toBe('A:b B:d C:ac');
  });
  test('behind one of them is behind the lesson before it that stays', () => {
    expect(after(move(['b', 'd'], 'A', 'b'))).toBe('A:abdc B: C:');
  });
  test('stay if their place is gone', () => expect(after(move(['a', 'b'], 'B', 'c'))).toBe('A:abc B:d C:'));
  test('go back to where they were, each beside those that it stood with', () => {
    const step = move(['a', 'c', 'd'], 'C', null);
    const back = backOf(outline, ['a', 'c', 'd'])!;
    expect(back).toMatchObject({ moves: [{ lessonIds: ['a'] }, { lessonIds: ['c'] }, { lessonIds: ['d'] }] });
    expect(text(applyStep(applyStep(outline, step), back))).toBe(text(outline));
    expect(backOf(outline, ['b', 'c'])).toMatchObject({ moves: [{ lessonIds: ['b', 'c'], afterLessonId: 'a' }] });
    expect(backOf(outline, ['x'])).toBe(null);
  });
  test('are said to be where they are', () => {
    const named = outline.map((each) => ({
      ...each,
      lessons: each.lessons.map(({ lessonId }) => ({ lessonId, name: lessonId })),
    }));
    expect(describeStep(named, move(['a', 'b'], 'B', 'd'))).toBe('2 lessons are now lessons 3 to 4 of 4, in “B”.');
    expect(describeStep(named, move(['a'], 'B', 'd'))).toBe('One lesson is now lesson 4 of 4, in “B”.');
    expect(describeStep(named, move(['a'], 'B', 'c'))).toBe('');
  });
});

const formOf = (...fields: [string, string][]) => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};

test('the ticked lessons and the chosen place are a step', () => {
  const ticked = formOf(['step', MOVE_TICKED], ['lessonId', 'a'], ['lessonId', 'c'], ['place', placeOf('B', 'd')]);
  expect(stepIn(ticked)).toEqual({ do: 'move-lessons', lessonIds: ['a', 'c'], sectionId: 'B', afterLessonId: 'd' });
  const first = formOf(['step', MOVE_TICKED], ['place', placeOf('B', null)]);
  expect(stepIn(first)).toEqual({ do: 'move-lessons', lessonIds: [], sectionId: 'B', afterLessonId: null });
});

test('only a valid step is read', () => {
  const lessonId = '42000000-0000-4000-8000-00000000000a';
  const remove: Step = { do: 'remove-lesson', lessonId };
  expect(readStep(formOf(['step', JSON.stringify(remove)]))).toEqual(remove);
  expect(readStep(formOf())).toBe(null);
  expect(readStep(formOf(['step', MOVE_TICKED], ['place', 'nowhere']))).toBe(null);
  for (const wrong of ['', '{', '[]', '{"do":"remove-lesson"}', '{"do":"drop"}'])
    expect(readStep(formOf(['step', wrong]))).toBe(null);
});
