import { expect, test } from 'vitest';
import { LABEL_MAX } from '@/text/captions/line';
import { maxUnits } from '@/text/characters';
import { captionsSentence, reportOf, unsendableLabel } from './sentences';

test('the report of a file says what was fixed and what was left out, and at which lines', () => {
  expect(reportOf(1, [], 'UTF-8')).toBe('Added 1 line.');
  const ended = [3, 9, 12, 15, 18, 21].map((at) => ({ kind: 'no-end', at }) as const);
  expect(reportOf(1_200, [...ended, { kind: 'empty', at: 30 }], 'Windows-1252')).toBe(
    [
      'Added 1,200 lines.',
      'The file was read as Windows-1252.',
      'Fixed: 6 lines ended before they started, so they were given a usual length (lines 3, 9, 12, 15, 18 and 1 more of the file).',
      'Left out: 1 line says nothing (line 30 of the file).',
    ].join('\n'),
  );
});

test('a reason that this page does not know has a sentence too', () =>
  expect(captionsSentence({ reason: 'new' })).toContain('“new”'));

test('a label that no message can hold is too long, or has characters that can’t be saved', () => {
  const longest = 'x'.repeat(maxUnits(LABEL_MAX));
  expect(unsendableLabel({ label: `${longest}x` })).toEqual({ reason: 'too-long', field: 'label' });
  expect(unsendableLabel({ label: longest })).toEqual({ reason: 'not-text' });
});
