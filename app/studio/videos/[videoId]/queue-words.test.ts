import { expect, test } from 'vitest';
import { queueWords } from './queue-words';

const place = { place: 0, startsIn: 0, stepEndsIn: 20, endsIn: 3000, waitsFor: null };

test('a video in line shows its place and when it can be watched', () => {
  expect(queueWords({ ...place, place: 1, stepEndsIn: 100 }, false)).toMatchObject({
    label: 'Next to be processed',
    text: expect.stringMatching(/^It can be watched in about 2 minutes\. /),
    isWaiting: true,
  });
  expect(queueWords({ ...place, place: 22, stepEndsIn: 2820 }, false)).toMatchObject({
    label: '22nd in line to be processed',
    text: expect.stringContaining('in about 45 minutes'),
  });
  expect(queueWords({ ...place, place: 13 }, false).label).toBe('13th in line to be processed');
});

test('a video that is processed shows when it can be watched, and then how long all qualities take', () => {
  expect(queueWords(place, false)).toMatchObject({
    label: 'Processing',
    text: expect.stringMatching(/^It can be watched in about a minute\. /),
    isWaiting: false,
  });
  expect(queueWords(place, true).text).toContain('about 50 minutes for all of them.');
  expect(queueWords({ ...place, endsIn: 7300 }, true).text).toContain('about 2 hours');
});

test('without experience there is no estimate', () => {
  expect(queueWords({ ...place, place: 2, stepEndsIn: null }, false).text).toBe(
    'You can leave this page while it is processed.',
  );
  expect(queueWords(null, false).label).toBe('Waiting to be processed');
  expect(queueWords(null, true).text).toBe('It’s ready to watch. Higher qualities appear as they are finished.');
});

test('a file that no machine can reach is waited for', () => {
  expect(queueWords({ ...place, waitsFor: 'the uploaded file' }, false)).toMatchObject({
    label: 'Waiting for the file',
    isWaiting: true,
  });
});
