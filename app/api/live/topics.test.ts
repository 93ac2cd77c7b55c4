import { describe, expect, test } from 'vitest';
import { readTopics } from './topics';

const userId = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';

describe('the topics that a tab may follow', () => {
  test('everyone may follow the home page, a video and a trace', () => {
    const topics = ['home', `video:${other}`, `trace:${other}`];
    expect(readTopics(topics, null)).toEqual(topics);
  });

  test('a creator may follow only their own', () => {
    const asker = { userId, isAdmin: false };
    expect(readTopics([`creator:${userId}`, `creator:${other}`], asker)).toEqual([`creator:${userId}`]);
    expect(readTopics([`creator:${userId}`], null)).toEqual([]);
  });

  test('only administrators may follow operations', () => {
    expect(readTopics(['operations'], { userId, isAdmin: false })).toEqual([]);
    expect(readTopics(['operations'], { userId, isAdmin: true })).toEqual(['operations']);
  });

  test('an invalid request gets a sentence about what is wrong', () => {
    expect(readTopics([], null)).toMatch(/at least one/);
    expect(readTopics(['everything'], null)).toMatch(/No such topic: everything/);
    expect(
      readTopics(
        Array.from({ length: 101 }, () => 'home'),
        null,
      ),
    ).toMatch(/at most 100/);
  });
});
