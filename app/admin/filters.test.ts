import { describe, expect, test } from 'vitest';
import { invalidTraceId, listAddress, mayListProgress, readFilters } from './filters';

const none = readFilters({});
const trace = '123e4567-e89b-42d3-a456-426614174000';

describe('filters in the address', () => {
  test('are empty except for progress and live by default', () => {
    expect(none).toEqual({
      category: null,
      type: null,
      stream: null,
      trace: null,
      before: null,
      isLive: true,
      hasProgress: false,
    });
  });

  test('leave out values that are empty, repeated or not a number', () => {
    expect(readFilters({ category: ' ', type: ['a', 'b'], before: 'soon' })).toEqual(none);
    expect(readFilters({ before: '-4' }).before).toBeNull();
  });

  test('survive a round trip through an address', () => {
    const filters = {
      category: 'identity:command',
      type: 'Register',
      stream: 'a-b&c',
      trace,
      before: 1_000,
      isLive: false,
      hasProgress: true,
    };
    const query = Object.fromEntries(new URL(listAddress(filters, { before: 1_000 }), 'http://site').searchParams);
    expect(readFilters(query)).toEqual(filters);
  });

  test('keep a value that is too long for any name, so that it matches nothing', () => {
    expect(readFilters({ stream: 'x'.repeat(5_000) }).stream).toBe('x'.repeat(300));
  });

  test.each([
    [none, true],
    [{ ...none, category: 'videoPublishing' }, true],
    [{ ...none, stream: 'videoPublishing-1' }, true],
    [{ ...none, category: 'identity' }, false],
    [{ ...none, stream: 'identity-1' }, false],
    [{ ...none, type: 'VideoPublished' }, false],
  ])('%j: may list progress: %s', (filters, may) => {
    expect(mayListProgress(filters)).toBe(may);
  });

  test('start on the first page when they change', () => {
    expect(listAddress({ ...none, before: 50 }, { type: 'Registered' })).toBe('/admin?type=Registered');
  });
});

describe('a trace id', () => {
  test('is a UUID, or gets an explanation', () => {
    expect(invalidTraceId({ ...none, trace })).toBeNull();
    expect(invalidTraceId({ ...none, trace: 'DROP TABLE' })).toMatch(/looks like/);
  });
});
