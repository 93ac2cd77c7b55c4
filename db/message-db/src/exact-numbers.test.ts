import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInexact } from './exact-numbers.ts';

describe('isInexact', () => {
  test.each([
    '{"n": 9007199254740993}',
    '[12345678901234567890]',
    '{"n": 0.1234567890123456789}',
    '{"n": 123456789.123456789123}',
    `1${'0'.repeat(400)}`,
    `{"deep": [{"a": "1234567890123456", "n": -9007199254740993}]}`,
  ])('is true for a number that JavaScript reads as another one: %s', (json) => {
    expect(isInexact(json)).toBe(true);
  });

  test.each([
    '{"n": 9007199254740991}',
    '{"n": 9007199254740992}',
    '{"n": 1152921504606846976}',
    '{"n": 0.30000000000000004}',
    '{"text": "12345678901234567890"}',
    '{"text": "\\"12345678901234567890"}',
    '{"text": "......................"}',
    '{"n": 0.10000000000000000000}',
    'null',
    '{}',
    '',
  ])('is false for %s', (json) => {
    expect(isInexact(json)).toBe(false);
  });

  test('is false for every double, as JSON and as jsonb write it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(isInexact(JSON.stringify({ number }))).toBe(false);
      }),
    );
  });

  test('is true for every integer beyond 2^53 that is no double, at any place', () => {
    fc.assert(
      fc.property(fc.bigInt(2n ** 53n, 2n ** 80n), fc.string(), (integer, text) => {
        fc.pre(BigInt(Number(integer)) !== integer && BigInt(String(BigInt(Number(integer)))) !== integer);
        fc.pre(!/[1-9]0+$/.test(String(integer)));
        expect(isInexact(`{"text": ${JSON.stringify(text)}, "n": ${integer}}`)).toBe(true);
      }),
    );
  });
});
