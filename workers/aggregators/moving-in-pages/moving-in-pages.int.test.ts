import { afterAll, describe, expect, test } from 'vitest';
import { movingInStream } from '@/workers/moving-in/arbitraries';
import { movingIn } from '@/workers/moving-in/contract';
import { examples } from '@/workers/moving-in/examples';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { expectOnce, expectSameInAnyBatches, projectInto } from '@/workers/testing/aggregator';
import { ada, bob } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { movingInPages } from './aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());

const { events } = movingIn;
const { archives, readingId, expiresAt } = examples.events.ReadingStarted.data;
const { problems } = examples.events.ContentsRead.data;
const [item] = examples.events.ItemsFound.data.items;
const [coming] = examples.events.ItemsChosen.data.items;
const { moveId, at } = examples.events.ItemsChosen.data;
const id = (n: number) => `62000000-0000-4000-8000-00000000000${n}`;
const video = (n: number) => `10000000-0000-4000-8000-00000000000${n}`;

const found = (userId: string, ...ns: number[]) =>
  events.ItemsFound({ userId, readingId, items: ns.map((n) => ({ ...item!, itemId: id(n) })) });
const came = (n: number) => ({ ...coming!, itemId: id(n), videoId: video(n) });
const begun = (userId: string) => events.ReadingStarted({ userId, readingId, archives, expiresAt });

/** Of Ada's items one has come, one has not, one was stopped, and the video of one is gone. Bob's account is deleted. */
const history = [
  [
    movingIn.stream(ada),
    begun(ada),
    events.ContentsRead({ userId: ada, readingId, itemCount: 4, problems }),
    found(ada, 1, 2, 3, 4),
    events.ItemsChosen({ userId: ada, moveId, readingId, archives, items: [1, 2, 3, 4].map(came), at }),
    events.ItemMovedIn({ userId: ada, moveId, ...came(1), notices: [] }),
    events.ItemNotMovedIn({ userId: ada, moveId, itemId: id(2), reason: 'quota' }),
    events.ItemMovedIn({ userId: ada, moveId, ...came(4), notices: [] }),
    events.MoveStopped({ userId: ada, items: [came(3)], at }),
    // Another file of the same video.
    events.ItemsFound({ userId: ada, readingId, items: [{ ...item!, itemId: id(6), videoId: video(4) }] }),
    events.VideoForgotten({ userId: ada, itemId: id(4), videoId: video(4) }),
  ],
  [movingIn.stream(bob), begun(bob), found(bob, 5), events.MovingInClosed({ userId: bob, uploadIds: [] })],
] as const;

const streams = [movingInStream(ada, 1), movingInStream(bob, 2)];

describe('what people bring', () => {
  test('has archives, and videos with what has become of each', async () => {
    const tables = await projectInto(database.url, movingInPages, history);
    expect(tables.moving_in).toEqual([
      { user_id: ada, archives, reading_id: readingId, is_read: true, problems, expires_at: new Date(expiresAt) },
    ]);
    expect(tables.moving_in_items).toMatchObject([
      { item_id: id(1), user_id: ada, title: item!.title, state: 'moved', failure: null, video_id: video(1) },
      { item_id: id(2), state: 'failed', failure: 'quota', video_id: null },
      { item_id: id(3), state: null, failure: null, video_id: null },
      { item_id: id(4), state: null, video_id: null },
      { item_id: id(6), state: null, video_id: null },
    ]);
  });

  test('is rebuilt equal after its tables are dropped', async () => {
    const tables = await expectRebuiltEqual(database.url, movingInPages);
    expect(tables.moving_in_items).toHaveLength(5);
  });

  test('is the same if projected twice', () => expectOnce(database.url, movingInPages, streams));

  test('is the same in any batches', () => expectSameInAnyBatches(database.url, movingInPages, streams));
});
