import { afterAll, describe, expect, test } from 'vitest';
import { storeExampleKeys } from '@/personal-data/testing/example-keys';
import { exampleHandleId } from '@/workers/channel/examples';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { expectDeterministic, projectInto } from '@/workers/testing/aggregator';
import { channelHistory, links, picture } from '../testing/channel-history';
import { ada, bob, bread, history, knots, sails, zoe } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { accountStreams, channelStreams, videoStreams } from '../testing/streams';
import { channels } from './aggregator';

const database = await createTestDatabase();
await storeExampleKeys(database.url, [ada, bob, zoe]);
afterAll(() => database.drop());

const streams = [...accountStreams, ...channelStreams, ...videoStreams];

describe('the channels', () => {
  test('have words, pictures and handles, and forget people who are gone', async () => {
    const tables = await projectInto(database.url, channels, [...history, ...channelHistory]);
    expect(tables).toMatchObject({
      channels: [
        {
          user_id: ada,
          name: 'Ada’s knots',
          text: 'Knots.',
          links,
          picture_id: picture,
          picture_widths: [96, 192],
          is_picture_pending: true,
          picture_problem: null,
          banner_id: null,
          is_banner_pending: false,
          banner_problem: 'too-small',
        },
        { user_id: bob, name: null, text: null, links: null, picture_id: null },
      ],
      channels_names: [
        { user_id: ada, name: 'Ada' },
        { user_id: bob, name: 'Bob' },
      ],
      channels_videos: [
        { video_id: knots, owner_id: ada, is_playable: true, is_listed: true },
        { video_id: sails, owner_id: ada, is_playable: false, is_listed: false },
        { video_id: bread, owner_id: bob, is_playable: true, is_listed: false },
      ],
    });
    // A handle that was made from a name counts less than one that its person chose.
    const handles = tables.channels_handles!.toSorted((one, other) =>
      String(one.handle).localeCompare(String(other.handle)),
    );
    expect(handles).toEqual([
      { handle_id: exampleHandleId('ada'), user_id: ada, handle: 'ada', claimed_at: 0 },
      { handle_id: exampleHandleId('ada-knots'), user_id: ada, handle: 'ada-knots', claimed_at: expect.any(Number) },
      { handle_id: exampleHandleId('bob'), user_id: bob, handle: 'bob', claimed_at: 0 },
    ]);
    expect(handles[1]!.claimed_at).toBeGreaterThan(0);
  });

  test('are rebuilt equal after their tables are dropped', async () => {
    const tables = await expectRebuiltEqual(database.url, channels);
    expect(tables.channels).toHaveLength(2);
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, channels, streams));
});
