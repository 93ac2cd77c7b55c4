import { expect, test } from 'vitest';
import { TRACKS_MAX } from '@/text/captions/line';
import { transcriptionProblem } from '@/workers/transcribing/contract';
import { absentWords, failureWords, requestSentence } from './words';

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
  expect(requestSentence({ reason: 'unavailable' })).toContain('Nothing is lost');
  expect(requestSentence({ reason: 'other' })).toContain('other');
});

test('captions that were made and are not there are explained', () => {
  const english = { language: 'en' };
  expect(absentWords('de', [english])).toContain('removed');
  expect(
    absentWords(
      'de',
      Array.from({ length: TRACKS_MAX }, () => english),
    ),
  ).toContain(`up to ${TRACKS_MAX} tracks`);
  expect(absentWords('en', [english])).toBeNull();
  expect(absentWords(null, [])).toBeNull();
});
