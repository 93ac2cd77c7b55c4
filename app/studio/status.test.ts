import { describe, expect, test } from 'vitest';
import { statusOf, wholePercent, type VideoState } from './status';

const waiting: VideoState = { processing: 'waiting', publication: 'draft', isPlayable: false, percent: 0 };

describe('the status of a video', () => {
  test.each<[string, Partial<VideoState>]>([
    ['Waiting to be processed', {}],
    ['Processing 43%', { processing: 'running', percent: 43.9 }],
    ['Publishing as soon as it plays', { processing: 'running', publication: 'requested' }],
    ['Ready – not published', { processing: 'running', isPlayable: true, percent: 60 }],
    ['Ready – not published', { processing: 'done', isPlayable: true, percent: 100 }],
    ['Published', { processing: 'running', publication: 'published', isPlayable: true }],
    ['Unpublished', { processing: 'done', publication: 'unpublished', isPlayable: true }],
    ['Processing 10%', { processing: 'running', publication: 'unpublished', percent: 10 }],
    ['Failed', { processing: 'failed' }],
    ['Failed', { processing: 'failed', publication: 'requested' }],
  ])('is "%s" for %o', (label, change) => {
    expect(statusOf({ ...waiting, ...change }).label).toBe(label);
  });

  test('says 100% only when all is done', () => {
    expect(wholePercent(99.99)).toBe(99);
    expect(wholePercent(100)).toBe(100);
  });
});
