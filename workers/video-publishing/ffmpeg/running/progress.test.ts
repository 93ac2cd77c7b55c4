import { expect, test } from 'vitest';
import { readProgress } from './progress';

test.each([
  ['out_time_us=2500000', 2.5],
  ['out_time_ms=2500000', 2.5],
  ['frame=75', null],
  ['out_time_us=N/A', null],
  ['out_time_us=-9223372036854775807', null],
  ['out_time=00:00:02.500000', null],
  ['progress=continue', null],
])('readProgress finds in %s: %j', (line, seconds) => {
  expect(readProgress(line)).toEqual(seconds);
});
