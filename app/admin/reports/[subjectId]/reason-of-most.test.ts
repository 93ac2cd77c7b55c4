import { expect, test } from 'vitest';
import { reasonOfMost } from './reason-of-most';

test('the reason of most reports is proposed, the first of several', () => {
  expect(reasonOfMost([])).toBe(null);
  expect(reasonOfMost(['spam', 'hate', 'hate'])).toBe('hate');
  expect(reasonOfMost(['spam', 'hate'])).toBe('spam');
});
