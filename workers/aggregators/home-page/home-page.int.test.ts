import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { storeExampleKeys } from '@/personal-data/testing/example-keys';
import { projectInto, expectDeterministic } from '@/workers/testing/aggregator';
import { viewCounting } from '@/workers/view-counting/contract';
import { examples as viewingExamples } from '@/workers/view-counting/examples';
import { ada, bob, bread, history, knots, sails, unknown, viewingId, zoe } from '../testing/history';
import { posterOf } from '../testing/expected-poster';
import { expectRebuiltEqual } from '../testing/run-worker';
import { accountStreams, videoStreams, viewingStreams } from '../testing/streams';
import { homePage } from './aggregator';

const database = await createTestDatabase();
await storeExampleKeys(database.url, [ada, bob, zoe]);
afterAll(() => database.drop());

const streams = [...accountStreams, ...videoStreams, ...viewingStreams];

const knotsPoster = { ...posterOf([320, 640, 960, 1280], 'knots-file') };
const noPoster = { ...posterOf(null, null) };
const unlabelled = { category: null, language: null, tags: [] };
const breadPoster = {
  ...posterOf(null, 'poster-30000000-0000-4000-8000-000000000001', [320, 640]),
};

describe('the home page', () => {
  test('has a card for each video, its tags and its views by period, every name, and the total of views', async () => {
    const tables = await projectInto(database.url, homePage, history);
    expect(tables).toEqual({
      home_page_videos: [
        {
          video_id: knots,
          owner_id: ada,
          name: 'Ten knots',
          duration_seconds: 90,
          upload_id: 'knots-file',
          ...knotsPoster,
          is_playable: true,
          is_listed: true,
          published_at: new Date('2026-03-01T12:05:00Z'),
          category: 'outdoors',
          language: 'en',
          tags: ['knots', 'rope work'],
          views: 2,
        },
        {
          video_id: sails,
          owner_id: ada,
          name: 'sails',
          duration_seconds: 61,
          upload_id: 'sails-second',
          ...noPoster,
          is_playable: false,
          is_listed: false,
          published_at: null,
          ...unlabelled,
          views: 0,
        },
        {
          video_id: bread,
          owner_id: bob,
          name: 'bread',
          duration_seconds: 30,
          upload_id: 'bread-file',
          ...breadPoster,
          is_playable: true,
          is_listed: false,
          published_at: new Date('2026-03-02T12:10:00Z'),
          ...unlabelled,
          views: 0,
        },
        {
          video_id: unknown,
          owner_id: null,
          name: null,
          duration_seconds: null,
          upload_id: null,
          ...noPoster,
          is_playable: false,
          is_listed: false,
          published_at: null,
          ...unlabelled,
          views: 1,
        },
      ],
      home_page_tags: ['rope work', 'knots'].map((tag) => ({
        tag_key: tag,
        video_id: knots,
        tag,
        is_findable: true,
        published_at: new Date('2026-03-01T12:05:00Z'),
        views: 2,
      })),
      home_page_creator_counts: [{ user_id: ada, videos: 1, last_published_at: new Date('2026-03-01T12:05:00Z') }],
      home_page_views_by_period: [
        ...[knots, unknown].map((videoId) => ({ period: 'day', starts_on: new Date('2026-03-02'), video_id: videoId })),
        ...[knots, unknown].map((videoId) => ({
          period: 'month',
          starts_on: new Date('2026-03-01'),
          video_id: videoId,
        })),
        ...[knots, unknown].map((videoId) => ({
          period: 'week',
          starts_on: new Date('2026-03-02'),
          video_id: videoId,
        })),
        ...[knots, unknown].map((videoId) => ({
          period: 'year',
          starts_on: new Date('2026-01-01'),
          video_id: videoId,
        })),
      ].map((row) => ({ ...row, views: row.video_id === knots ? 2 : 1 })),
      home_page_creator_names: [
        { user_id: ada, name: 'Ada' },
        { user_id: bob, name: 'Bob' },
      ],
      home_page_totals: [{ id: true, views: 3 }],
    });
  });

  test('is rebuilt equal after its tables are dropped', async () => {
    const tables = await expectRebuiltEqual(database.url, homePage);
    expect(tables.home_page_totals).toEqual([{ id: true, views: 3 }]);
  });

  test('counts a view that is withdrawn nowhere', async () => {
    const views = async (events: typeof history) => {
      const tables = await projectInto(database.url, homePage, events);
      const ofKnots = tables.home_page_videos!.find(({ video_id: id }) => id === knots)!;
      const inPeriods = tables.home_page_views_by_period!.filter(({ video_id: id }) => id === knots);
      return [tables.home_page_totals![0]!.views, ofKnots.views, ...inPeriods.map((row) => row.views)];
    };
    const { data } = viewingExamples.events.ViewWithdrawn;
    const withdrawn = (viewedAt: string) =>
      viewCounting.events.ViewWithdrawn({ ...data, viewingId: viewingId(1), videoId: knots, viewedAt });
    const viewed = history
      .flatMap(([, ...messages]) => messages)
      .find(({ type, data: of }) => type === 'VideoViewed' && (of as { videoId: string }).videoId === knots)!;
    const { viewedAt } = viewed.data as { viewedAt: string };
    const [before, after] = [
      await views(history),
      await views([...history, [viewCounting.stream(viewingId(1)), withdrawn(viewedAt)]]),
    ];
    const sum = (counts: readonly unknown[]) => counts.reduce<number>((total, count) => total + Number(count), 0);
    expect([after[0], after[1]]).toEqual([Number(before[0]) - 1, Number(before[1]) - 1]);
    expect(sum(after.slice(2))).toBe(sum(before.slice(2)) - 4);
  });

  test('is the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, homePage, streams));
});
