import { expect, test } from 'vitest';
import { isMuchShorter, lengthOf } from './length';

const span = (start: number, end: number) => ({ start, end, lastSeconds: 0.04 });

test('the length is from the first picture or sound to the end of the last, in whole pictures', () => {
  expect(lengthOf(span(0, 4), null, '25')).toEqual({ start: 0, durationSeconds: 4 });
  expect(lengthOf(span(0, 4), span(0, 8), '25')).toEqual({ start: 0, durationSeconds: 8 });
  expect(lengthOf(span(0.02, 4.021), span(0, 4.01), '25/1')).toEqual({ start: 0, durationSeconds: 4.04 });
  expect(lengthOf(span(0, 4), null, '30000/1001').durationSeconds).toBeCloseTo(4.004, 3);
});
test('the length does not include the time before both tracks', () => {
  expect(lengthOf(span(10, 14), span(12, 13), '25')).toEqual({ start: 10, durationSeconds: 4 });
  expect(lengthOf(span(-0.04, 4), span(-0.02, 4), '25')).toEqual({ start: 0, durationSeconds: 4 });
});
test('the length is at least one picture', () => {
  expect(lengthOf(span(0, 0), null, '25')).toEqual({ start: 0, durationSeconds: 0.04 });
});
test('isMuchShorter is true if more than a tenth and more than a second is missing', () => {
  expect([isMuchShorter(88, 100), isMuchShorter(91, 100), isMuchShorter(1.5, 2), isMuchShorter(0.5, 2)]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
