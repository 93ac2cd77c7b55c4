import { expect, test } from 'vitest';
import type { UploadState } from './upload-state';
import { summaryOf, totalPercent } from './upload-words';

const upload = (phase: UploadState['phase'], sent: number, speed: number | null = null) => ({
  state: { phase, progress: { fileName: 'a.mp4', sent, total: 1000, speed } },
});

test('the line for all uploads counts them, and sums up the time that they take together', () => {
  const uploads = [
    upload('done', 1000),
    upload('sending', 500, 2),
    upload('sending', 500, 3),
    upload('waiting', 0),
    upload('failed', 10),
  ];
  expect(summaryOf(uploads)).toBe('3 uploads in progress, 1 done, 1 failed · about 7 minutes left');
  expect(totalPercent(uploads)).toBe(40);
});

test('the line for all uploads says no time that nobody knows', () => {
  expect(summaryOf([upload('sending', 500), upload('paused', 0)])).toBe('2 uploads in progress');
  expect(summaryOf([upload('waiting', 0)])).toBe('1 upload in progress');
  expect(summaryOf([upload('done', 1000), upload('done', 1000)])).toBe('Uploads complete');
});
