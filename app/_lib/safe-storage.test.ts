import { describe, expect, test } from 'vitest';
import { makeSafe } from './safe-storage';

/** A browser's storage with space for a number of entries. */
function storageFor(maxEntries: number): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem(key, value) {
      if (!entries.has(key) && entries.size >= maxEntries) throw new DOMException('Full', 'QuotaExceededError');
      entries.set(key, value);
    },
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}

const forbidden = () => {
  throw new DOMException('Forbidden', 'SecurityError');
};

describe('safe storage', () => {
  test.each([
    ['there', () => storageFor(10)],
    ['full', () => storageFor(0)],
    ['forbidden', forbidden],
  ])('keeps, lists and removes if storage is %s', (_, find) => {
    const kept =
      find === forbidden
        ? find
        : (
            (storage) => () =>
              storage
          )(find());
    const storage = makeSafe(kept);
    expect(storage.get('a:1')).toBeNull();
    storage.set('a:1', 'one');
    storage.set('a:1', 'uno');
    storage.set('b:1', 'other');
    expect(storage.get('a:1')).toBe('uno');
    expect(storage.keys('a:')).toEqual(['a:1']);
    storage.remove('a:1');
    expect(storage.get('a:1')).toBeNull();
    expect(storage.keys('a:')).toEqual([]);
  });

  test('prefers what the browser could not store to what it stored before', () => {
    const full = storageFor(1);
    const storage = makeSafe(() => full);
    storage.set('a', 'short');
    full.setItem = forbidden;
    storage.set('a', 'long');
    expect(storage.get('a')).toBe('long');
    expect(storage.keys('')).toEqual(['a']);
  });

  test('says what outlives the page', () => {
    const full = storageFor(1);
    const storage = makeSafe(() => full);
    storage.set('a', 'kept by the browser');
    storage.set('b', 'kept by the page');
    expect(['a', 'b', 'c'].map(storage.isLasting)).toEqual([true, false, false]);
    expect(makeSafe(forbidden).isLasting('a')).toBe(false);
  });
});
