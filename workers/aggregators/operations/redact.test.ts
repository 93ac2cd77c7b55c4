import { expect, test } from 'vitest';
import { redact } from './redact';

test('secrets and what is sealed are hidden however deep they are, and nothing else is', () => {
  expect(
    redact({ name: 'Knots', passwordHash: 'x', links: [{ sessionHash: { a: 1 }, to: 'sealed:AbC', at: 3 }] }),
  ).toEqual({
    name: 'Knots',
    passwordHash: '[redacted]',
    links: [{ sessionHash: '[redacted]', to: '[sealed]', at: 3 }],
  });
});

test('what is nested beyond all reason is cut off', () => {
  const deep: unknown = JSON.parse(`${'{"a":['.repeat(2_500)}${']}'.repeat(2_500)}`);
  expect(JSON.stringify(redact(deep))).toContain('[too deep]');
});

test.each([null, 'text', 3, true, []])('%j is left as it is', (data) => expect(redact(data)).toEqual(data));
