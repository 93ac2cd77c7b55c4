import { describe, expect, test } from 'vitest';
import { compareFields, compareForm } from './compare-fields';

describe('of one field', () => {
  test.each([
    ['an edited field is saved', { text: 'mine', began: 'old', current: 'old' }, 'changed'],
    ['an edit of white space alone is saved', { text: 'old\n', began: 'old', current: 'old' }, 'changed'],
    ['a field that nobody edited is not', { text: 'old', began: 'old', current: 'old' }, null],
    ['nor does it overwrite newer words', { text: 'old', began: 'old', current: 'five' }, null],
    ['an edit beside another is held back', { text: 'mine', began: 'old', current: 'five' }, 'conflicts'],
    ['the same edit as another is none beside it', { text: 'five', began: 'old', current: 'five' }, 'changed'],
    [
      'line breaks are compared, not how they are written',
      { text: 'mine', began: 'a\nb', current: 'a\r\nb' },
      'changed',
    ],
    [
      'a field that does not say what it began from is saved',
      { text: 'mine', began: undefined, current: 'five' },
      'changed',
    ],
  ] as const)('%s', (_, { text, began, current }, expected) => {
    const compared = compareFields(['name'], { name: text }, began === undefined ? {} : { name: began }, {
      name: current,
    });
    expect(compared).toEqual({ changed: [], conflicts: [], ...(expected && { [expected]: ['name'] }) });
  });
});

describe('of a form', () => {
  const current = { name: 'Theirs', tags: 'theirs', language: 'en' };
  const began = { name: 'Old', tags: 'old', language: 'en' };
  function compare(typed: typeof current, fields: Record<string, string> = {}) {
    const form = new FormData();
    form.set('beganFrom', JSON.stringify(began));
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return compareForm(form, typed, current);
  }

  test('edits of other fields than elsewhere are saved, without the fields of elsewhere', () => {
    expect(compare({ ...began, language: 'de' })).toEqual(['language']);
  });
  test('each field that was edited here and elsewhere is shown with the other value, and nothing is saved', () => {
    expect(compare({ name: 'Mine', tags: 'mine', language: 'de' })).toEqual({
      status: 'conflict',
      theirs: { name: 'Theirs', tags: 'theirs' },
    });
  });
  test('the other value of one field can be taken, and the rest is saved', () => {
    expect(compare({ ...began, name: 'Mine', language: 'de' }, { takeTheirs: 'name' })).toEqual(['language']);
    expect(compare({ ...began, name: 'Mine' }, { takeTheirs: 'name' })).toEqual({ status: 'done', note: null });
  });
  test('without edits there is nothing to save', () => {
    expect(compare(began)).toEqual({ status: 'done', note: 'No changes to save' });
  });
  test('all is saved if the form does not say what it began from, or the site has nothing', () => {
    expect(compare(current, { beganFrom: 'nonsense' })).toEqual(['name', 'tags', 'language']);
    expect(compareForm(new FormData(), current, undefined)).toEqual(['name', 'tags', 'language']);
  });
});
