import { expect, test } from 'vitest';
import { sentencesOf } from './sentences-of';

const sentence = sentencesOf({ empty: 'Give it a title.' }, { 'name/empty': 'Give it a name.' });

test('the sentence for a rejection is that of the field, or else that of the reason', () => {
  expect(sentence({ reason: 'empty', field: 'name' })).toBe('Give it a name.');
  expect(sentence({ reason: 'empty', field: 'title' })).toBe('Give it a title.');
  expect(sentence({ reason: 'empty' })).toBe('Give it a title.');
});

test('a reason without a sentence is named, even if it is the name of an object’s property', () => {
  for (const reason of ['moon-phase', 'constructor']) expect(sentence({ reason })).toContain(`(“${reason}”)`);
});
