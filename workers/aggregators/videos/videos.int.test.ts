import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { storeExampleKeys } from '@/personal-data/testing/example-keys';
import { projectInto, expectDeterministic } from '@/workers/testing/aggregator';
import { ada, bend, bob, bowline, bread, history, knots, sails, unknown, zoe } from '../testing/history';
import { posterOf } from '../testing/expected-poster';
import { expectRebuiltEqual } from '../testing/run-worker';
import { accountStreams, videoStreams, viewingStreams } from '../testing/streams';
import { watchPage } from './aggregator';

const database = await createTestDatabase();
await storeExampleKeys(database.url, [ada, bob, zoe]);
afterAll(() => database.drop());

const size = { width: 1280, height: 720 };

const undescribed = {
  tags: [],
  category: null,
  licence: 'all-rights-reserved',
  edited_chapters: null,
  file_chapters: [],
};

const streams = [...accountStreams, ...videoStreams, ...viewingStreams];

const knotsPoster = { ...posterOf([320, 640, 960, 1280], 'knots-file'), has_storyboard: true };
const noPoster = { ...posterOf(null, null), has_storyboard: false };
const breadPoster = {
  ...posterOf(null, 'poster-30000000-0000-4000-8000-000000000001', [320, 640]),
  has_storyboard: false,
};

describe('the watch page', () => {
  test('have their current file, its renditions by height, and their views', async () => {
    const tables = await projectInto(database.url, watchPage, history);
    expect(tables).toEqual({
      videos: [
        {
          video_id: knots,
          owner_id: ada,
          name: 'Ten knots',
          description: 'From bowline to sheet bend.',
          tags: ['knots', 'rope work'],
          category: 'outdoors',
          language: 'en',
          licence: 'CC-BY-4.0',
          edited_chapters: [bowline, bend],
          file_chapters: [bowline],
          is_unlisted: false,
          upload_id: 'knots-file',
          previous_upload_id: null,
          is_published: true,
          published_at: new Date('2026-03-01T12:05:00Z'),
          is_playable: true,
          is_taken_down: false,
          is_open_to_moderators: false,
          duration_seconds: 90,
          ...size,
          ...knotsPoster,
          views: 2,
          renditions: [
            { height: 360, width: 640, bitsPerSecond: 500_000 },
            { height: 720, width: 1280, bitsPerSecond: 2_000_000 },
          ],
        },
        {
          video_id: sails,
          owner_id: ada,
          name: 'sails',
          description: '',
          ...undescribed,
          language: null,
          is_unlisted: false,
          upload_id: 'sails-second',
          previous_upload_id: null,
          is_published: false,
          published_at: null,
          is_playable: false,
          is_taken_down: false,
          is_open_to_moderators: false,
          duration_seconds: 61,
          ...size,
          ...noPoster,
          views: 0,
          renditions: [],
        },
        {
          video_id: bread,
          owner_id: bob,
          name: 'bread',
          description: '',
          ...undescribed,
          language: null,
          is_unlisted: false,
          upload_id: 'bread-file',
          previous_upload_id: null,
          is_published: false,
          published_at: new Date('2026-03-02T12:10:00Z'),
          is_playable: true,
          is_taken_down: false,
          is_open_to_moderators: false,
          duration_seconds: 30,
          ...size,
          ...breadPoster,
          views: 0,
          renditions: [
            { height: 360, width: 640, bitsPerSecond: 450_000 },
            { height: 720, width: 1280, bitsPerSecond: 1_900_000 },
          ],
        },
        {
          video_id: unknown,
          owner_id: null,
          name: null,
          description: null,
          ...undescribed,
          language: null,
          is_unlisted: false,
          upload_id: null,
          previous_upload_id: null,
          is_published: false,
          published_at: null,
          is_playable: false,
          is_taken_down: false,
          is_open_to_moderators: false,
          duration_seconds: null,
          width: null,
          height: null,
          ...noPoster,
          views: 1,
          renditions: [],
        },
      ],
      videos_access: [],
      videos_creators: [
        { user_id: ada, name: 'Ada' },
        { user_id: bob, name: 'Bob' },
      ],
    });
  });

  test('are rebuilt equal after their tables are dropped', async () => {
    const tables = await expectRebuiltEqual(database.url, watchPage);
    expect(tables.videos).toHaveLength(4);
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, watchPage, streams));
});
