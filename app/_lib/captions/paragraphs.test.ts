import { expect, test } from 'vitest';
import { paragraphsOf } from './paragraphs';

const line = (start: number, text: string) => ({ start, end: start + 1_000, text });

test('lines are grouped to paragraphs: until a silence, the end of a sentence, or a length', () => {
  expect(paragraphsOf([line(1_900, 'Make a\nloop,'), line(3_000, 'then pull.'), line(9_000, 'Done.')])).toEqual([
    [1, 'Make a loop, then pull.'],
    [9, 'Done.'],
  ]);
  const long = 'x'.repeat(130);
  expect(paragraphsOf([line(0, `${long}.`), line(1_000, 'Next')])).toHaveLength(2);
  expect(paragraphsOf([line(0, long), line(1_000, 'more')])).toHaveLength(1);
  expect(paragraphsOf([line(0, long), line(1_000, long), line(2_000, 'Next')])).toHaveLength(2);
  expect(paragraphsOf([])).toEqual([]);
});
