import { expect, test } from 'vitest';
import { NEWEST_MAX, NEWEST_STEP, readCount } from './newest-count';

test.each([
  ['nothing', undefined, NEWEST_STEP],
  ['a number', '24', 24],
  ['the most', String(NEWEST_MAX), NEWEST_MAX],
  ['too many', '1000000', NEWEST_STEP],
  ['too few', '0', NEWEST_STEP],
  ['half a video', '12.5', NEWEST_STEP],
  ['a word', 'all', NEWEST_STEP],
  ['two values', ['24', '36'], NEWEST_STEP],
])('%s', (_, parameter, count) => expect(readCount(parameter)).toBe(count));
