import { expect, test } from 'vitest';
import { LABEL_MAX } from '@/text/captions/line';
import { countCharacters } from '@/text/characters';
import { labelOf } from './take-subtitles';

test('the label of a text track is its title, and says what the file does not', () => {
  expect(labelOf('Commentary', true, null)).toBe('Commentary');
  expect(labelOf('Commentary', false, null)).toBe('Commentary, language not stated');
  expect(labelOf('', false, 3)).toBe('language not stated 3');
  expect(labelOf('', true, 3)).toBe('3');
});

test.each([
  ['x', true, null],
  ['x', false, null],
  ['x', true, 12],
  ['x', false, 12],
  ['👩‍👩‍👧‍👦', false, 12],
] as const)('a long title of %s is cut to what the rest leaves of a label (%s, %s)', (character, isStated, number) => {
  const label = labelOf(character.repeat(2 * LABEL_MAX), isStated, number);
  expect(countCharacters(label)).toBe(LABEL_MAX);
  expect(label.endsWith(`${isStated ? '' : ', language not stated'}${number === null ? '' : ` ${number}`}`)).toBe(true);
});
