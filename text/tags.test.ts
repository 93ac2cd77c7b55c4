import { describe, expect, test } from 'vitest';
import { joinTags, splitTags, tidyTags, wrongTags, TAG_MAX, TAGS_MAX } from './tags';

describe('tags', () => {
  test.each([
    ['knots, rope work', ['knots', 'rope work']],
    [' #knots ,, ##Rope\u200B  work ', ['knots', 'Rope work']],
    ['Knots, knots, KNOTS', ['Knots']],
    ['straße, STRASSE', ['straße', 'STRASSE']],
    ['結び方、ロープ，紐', ['結び方', 'ロープ', '紐']],
    ['C#, C++, c#', ['C#', 'C++']],
    [' , # ,\u200B', []],
  ])('of %j are %j', (text, tags) => expect(tidyTags(splitTags(text))).toEqual(tags));

  test('are the same after they are shown and read again', () => {
    const tags = ['knots', 'rope work', 'C#'];
    expect(tidyTags(splitTags(joinTags(tags)))).toEqual(tags);
  });

  test('are split again, so that none contains a comma', () => {
    expect(tidyTags(['knots, rope', 'rope'])).toEqual(['knots', 'rope']);
  });

  test('are limited in number and length', () => {
    const many = Array.from({ length: TAGS_MAX }, (_, n) => `tag ${n}`);
    expect(wrongTags(many)).toBeNull();
    expect(wrongTags([...many, 'one more'])).toBe('too-many');
    expect(wrongTags(['x'.repeat(TAG_MAX)])).toBeNull();
    expect(wrongTags(['x'.repeat(TAG_MAX + 1)])).toBe('too-long');
  });
});
