import { expect, test } from 'vitest';
import { compareTexts } from './compare-texts';

test.each([
  ['an edited field is saved', { text: 'mine', beganFrom: 'old', current: 'old' }, null],
  ['an edit of white space alone is saved', { text: 'old\n', beganFrom: 'old', current: 'old' }, null],
  [
    'a field that nobody edited is not',
    { text: 'old', beganFrom: 'old', current: 'old' },
    { status: 'done', note: 'No changes to save' },
  ],
  [
    'nor does it overwrite newer words',
    { text: 'old', beganFrom: 'old', current: 'five' },
    { status: 'done', note: 'No changes to save' },
  ],
  [
    'an edit beside another is held back, with the other',
    { text: 'mine', beganFrom: 'old', current: 'five' },
    { status: 'conflict', theirs: 'five' },
  ],
  ['the same edit as another is none beside it', { text: 'five', beganFrom: 'old', current: 'five' }, null],
  ['line breaks are compared, not how they are written', { text: 'mine', beganFrom: 'a\nb', current: 'a\r\nb' }, null],
  [
    'a form that does not say what it began from is saved',
    { text: 'mine', beganFrom: undefined, current: 'five' },
    null,
  ],
] as const)('%s', (_, texts, expected) => expect(compareTexts(texts)).toEqual(expected));
