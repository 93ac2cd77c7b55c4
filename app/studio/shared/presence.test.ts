import { expect, test } from 'vitest';
import { presenceOf } from './presence';

const acceptedAt = new Date('2026-11-21T10:00:00.000Z');
const after = (seconds: number) => new Date(acceptedAt.getTime() + seconds * 1000);
const unseen = { subjectKind: 'video', videoName: null, seriesTitle: null, acceptedAt } as const;

test('what was just accepted is coming, and is deleted only if it is still not there a minute later', () => {
  expect(presenceOf(unseen, after(5))).toBe('coming');
  expect(presenceOf(unseen, after(61))).toBe('deleted');
});

test('what has a name, and a channel, is there', () => {
  expect(presenceOf({ ...unseen, videoName: 'Knots' }, after(5))).toBe('there');
  expect(presenceOf({ ...unseen, subjectKind: 'series', seriesTitle: 'Knots' }, after(61))).toBe('there');
  expect(presenceOf({ ...unseen, subjectKind: 'channel' }, after(61))).toBe('there');
});
