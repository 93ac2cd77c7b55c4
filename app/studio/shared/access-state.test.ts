import { expect, test } from 'vitest';
import { accessStateOf } from './access-state';

const unseen = { subjectKind: 'video', videoName: null, seriesTitle: null, isAdmitted: false } as const;

test('what is not seen is pending until the user is admitted to it, and is deleted after that', () => {
  expect(accessStateOf(unseen)).toBe('pending');
  expect(accessStateOf({ ...unseen, isAdmitted: true })).toBe('deleted');
});

test('what has a name is ready, and so is a channel', () => {
  expect(accessStateOf({ ...unseen, videoName: 'Knots', isAdmitted: true })).toBe('ready');
  expect(accessStateOf({ ...unseen, subjectKind: 'series', seriesTitle: 'Knots' })).toBe('ready');
  expect(accessStateOf({ ...unseen, subjectKind: 'channel' })).toBe('ready');
});
