import { describe, expect, test } from 'vitest';
import { cardinalIdOf, categoryOf, idOf, isCategory, streamName } from './index.ts';

describe('stream names', () => {
  test('are built from a category and an id', () => {
    expect(streamName('identity', '1')).toBe('identity-1');
    expect(streamName('identity:command', 'a-b')).toBe('identity:command-a-b');
  });

  test.each([
    ['', '1'],
    ['a-b', '1'],
    ['a', ''],
  ])('are not built from "%s" and "%s"', (category, id) => {
    expect(() => streamName(category, id)).toThrow(TypeError);
  });

  test('are split into category and id', () => {
    expect(categoryOf('identity:command-a-b')).toBe('identity:command');
    expect(idOf('identity:command-a-b')).toBe('a-b');
    expect(cardinalIdOf('identity-a+b-c')).toBe('a');
    expect(isCategory('identity:command-1')).toBe(false);
  });

  test('without an id are categories', () => {
    expect(categoryOf('identity')).toBe('identity');
    expect(idOf('identity')).toBeNull();
    expect(cardinalIdOf('identity')).toBeNull();
    expect(isCategory('identity')).toBe(true);
  });
});
