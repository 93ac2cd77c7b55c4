import { describe, expect, test } from 'vitest';
import { compareWords, pointsOf, readWords, wordsOf } from './words';

const began = wordsOf({ title: 'Knots', points: ['Tie', 'Choose'], description: '', posterLessonId: null });

describe('two tabs', () => {
  test('that change different fields keep both changes', () => {
    const current = { ...began, description: 'From the other tab' };
    expect(compareWords({ ...began, title: 'Ten knots' }, began, current)).toEqual({
      changed: ['title'],
      conflicts: [],
    });
  });
  test('that change the same field are told', () => {
    const current = { ...began, title: 'From the other tab' };
    expect(compareWords({ ...began, title: 'Ten knots' }, began, current)).toEqual({
      changed: ['title'],
      conflicts: ['title'],
    });
  });
  test('that make the same change are not', () => {
    const current = { ...began, title: 'Ten knots' };
    expect(compareWords({ ...began, title: ' Ten knots' }, began, current)).toEqual({ changed: [], conflicts: [] });
  });
  test('that show the other change already have nothing to save', () => {
    const current = { ...began, points: 'Tie\nChoose\nSplice' };
    const typed = { ...began, points: 'Tie\r\nChoose\r\nSplice' };
    expect(compareWords(typed, began, current).changed).toEqual([]);
  });
});

test('points are the lines of a text, without list marks', () => {
  expect(pointsOf('- Tie\r\n• Choose \n\nSplice')).toEqual(['Tie', 'Choose', '', 'Splice']);
});

test('only whole words are read', () => {
  expect(readWords(JSON.stringify(began))).toEqual(began);
  for (const wrong of [null, '', '{}', '{"title":1}']) expect(readWords(wrong)).toBe(null);
});
