import { expect, test } from 'vitest';
import { LABEL_MAX } from '@/text/captions/line';
import { maxUnits } from '@/text/characters';
import { captionsSentence, lateSentence, reportOf, unsendableLabel } from './sentences';

const file = { count: 1_200, findings: [], encoding: 'UTF-8', lengthSeconds: 754.4 };

test('the report of a file says what was fixed and what was left out, and at which lines', () => {
  expect(reportOf({ ...file, count: 1 })).toBe('Added 1 line.');
  const ended = [3, 9, 12, 15, 18, 21].map((at) => ({ kind: 'no-end', at }) as const);
  const findings = [...ended, { kind: 'empty', at: 30 } as const];
  expect(reportOf({ ...file, findings, encoding: 'Windows-1252' })).toBe(
    [
      'Added 1,200 lines.',
      'The file was read as Windows-1252.',
      'Fixed: 6 lines ended before they started, so they were given a usual length (lines 3, 9, 12, 15, 18 and 1 more of the file).',
      'Left out: 1 line says nothing (line 30 of the file).',
    ].join('\n'),
  );
});

test('the report of a file names the end of the video, after which lines are left out', () => {
  const late = [8, 9, 10].map((at) => ({ kind: 'after-end', at }) as const);
  expect(reportOf({ ...file, findings: late })).toBe(
    'Added 1,200 lines.\nLeft out: 3 lines begin after the video ends, at 12:34 (lines 8, 9, 10 of the file).',
  );
});

test('an earlier version says what the video is too short for', () => {
  expect(lateSentence(1, 754.4)).toBe('Left out: 1 line begins after the video ends, at 12:34.');
  expect(lateSentence(2_000, 60)).toBe('Left out: 2,000 lines begin after the video ends, at 1:00.');
});

test('a reason that this page does not know has a sentence too', () =>
  expect(captionsSentence({ reason: 'new' })).toContain('“new”'));

test('a label that no message can hold is too long, or has characters that can’t be saved', () => {
  const longest = 'x'.repeat(maxUnits(LABEL_MAX));
  expect(unsendableLabel({ label: `${longest}x` })).toEqual({ reason: 'too-long', field: 'label' });
  expect(unsendableLabel({ label: longest })).toEqual({ reason: 'not-text' });
});
