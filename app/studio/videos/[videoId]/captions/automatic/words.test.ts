import { expect, test } from 'vitest';
import { transcriptionProblem } from '@/workers/transcribing/contract';
import { failureWords, requestSentence } from './words';

test('every failure says what happened in plain words', () => {
  for (const problem of transcriptionProblem.options) {
    const { text } = failureWords(problem, null);
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toMatch(/undefined|null|whisper/i);
  }
  expect(failureWords('language', 'ga').text).toContain('Irish');
  expect(failureWords('no-sound', null).mayWorkAgain).toBe(false);
});

test('every rejection has a sentence, an unknown one too', () => {
  expect(requestSentence({ reason: 'deleted' })).toContain('trash');
  expect(requestSentence({ reason: 'other' })).toContain('other');
});
