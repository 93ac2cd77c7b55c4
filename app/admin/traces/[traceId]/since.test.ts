import { describe, expect, test } from 'vitest';
import { since } from './since';

describe('the time since the first message', () => {
  const start = new Date('2026-11-21T10:00:00.000Z');
  const after = (ms: number) => since(start, new Date(start.getTime() + ms));

  test('grows from milliseconds to minutes', () => {
    expect([after(0), after(12), after(1_250), after(185_000)]).toEqual(['+0 ms', '+12 ms', '+1.25 s', '+3 min 5 s']);
  });

  test('is never negative, because transactions begin in another order than they write', () => {
    expect(after(-3)).toBe('+0 ms');
  });
});
