import { randomUUID } from 'node:crypto';
import { announceMessages, createMessageStore, createPool } from '@message-db/client';
import { createLog, startWorker } from '@message-db/runtime';
import { eventually } from '@message-db/runtime/testing';
import { afterAll, expect, test } from 'vitest';
import { readEnvironment } from '@/environment';
import { roleOf } from '@/roles';
import { settingsOf } from '@/workers/run';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { makeCaptioning } from './component';
import { captioning } from './contract';

const database = await createTestDatabase();
const pool = createPool({ connectionString: database.url });
const store = createMessageStore(pool);
const environment = readEnvironment({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
const component = makeCaptioning();
const worker = startWorker({
  ...settingsOf(environment, roleOf(component.name)),
  ...component,
  log: createLog(component.name, environment.LOG_LEVEL),
});
afterAll(async () => {
  await worker.stop();
  await pool.end();
  await database.drop();
});

const typesOf = async (videoId: string) => (await store.readBatch(captioning.stream(videoId))).map(({ type }) => type);

test('a video has captions from its draft until it is purged', async () => {
  const [videoId, ownerId] = [randomUUID(), randomUUID()];
  const at = new Date().toISOString();
  const { VideoDrafted, VideoUploaded, VideoProbed, VideoPurged } = videoPublishing.events;
  const write = async (event: Parameters<typeof store.write>[1]) => {
    await store.write(videoPublishing.stream(videoId), event);
    await announceMessages(pool, [videoPublishing.category]);
  };
  await write(VideoDrafted({ videoId, ownerId, fileName: 'a.mp4', name: 'a', draftedAt: at }));
  await write(VideoUploaded({ videoId, ownerId, uploadId: 'upload-1', fileName: 'a.mp4', bytes: 1, uploadedAt: at }));
  await eventually(async () => expect(await typesOf(videoId)).toEqual(['CaptioningOpened']));
  await write(VideoProbed({ videoId, uploadId: 'upload-1', durationSeconds: 1.5, width: 64, height: 36 }));
  await eventually(async () => expect(await typesOf(videoId)).toEqual(['CaptioningOpened', 'LengthRecorded']));

  const lines = [
    { start: 0, end: 1_000, text: 'Said' },
    { start: 1_500, end: 2_000, text: 'After the end' },
  ];
  const add = { videoId, userId: ownerId, trackId: randomUUID(), language: 'en', label: '', lines, at };
  await store.write(captioning.commandStream(videoId), captioning.commands.AddTrack(add));
  await announceMessages(pool, [captioning.commandCategory]);
  await eventually(async () => expect((await typesOf(videoId)).slice(2)).toEqual(['TrackAdded', 'LinesWritten']));
  const [written] = (await store.readBatch(captioning.stream(videoId))).slice(-1);
  expect(written!.data).toMatchObject({ lines: [{ text: 'Said' }] });

  await write(VideoPurged({ videoId, ownerId, uploadIds: [] }));
  await eventually(async () => expect((await typesOf(videoId)).at(-1)).toBe('CaptioningClosed'));
});
