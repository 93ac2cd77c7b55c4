import { randomUUID } from 'node:crypto';
import { announceMessages, createMessageStore, createPool } from '@message-db/client';
import { createLog, startWorker } from '@message-db/runtime';
import { eventually } from '@message-db/runtime/testing';
import { afterAll, expect, test } from 'vitest';
import { readEnvironment } from '@/environment';
import { roleOf } from '@/roles';
import { settingsOf } from '@/workers/run';
import { identity } from '@/workers/identity/contract';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { makeSeries } from './component';
import { series } from './contract';

const database = await createTestDatabase();
const pool = createPool({ connectionString: database.url });
const store = createMessageStore(pool);
const worker = start();
afterAll(async () => {
  await worker.stop();
  await pool.end();
  await database.drop();
});

function start() {
  const environment = readEnvironment({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  const component = makeSeries();
  return startWorker({
    ...settingsOf(environment, roleOf(component.name)),
    ...component,
    log: createLog(component.name, environment.LOG_LEVEL),
  });
}

const { commands } = series;

/** Sends the commands of a new series with lessons, and returns its ids. */
async function createSeries(userId: string, lessons: number) {
  const [seriesId, sectionId] = [randomUUID(), randomUUID()];
  const by = { seriesId, userId };
  const places = Array.from({ length: lessons }, () => ({ lessonId: randomUUID(), videoId: randomUUID() }));
  await send(
    seriesId,
    commands.CreateSeries({ ...by, title: 'Knots', sectionId, createdAt: new Date().toISOString() }),
  );
  await send(seriesId, commands.AddLessons({ ...by, sectionId, lessons: places }));
  return { ...by, lessons: places };
}

async function send(seriesId: string, command: Parameters<typeof store.write>[1]): Promise<void> {
  await store.write(series.commandStream(seriesId), command);
  await announceMessages(pool, [series.commandCategory]);
}

const typesOf = async (streamName: string) => (await store.readBatch(streamName)).map(({ type }) => type);
const commandsOf = async (videoId: string) =>
  (await store.readBatch(videoPublishing.commandStream(videoId))).map((message) =>
    videoPublishing.readCommand(message),
  );

test('a released lesson has its video published, now or at its time', async () => {
  const { lessons, ...by } = await createSeries(randomUUID(), 3);
  const [now, later, never] = lessons as [(typeof lessons)[0], (typeof lessons)[0], (typeof lessons)[0]];
  const requestedAt = new Date().toISOString();
  await send(by.seriesId, commands.PublishSeries({ ...by, lessonIds: [now.lessonId], requestedAt }));
  await eventually(async () =>
    expect((await commandsOf(now.videoId)).map(({ data }) => data)).toEqual([
      { videoId: now.videoId, userId: by.userId, requestedAt },
    ]),
  );

  const releaseAt = new Date(Date.now() + 1_000).toISOString();
  const schedule = { ...by, releaseAt, announcedAs: '' };
  await send(by.seriesId, commands.ScheduleLesson({ ...schedule, lessonId: never.lessonId }));
  await send(by.seriesId, commands.CancelLessonSchedule({ ...by, lessonId: never.lessonId }));
  await send(by.seriesId, commands.ScheduleLesson({ ...schedule, lessonId: later.lessonId }));
  await eventually(async () =>
    expect((await commandsOf(later.videoId)).map(({ type }) => type)).toEqual(['PublishVideo']),
  );
  expect(await commandsOf(never.videoId)).toEqual([]);
});

test('the series of a deleted account are deleted, and those of others stay', async () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  const [hers, his] = [await createSeries(ada, 1), await createSeries(bob, 1)];
  await eventually(async () => expect(await typesOf(series.stream(his.seriesId))).toContain('LessonAdded'));

  const deleted = { userId: ada, addressId: randomUUID(), deletedAt: new Date().toISOString() };
  await store.write(identity.stream(ada), identity.events.AccountDeleted(deleted));
  await announceMessages(pool, [identity.category]);
  await eventually(async () => expect((await typesOf(series.stream(hers.seriesId))).at(-1)).toBe('SeriesDeleted'));
  expect(await typesOf(series.stream(his.seriesId))).not.toContain('SeriesDeleted');
});

test('what somebody has scheduled is not released when they are no creator any more', async () => {
  const ada = randomUUID();
  const { lessons, ...by } = await createSeries(ada, 1);
  const [{ lessonId }] = lessons as [(typeof lessons)[0]];
  const releaseAt = new Date(Date.now() + 3600_000).toISOString();
  await send(by.seriesId, commands.ScheduleLesson({ ...by, lessonId, releaseAt, announcedAs: '' }));
  await eventually(async () => expect((await typesOf(series.stream(by.seriesId))).at(-1)).toBe('LessonScheduled'));

  const withdrawn = { userId: ada, withdrawnBy: randomUUID(), withdrawnAt: new Date().toISOString() };
  const { RoleWithdrawn } = identity.events;
  await store.write(identity.stream(ada), RoleWithdrawn({ ...withdrawn, role: 'moderator' }));
  await store.write(identity.stream(ada), RoleWithdrawn({ ...withdrawn, role: 'creator' }));
  await announceMessages(pool, [identity.category]);
  await eventually(async () =>
    expect((await typesOf(series.stream(by.seriesId))).at(-1)).toBe('LessonScheduleCancelled'),
  );
  const cancellations = (await typesOf(series.commandStream(by.seriesId))).filter((type) => type.startsWith('Cancel'));
  expect(cancellations).toHaveLength(1);
});

test('a series is not public while its owner’s account is going to be deleted, and is again if they keep it', async () => {
  const ada = randomUUID();
  const { lessons: _, ...by } = await createSeries(ada, 1);
  await send(by.seriesId, commands.PublishSeries({ ...by, lessonIds: [], requestedAt: new Date().toISOString() }));
  await eventually(async () => expect((await typesOf(series.stream(by.seriesId))).at(-1)).toBe('SeriesPublished'));

  const request = { userId: ada, requestId: randomUUID() };
  const at = new Date().toISOString();
  const { DeletionRequested, DeletionCancelled } = identity.events;
  await store.write(identity.stream(ada), DeletionRequested({ ...request, requestedAt: at, deleteAt: at }));
  await announceMessages(pool, [identity.category]);
  await eventually(async () => expect((await typesOf(series.stream(by.seriesId))).at(-1)).toBe('SeriesUnpublished'));
  const { lessons: _none, ...late } = await createSeries(ada, 1);
  await eventually(async () => expect(await typesOf(series.stream(late.seriesId))).toContain('SeriesTakenDown'));

  await store.write(identity.stream(ada), DeletionCancelled({ ...request, cancelledAt: at }));
  await announceMessages(pool, [identity.category]);
  await eventually(async () => expect((await typesOf(series.stream(by.seriesId))).at(-1)).toBe('SeriesPublished'));
  await eventually(async () => expect((await typesOf(series.stream(late.seriesId))).at(-1)).toBe('SeriesPutBack'));
});
