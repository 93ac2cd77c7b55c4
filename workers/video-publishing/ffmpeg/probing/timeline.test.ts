import { expect, test } from 'vitest';
import { Timeline } from './timeline';

function spanOf(lines: string, track = 0) {
  const timeline = new Timeline();
  for (const line of lines.trim().split('\n')) timeline.read(line);
  return timeline.span(track);
}

test('a span is from the first packet to the end of the last one shown', () => {
  const lines = `
#software: Lavf58.3.100
#tb 0: 1/10
#tb 1: 1/1000
1,       2500,       2500,       21,      192, 0x11a85e70
0,          0,          0,       10,     7534, 0x8415c062
0,         10,         30,       10,     7534, 0x8415c062, F=0x0
0,         20,         20,       10,     7534, 0x8415c062, F=0x0`;
  expect(spanOf(lines)).toEqual({ start: 0, end: 4, lastSeconds: 1 });
  expect(spanOf(lines, 1)).toEqual({ start: 2.5, end: 2.521, lastSeconds: 0.021 });
  expect(spanOf(lines, 2)).toBe(null);
});
test('a span does not include packets that an edit list discards', () => {
  expect(
    spanOf('#tb 0: 1/10\n0, -10, -10, 10, 9, 0x1, F=0x5\n0, 0, 0, 10, 9, 0x1\n0, 10, 10, 10, 9, 0x1, F=0x4'),
  ).toEqual({ start: 0, end: 1, lastSeconds: 1 });
});
test('a last frame without a duration counts as long as the average', () => {
  expect(spanOf('#tb 0: 1/10\n0, 0, 0, 0, 9, 0x1\n0, 5, 5, 0, 9, 0x1\n0, 10, 10, 0, 9, 0x1')).toEqual({
    start: 0,
    end: 1.5,
    lastSeconds: 0.5,
  });
});
test('decoding times are used if there are no presentation times', () => {
  expect(spanOf('#tb 0: 1/2\n0, 3, -9223372036854775808, 1, 9, 0x1')).toMatchObject({ start: 1.5, end: 2 });
  expect(spanOf('#tb 0: 1/10\n0, -9223372036854775808, -9223372036854775808, 1, 9, 0x1')).toBe(null);
});
