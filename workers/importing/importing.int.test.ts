import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceMessages, createMessageStore, createPool, type NewMessage } from '@message-db/client';
import { createLog, startWorker } from '@message-db/runtime';
import { eventually } from '@message-db/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v5 as uuidFrom } from 'uuid';
import { readEnvironment } from '@/environment';
import { roleOf } from '@/roles';
import { captioning } from '@/workers/captioning/contract';
import { identity } from '@/workers/identity/contract';
import { settingsOf } from '@/workers/run';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { makeImporting } from './component';
import { importing } from './contract';
import { zipOf } from './testing/zip';

const database = await createTestDatabase();
const pool = createPool({ connectionString: database.url });
const store = createMessageStore(pool);
const DATA_DIR = await mkdtemp(join(tmpdir(), 'importing-'));
const environment = readEnvironment({
  ...{ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent', DATA_DIR },
  UPLOAD_QUOTA: '1000000',
});
const uploads = environment.dataPath('uploads');
await mkdir(uploads, { recursive: true });
const start = () => {
  const component = makeImporting(environment);
  return startWorker({
    ...settingsOf(environment, roleOf(component.name)),
    ...component,
    log: createLog(component.name, environment.LOG_LEVEL),
  });
};
let worker = start();
beforeAll(() => worker.ready);
afterAll(async () => {
  await worker.stop();
  await pool.end();
  await database.drop();
  await rm(DATA_DIR, { recursive: true, force: true });
});

const { commands } = importing;
const at = '2026-11-28T10:00:00.000Z';

async function send(userId: string, command: NewMessage): Promise<void> {
  await store.write(importing.commandStream(userId), command);
  await announceMessages(pool, [importing.commandCategory]);
}

async function write(streamName: string, category: string, event: NewMessage): Promise<void> {
  await store.write(streamName, event);
  await announceMessages(pool, [category]);
}

const eventsOf = async (userId: string) =>
  (await store.readBatch(importing.stream(userId))).map((message) => importing.readEvent(message));
type Event = Awaited<ReturnType<typeof eventsOf>>[number];

/** Waits for events of a type. @returns the last one. */
async function until<Type extends Event['type']>(userId: string, type: Type, count = 1) {
  return eventually(async () => {
    const found = (await eventsOf(userId)).filter((event) => event.type === type);
    expect(found).toHaveLength(count);
    return found.at(-1) as Extract<Event, { type: Type }>;
  });
}

/** Stores an archive as the application does. */
async function addArchive(userId: string, files: Parameters<typeof zipOf>[0]): Promise<string> {
  const uploadId = randomUUID().replaceAll('-', '');
  const content = await zipOf(files);
  const metadata = { ownerId: userId, videoId: randomUUID(), fileName: 'a.zip', purpose: 'archive' };
  await writeFile(join(uploads, `${uploadId}.json`), JSON.stringify({ size: content.length, metadata }));
  await writeFile(join(uploads, `${uploadId}.posted`), '');
  await writeFile(join(uploads, uploadId), content);
  await send(userId, commands.AddArchive({ userId, uploadId, fileName: 'a.zip', bytes: content.length, addedAt: at }));
  return uploadId;
}

const choose = (userId: string, { data }: Extract<Event, { type: 'ItemsFound' }>, importId = randomUUID()) =>
  commands.ImportItems({
    ...{ userId, importId, scanId: data.scanId, at },
    itemIds: data.items.map(({ itemId }) => itemId),
  });
const filesOf = async (uploadId: string) =>
  (await readdir(uploads)).filter((name) => name.startsWith(uploadId)).toSorted();

const lesson = {
  'lessons/list.csv': 'file,title,tags,captions\nknots.mp4,Knots that hold,"rope, knots",en: knots.vtt',
  'lessons/knots.mp4': 'the film about knots',
  'lessons/knots.vtt': 'WEBVTT\n\n00:00.000 --> 00:01.000\nA loop\n',
};

describe('an archive', () => {
  test('becomes drafts with details, files and captions, once', async () => {
    const userId = randomUUID();
    await addArchive(userId, lesson);
    const found = await until(userId, 'ItemsFound');
    expect(found.data.items).toMatchObject([{ title: 'Knots that hold', tags: 2, captions: ['en'], refusal: null }]);

    await send(userId, choose(userId, found));
    const { videoId, uploadId } = (await until(userId, 'ItemImported')).data;
    const messages = await store.readBatch(videoPublishing.commandStream(videoId));
    expect(messages.map(({ type, data }) => ({ type, data }))).toMatchObject([
      { type: 'DraftVideo', data: { videoId, ownerId: userId, fileName: 'knots.mp4' } },
      { type: 'EditDetails', data: { userId, name: 'Knots that hold', tags: ['rope', 'knots'] } },
      { type: 'ProcessVideo', data: { ownerId: userId, uploadId, bytes: 20 } },
    ]);
    const tracks = await store.readBatch(captioning.commandStream(videoId));
    expect(tracks.map(({ type, data }) => ({ type, data }))).toMatchObject([
      { type: 'OpenCaptioning' },
      { type: 'TakeTrack', data: { language: 'en', lines: [{ text: 'A loop' }] } },
    ]);
    expect(await filesOf(uploadId)).toEqual([uploadId, `${uploadId}.json`, `${uploadId}.posted`]);
    expect(await readFile(join(uploads, uploadId), 'utf8')).toBe('the film about knots');

    // The same again, in another archive.
    await addArchive(userId, { ...lesson, 'lessons/more.mp4': 'another film' });
    const again = await until(userId, 'ItemsFound', 2);
    expect(again.data.items.map((item) => [item.path, item.videoId, item.refusal])).toEqual([
      ['lessons/knots.mp4', videoId, null],
      ['lessons/knots.mp4', undefined, 'same-file'],
      ['lessons/more.mp4', undefined, null],
    ]);
    const [one, other] = again.data.items;
    expect([one!.twinId, other!.twinId]).toEqual([undefined, one!.itemId]);
    await send(userId, choose(userId, again));
    await until(userId, 'ItemImported', 2);

    // An item whose video was purged can be imported again.
    const purged = videoPublishing.events.VideoPurged({ videoId, ownerId: userId, uploadIds: [uploadId] });
    await write(videoPublishing.stream(videoId), videoPublishing.category, purged);
    await until(userId, 'VideoForgotten');
    await send(userId, choose(userId, again));
    expect((await until(userId, 'ItemImported', 3)).data.videoId).not.toBe(videoId);
  });

  test('is imported by the next worker after its worker stopped, and is deleted on request', async () => {
    const userId = randomUUID();
    const archiveId = await addArchive(userId, { 'one.mp4': 'film one', 'two.mp4': 'film two' });
    const found = await until(userId, 'ItemsFound');
    await worker.stop();
    await send(userId, choose(userId, found));
    worker = start();
    await until(userId, 'ItemImported', 2);
    await send(userId, commands.RemoveArchives({ userId, at }));
    await until(userId, 'ArchivesRemoved');
    await eventually(async () => expect(await filesOf(archiveId)).toEqual([]));
  });

  test('is deleted alone with its file, and what is in the others is found again', async () => {
    const userId = randomUUID();
    const first = await addArchive(userId, { 'one.mp4': 'film one' });
    await until(userId, 'ItemsFound');
    const second = await addArchive(userId, { 'two.mp4': 'film two' });
    await until(userId, 'ItemsFound', 2);
    await send(userId, commands.RemoveArchive({ userId, uploadId: first, at }));
    const left = await until(userId, 'ItemsFound', 3);
    expect(left.data.items.map(({ path }) => path)).toEqual(['two.mp4']);
    await eventually(async () => expect(await filesOf(first)).toEqual([]));
    expect(await filesOf(second)).not.toEqual([]);
  });

  test('reports what failed: a damaged file, and a file for which the quota has no room', async () => {
    const userId = randomUUID();
    const big = Buffer.alloc(999_900, 'film ');
    const archiveId = await addArchive(userId, { 'big.mp4': big, 'small.mp4': 'a small film' });
    const found = await until(userId, 'ItemsFound');
    // Damages the small file, which is imported last, after the archive was scanned.
    const path = join(uploads, archiveId);
    const content = await readFile(path);
    const inDirectory = content.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    content[content.readUInt32LE(inDirectory + 42) + 30 + 'small.mp4'.length + 3]! ^= 0xff;
    await writeFile(path, content);
    // An attempt whose end was never recorded has stored the big file.
    const importId = randomUUID();
    const bigItem = found.data.items.find((item) => item.path === 'big.mp4')!;
    const stored = uuidFrom(`upload ${bigItem.itemId}`, importId).replaceAll('-', '');
    await writeFile(join(uploads, stored), big);
    await send(userId, choose(userId, found, importId));
    await until(userId, 'ItemImportFailed', 2);
    await eventually(async () => expect(await filesOf(stored)).toEqual([]));
    const failed = (await eventsOf(userId)).filter((event) => event.type === 'ItemImportFailed');
    expect(failed.map(({ data }) => data.reason).toSorted()).toEqual(['damaged', 'quota']);
  });

  test('is deleted with the account', async () => {
    const userId = randomUUID();
    const archiveId = await addArchive(userId, lesson);
    await until(userId, 'ItemsFound');
    const deleted = identity.events.AccountDeleted({ userId, addressId: randomUUID(), deletedAt: at });
    await write(identity.stream(userId), identity.category, deleted);
    await until(userId, 'ImportingClosed');
    await eventually(async () => expect(await filesOf(archiveId)).toEqual([]));
    expect(existsSync(environment.dataPath('importing', userId))).toBe(false);

    // An archive that arrives after that.
    const late = await addArchive(userId, lesson);
    await until(userId, 'ImportRejected');
    await eventually(async () => expect(await filesOf(late)).toEqual([]));
  });
});
