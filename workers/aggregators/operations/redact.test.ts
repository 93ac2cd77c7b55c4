import { expect, test } from 'vitest';
import { redact } from './redact';

test('hides secrets and encrypted fields at any depth, and nothing else', () => {
  expect(
    redact({
      name: 'Knots',
      passwordHash: 'x',
      unsubscribeToken: 'y',
      links: [{ sessionHash: { a: 1 }, to: 'sealed:AbC', at: 3 }],
    }),
  ).toEqual({
    name: 'Knots',
    passwordHash: '[redacted]',
    unsubscribeToken: '[redacted]',
    links: [{ sessionHash: '[redacted]', to: '[sealed]', at: 3 }],
  });
});

test('cuts off data that is nested too deep', () => {
  const deep: unknown = JSON.parse(`${'{"a":['.repeat(2_500)}${']}'.repeat(2_500)}`);
  expect(JSON.stringify(redact(deep))).toContain('[too deep]');
});

test.each([null, 'text', 3, true, []])('leaves %j unchanged', (data) => expect(redact(data)).toEqual(data));
