import { expect, test } from 'vitest';
import { accessStateOf } from './access-state';

const acceptedAt = new Date('2026-11-21T10:00:00.000Z');
const after = (seconds: number) => new Date(acceptedAt.getTime() + seconds * 1000);
const unseen = { subjectKind: 'video', videoName: null, seriesTitle: null, acceptedAt } as const;

test('what was just accepted is pending, and counts as deleted only after a minute', () => {
  expect(accessStateOf(unseen, after(5))).toBe('pending');
  expect(accessStateOf(unseen, after(61))).toBe('deleted');
});

test('what has a name is ready, and so is a channel', () => {
  expect(accessStateOf({ ...unseen, videoName: 'Knots' }, after(5))).toBe('ready');
  expect(accessStateOf({ ...unseen, subjectKind: 'series', seriesTitle: 'Knots' }, after(61))).toBe('ready');
  expect(accessStateOf({ ...unseen, subjectKind: 'channel' }, after(61))).toBe('ready');
});
