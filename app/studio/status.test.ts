import { describe, expect, test } from 'vitest';
import { statusOf, wholePercent, type VideoState } from './status';

const waiting: VideoState = {
  processing: 'waiting',
  publication: 'draft',
  visibility: 'private',
  isPlayable: false,
  isTakenDown: false,
  percent: 0,
  scheduledAt: null,
};
const scheduledAt = new Date('2026-11-27T08:00:00Z');

describe('the status of a video', () => {
  test.each<[string, Partial<VideoState>]>([
    ['No file yet', { processing: 'no-file', publication: 'requested' }],
    ['Waiting to be processed', {}],
    ['Processing 43%', { processing: 'running', percent: 43.9 }],
    ['Publishes when ready', { processing: 'running', publication: 'requested' }],
    ['Ready to publish', { processing: 'running', isPlayable: true, percent: 60 }],
    ['Ready to publish', { processing: 'done', isPlayable: true, percent: 100 }],
    ['Published', { processing: 'running', publication: 'published', isPlayable: true }],
    ['Unlisted', { processing: 'done', publication: 'published', visibility: 'unlisted', isPlayable: true }],
    ['Unpublished', { processing: 'done', publication: 'unpublished', isPlayable: true }],
    ['Processing 10%', { processing: 'running', publication: 'unpublished', percent: 10 }],
    ['Scheduled for', { processing: 'done', isPlayable: true, scheduledAt }],
    ['Scheduled for', { processing: 'running', scheduledAt }],
    ['Scheduled for', { processing: 'done', isPlayable: true, publication: 'unpublished', scheduledAt }],
    ['Taken down', { processing: 'done', publication: 'unpublished', isPlayable: true, isTakenDown: true }],
    ['Failed', { processing: 'failed' }],
    ['Failed', { processing: 'failed', scheduledAt }],
    ['Failed', { processing: 'failed', publication: 'requested' }],
  ])('is "%s" for %o', (label, change) => {
    expect(statusOf({ ...waiting, ...change }).label).toBe(label);
  });

  test('has the time beside the words', () => {
    expect(statusOf({ ...waiting, scheduledAt }).at).toBe(scheduledAt);
    expect(statusOf(waiting).at).toBeUndefined();
  });

  test('says 100% only if all is done', () => {
    expect(wholePercent(99.99)).toBe(99);
    expect(wholePercent(100)).toBe(100);
  });
});
