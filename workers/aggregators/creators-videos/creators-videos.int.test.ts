import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { projectInto, expectDeterministic } from '@/workers/testing/aggregator';
import { ada, bend, bob, bowline, bread, history, knots, sails, unknown } from '../testing/history';
import { posterOf } from '../testing/expected-poster';
import { expectRebuiltEqual } from '../testing/run-worker';
import { videoStreams, viewingStreams } from '../testing/streams';
import { creatorsVideos } from './aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());

const size = { width: 1280, height: 720 };
const nothing = { failure_reason: null, failure_detail: null };
const whole = { left_out: [], is_damaged: false };
/** Outside of the trash. */
const kept = {
  replacement_name: null,
  replacement_percent: null,
  replacement_failure: null,
  replacement_detail: null,
  deleted_at: null,
  purge_at: null,
  changed_position: expect.any(Number),
};
const undescribed = {
  tags: [],
  category: null,
  licence: 'all-rights-reserved',
  edited_chapters: null,
  file_chapters: [],
};
const unwatched = { views: 0, watched_milliseconds: 0, watched_seconds: 0 };

const streams = [...videoStreams, ...viewingStreams];

const knotsPoster = {
  ...posterOf([320, 640, 960, 1280], 'knots-file'),
  poster_source: null,
  pending_poster_id: null,
  poster_failure: null,
  proposals: [4, 40, 80],
};
const noPoster = {
  ...posterOf(null, null),
  poster_source: null,
  pending_poster_id: null,
  poster_failure: null,
  proposals: null,
};
const breadPoster = {
  ...posterOf(null, 'poster-30000000-0000-4000-8000-000000000001', [320, 640]),
  poster_source: 'picture',
  pending_poster_id: null,
  poster_failure: null,
  proposals: null,
};

describe("the creators' videos", () => {
  test('have the progress, views and watch time of each video', async () => {
    const { creators_videos: videos } = await projectInto(database.url, creatorsVideos, history);
    expect(videos).toEqual([
      {
        video_id: knots,
        owner_id: ada,
        name: 'Ten knots',
        name_key: 'ten knots',
        description: 'From bowline to sheet bend.',
        tags: ['knots', 'rope work'],
        category: 'outdoors',
        language: 'en',
        licence: 'CC-BY-4.0',
        edited_chapters: [bowline, bend],
        file_chapters: [bowline],
        file_name: 'knots-file.mp4',
        bytes: 1000,
        upload_id: 'knots-file',
        drafted_at: new Date('2026-03-01T12:00:00Z'),
        uploaded_at: new Date('2026-03-01T12:00:00Z'),
        processing: 'done',
        percent: 100,
        ...nothing,
        publication: 'published',
        visibility: 'public',
        published_at: new Date('2026-03-01T12:05:00Z'),
        scheduled_at: null,
        ...kept,
        is_playable: true,
        is_taken_down: false,
        duration_seconds: 90,
        ...size,
        ...knotsPoster,
        ...whole,
        qualities: [360, 720],
        views: 2,
        watched_milliseconds: 36_000,
        watched_seconds: 36,
      },
      {
        video_id: sails,
        owner_id: ada,
        name: 'sails',
        name_key: 'sails',
        description: '',
        ...undescribed,
        language: null,
        file_name: 'sails-second.mp4',
        bytes: 1000,
        upload_id: 'sails-second',
        drafted_at: new Date('2026-03-01T13:00:00Z'),
        uploaded_at: new Date('2026-03-01T14:00:00Z'),
        processing: 'waiting',
        percent: 0,
        ...nothing,
        publication: 'requested',
        visibility: 'public',
        published_at: null,
        scheduled_at: null,
        ...kept,
        is_playable: false,
        is_taken_down: false,
        duration_seconds: 61,
        ...size,
        ...noPoster,
        ...whole,
        qualities: [],
        ...unwatched,
      },
      {
        video_id: bread,
        owner_id: bob,
        name: 'bread',
        name_key: 'bread',
        description: '',
        ...undescribed,
        language: null,
        file_name: 'bread-file.mp4',
        bytes: 1000,
        upload_id: 'bread-file',
        drafted_at: new Date('2026-03-02T11:00:00Z'),
        uploaded_at: new Date('2026-03-02T12:00:00Z'),
        processing: 'running',
        percent: 0,
        ...nothing,
        publication: 'unpublished',
        visibility: 'scheduled',
        published_at: new Date('2026-03-02T12:10:00Z'),
        scheduled_at: new Date('2026-03-08T08:00:00Z'),
        ...kept,
        is_playable: true,
        is_taken_down: false,
        duration_seconds: 30,
        ...size,
        ...breadPoster,
        ...whole,
        qualities: [360, 720],
        ...unwatched,
      },
      {
        video_id: unknown,
        owner_id: null,
        name: null,
        name_key: null,
        description: null,
        ...undescribed,
        language: null,
        file_name: null,
        bytes: null,
        upload_id: null,
        drafted_at: null,
        uploaded_at: null,
        processing: null,
        percent: 0,
        ...nothing,
        publication: null,
        visibility: 'private',
        published_at: null,
        scheduled_at: null,
        ...kept,
        changed_position: null,
        is_playable: false,
        is_taken_down: false,
        duration_seconds: null,
        width: null,
        height: null,
        ...noPoster,
        ...whole,
        qualities: [],
        views: 1,
        watched_milliseconds: 20_300,
        watched_seconds: 20.3,
      },
    ]);
  });

  test('have a history of their fields, in order, with who and when where the events say so', async () => {
    const { creators_videos_changes: changes } = await projectInto(database.url, creatorsVideos, history);
    const ofVideo = (id: string) =>
      changes!
        .filter(({ video_id }) => video_id === id)
        .map(({ field, value, user_id: userId, at }) => [
          field,
          value,
          userId,
          (at as Date | null)?.toISOString() ?? null,
        ]);
    const edit = [ada, '2026-03-01T12:20:00.000Z'];
    expect(ofVideo(knots)).toEqual([
      ['name', 'knots', ada, '2026-03-01T12:00:00.000Z'],
      ['name', 'Ten knots', null, null],
      ['visibility', 'scheduled 2026-03-05T08:00:00.000Z', null, null],
      ['visibility', 'public', null, null],
      ['visibility', 'public', null, '2026-03-01T12:05:00.000Z'],
      ['description', 'From bowline to sheet bend.', null, null],
      ['language', 'en', null, null],
      ['tags', ['knots', 'rope work'], ...edit],
      ['category', 'craft', ...edit],
      ['category', 'outdoors', ...edit],
      ['licence', 'CC-BY-4.0', ...edit],
      ['chapters', null, ...edit],
      ['chapters', [bowline, bend], ...edit],
    ]);
    expect(ofVideo(bread).map(([field, value]) => `${field}: ${value}`)).toEqual([
      'name: bread',
      'file: uploaded bread-file.mp4',
      'visibility: public',
      'visibility: private',
      'visibility: scheduled 2026-03-07T08:00:00.000Z',
      'visibility: scheduled 2026-03-08T08:00:00.000Z',
      'poster: picture',
    ]);
  });

  test('are rebuilt equal after their tables are dropped', async () => {
    const { creators_videos: videos } = await expectRebuiltEqual(database.url, creatorsVideos);
    expect(
      videos!.map(({ video_id: id, views, watched_milliseconds }) => [id, views, watched_milliseconds]),
    ).toContainEqual([unknown, 1, 20_300]);
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, creatorsVideos, streams));
});
