import { describe, expect, test } from 'vitest';
import { failureReason } from '@/workers/video-publishing/contract';
import { explainFailure, rejectionSentence } from './sentences';

const isSentence = /^[A-Z].*[.]$/;

describe('the sentence for a rejection', () => {
  test.each([
    'no-such-video',
    'not-yours',
    'deleted',
    'not-in-trash',
    'in-progress',
    'nothing-to-retry',
    'failed',
    'published',
    'not-text',
    'unavailable',
  ])('explains %s', (reason) => {
    const sentence = rejectionSentence({ reason });
    expect(sentence).toMatch(isSentence);
    expect(sentence).not.toContain('the reason given is');
  });

  test('is about the field if there is one', () => {
    expect(rejectionSentence({ reason: 'empty', field: 'name' })).toBe('Give the video a name.');
    expect(rejectionSentence({ reason: 'too-long', field: 'name' })).toContain('120');
    expect(rejectionSentence({ reason: 'too-long', field: 'description' })).toContain('5,000');
    expect(rejectionSentence({ reason: 'no-such-language', field: 'language' })).toContain('from the list');
    expect(rejectionSentence({ reason: 'too-many', field: 'tags' })).toContain('15');
    expect(rejectionSentence({ reason: 'no-such-category', field: 'category' })).toContain('from the list');
    expect(rejectionSentence({ reason: 'no-such-licence', field: 'licence' })).toContain('from the list');
    expect(rejectionSentence({ reason: 'failed', field: 'visibility' })).toContain('couldn’t be processed');
    expect(rejectionSentence({ reason: 'not-chosen', field: 'visibility' })).toContain('Choose who');
    expect(rejectionSentence({ reason: 'past', field: 'publishAt' })).toContain('passed');
    expect(rejectionSentence({ reason: 'too-far', field: 'publishAt' })).toContain('more than a year');
    expect(rejectionSentence({ reason: 'not-a-time', field: 'publishAt' })).toContain('day and a time');
  });

  test('includes an unknown reason', () => {
    expect(rejectionSentence({ reason: 'moon-phase' })).toContain('moon-phase');
  });
});

describe('the explanation of a failure', () => {
  test.each(failureReason.options)('has its own error and advice for %s', (reason) => {
    const { error, advice } = explainFailure(reason);
    expect(error).toMatch(isSentence);
    expect(advice).toMatch(isSentence);
    expect(error).not.toBe(explainFailure(null).error);
  });

  test("is general for an unknown reason, even if it is the name of an object's property", () => {
    expect(explainFailure('constructor')).toEqual(explainFailure(null));
    expect(explainFailure('moon-phase').mayWorkAgain).toBe(true);
  });
});
