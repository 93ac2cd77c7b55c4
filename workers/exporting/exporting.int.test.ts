import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { readEnvironment } from '@/environment';
import { decryptFields } from '@/personal-data/encryption';
import { encryptExample, exampleKey, storeExampleKeys } from '@/personal-data/testing/example-keys';
import { openStorage } from '@/storage/open';
import { captioning } from '@/workers/captioning/contract';
import { examples as captioningExamples } from '@/workers/captioning/examples';
import { identity } from '@/workers/identity/contract';
import { examples as identityExamples } from '@/workers/identity/examples';
import { moderation } from '@/workers/moderation/contract';
import { examples as moderationExamples } from '@/workers/moderation/examples';
import { sendEmail } from '@/workers/send-email/contract';
import { series } from '@/workers/series/contract';
import { examples as seriesExamples } from '@/workers/series/examples';
import { eventsIn, eventually, handled, openTestSite } from '@/workers/testing/test-site';
import { startTestComponent } from '@/workers/testing/worker';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { examples as videoExamples } from '@/workers/video-publishing/examples';
import { makeExporting } from './component';
import { EXPORT_DAYS, exportFileName, exporting } from './contract';

const folder = await mkdtemp(join(tmpdir(), 'exporting-'));
const site = await openTestSite();
const environment = readEnvironment({
  ...{ NODE_ENV: 'test', DATABASE_URL: site.url, DATA_DIR: folder, LOG_LEVEL: 'silent' },
  SITE_URL: 'http://tutorials.example',
});
const storage = openStorage(environment, 'worker');
const start = () => startTestComponent(site.url, makeExporting(environment));
let worker = start();
afterAll(async () => {
  await worker.stop();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const { RequestExport } = exporting.commands;
const { Registered, UserSignedIn, RoleGranted } = identityExamples.events;

/** Writes the events of an account. Its person has a key. */
async function person(name: string): Promise<string> {
  const userId = randomUUID();
  await storeExampleKeys(site.url, [userId]);
  await site.write(identity.stream(userId), [
    identity.events.Registered({
      ...{ ...Registered.data, userId },
      ...encryptExample(userId, { name, email: `${name}@example.com`, passwordHash: 'a secret hash' }),
    }),
    identity.events.UserSignedIn({ ...UserSignedIn.data, userId }),
    identity.events.RoleGranted({ ...RoleGranted.data, userId, role: 'creator' }),
  ]);
  return userId;
}

/** Asks for an export, and waits until it is ready. @returns its id. */
async function makeExport(userId: string): Promise<string> {
  const exportId = randomUUID();
  await site.write(exporting.commandStream(userId), RequestExport({ userId, exportId }));
  await eventually(async () =>
    expect(await eventsIn(site, exporting, userId)).toContainEqual(
      expect.objectContaining({ type: 'ExportReady', data: expect.objectContaining({ exportId }) }),
    ),
  );
  return exportId;
}

/** Returns the files of an export, by their names. */
async function filesOf(exportId: string): Promise<Record<string, string>> {
  const zip = await fromBufferPromise((await storage.read(exportFileName(exportId)))!, {});
  const files: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) files[entry.fileName] = await text(await zip.openReadStreamPromise(entry));
  return files;
}

const typesIn = async (userId: string) => (await eventsIn(site, exporting, userId)).map(({ type }) => type);

describe('an export', () => {
  test('has all of a person, and nothing of others', async () => {
    const [ada, bob] = [await person('Ada'), await person('Bob')];
    const [videoId, otherId, purgedId, seriesId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const { VideoUploaded, VideoPurged, VideoPublished, TagsChosen } = videoPublishing.events;
    const upload = { ...videoExamples.events.VideoUploaded.data, uploadId: 'upload-1' };
    await site.write(videoPublishing.stream(videoId), [
      VideoUploaded({ ...upload, videoId, ownerId: ada, name: '=Ten knots' }),
      TagsChosen({ videoId, tags: ['rope', 'sea'] }),
      VideoPublished({ videoId, ownerId: ada, publishedAt: '2026-11-21T10:00:00.000Z' }),
    ]);
    await site.write(
      videoPublishing.stream(otherId),
      VideoUploaded({ ...upload, videoId: otherId, ownerId: bob, name: 'Bread' }),
    );
    await site.write(videoPublishing.stream(purgedId), [
      VideoUploaded({ ...upload, videoId: purgedId, ownerId: ada, name: 'Gone' }),
      VideoPurged({ videoId: purgedId, ownerId: ada, uploadIds: [] }),
    ]);
    const trackId = randomUUID();
    const { TrackAdded } = captioningExamples.events;
    await site.write(captioning.stream(videoId), [
      captioning.events.TrackAdded({ ...TrackAdded.data, videoId, trackId, language: 'en' }),
      captioning.events.LinesWritten({
        videoId,
        trackId,
        lines: [{ lineId: 1, start: 0, end: 1_500, text: 'Hello there' }],
      }),
    ]);
    const sectionId = randomUUID();
    await site.write(series.stream(seriesId), [
      series.events.SeriesCreated({ ...seriesExamples.events.SeriesCreated.data, seriesId, ownerId: ada }),
      series.events.SectionAdded({ seriesId, sectionId, title: 'Beginnings', rank: 'a0' }),
      series.events.LessonAdded({ seriesId, lessonId: randomUUID(), videoId, sectionId, rank: 'a0' }),
    ]);
    // Ada reported Bob, and somebody reported Ada.
    const { Reported, Restricted } = moderationExamples.events;
    const report = { ...Reported.data, subjectKind: 'person' as const, keyId: undefined };
    await site.write(
      moderation.stream(bob),
      moderation.events.Reported({
        ...{ ...report, subjectId: bob, ownerId: bob, reporterId: ada, userId: ada },
        ...encryptExample(ada, { words: 'He copies mine' }),
      }),
    );
    await site.write(moderation.stream(ada), [
      moderation.events.Reported({
        ...{ ...report, subjectId: ada, ownerId: ada, reporterId: bob, userId: bob },
        ...encryptExample(bob, { words: 'SECRET of Bob' }),
      }),
      moderation.events.Restricted({
        ...{ ...Restricted.data, subjectKind: 'person', subjectId: ada, ownerId: ada, userId: ada, keyId: undefined },
        ...encryptExample(ada, { words: 'Please stop' }),
      }),
    ]);

    const files = await filesOf(await makeExport(ada));
    expect(Object.keys(files).sort()).toEqual([
      ...['README.txt', 'account.json', `captions/${videoId}/en-${trackId.slice(0, 8)}.vtt`, 'decisions.json'],
      ...['invitations.json', 'page.json', 'reports.json', 'security-history.csv', 'series.json'],
      ...['tutorials.csv', 'tutorials.json'],
    ]);
    const json = (name: string) => JSON.parse(files[name]!) as unknown;
    expect(json('account.json')).toMatchObject({ id: ada, name: 'Ada', email: 'Ada@example.com', roles: ['creator'] });
    const history = parse(files['security-history.csv']!, { columns: true, bom: true });
    expect(history).toMatchObject([{ what: 'Registered' }, { what: 'Signed in' }, { what: 'Got another role' }]);
    expect(json('tutorials.json')).toMatchObject([
      {
        ...{ id: videoId, title: '=Ten knots', tags: ['rope', 'sea'], visibility: 'public' },
        ...{ original: `http://tutorials.example/api/originals/${videoId}` },
      },
    ]);
    // A spreadsheet shows the title instead of computing it.
    expect(parse(files['tutorials.csv']!, { columns: true, bom: true })).toMatchObject([{ title: "'=Ten knots" }]);
    expect(files[`captions/${videoId}/en-${trackId.slice(0, 8)}.vtt`]).toMatch(
      /^WEBVTT[^]*00:00\.000 --> .*01\.500[^]*Hello there/,
    );
    expect(json('series.json')).toMatchObject([{ sections: [{ title: 'Beginnings', tutorials: [videoId] }] }]);
    expect(json('reports.json')).toMatchObject([{ id: bob, words: 'He copies mine' }]);
    expect(json('decisions.json')).toMatchObject([{ what: 'Restricted', words: 'Please stop' }]);
    const all = Object.values(files).join('\n');
    for (const secret of ['SECRET of Bob', 'Bread', 'Gone', 'a secret hash', 'Bob@example.com'])
      expect(all).not.toContain(secret);
    // Neither who reported nor who decided is told.
    expect(files['decisions.json']).not.toContain(Restricted.data.moderatorId);
  });

  test('is told by mail, is replaced by the next one, and expires', async () => {
    const eve = await person('Eve');
    const first = await makeExport(eve);
    await handled(site, 'exporting-mails', exporting.category);
    const mails = [];
    for await (const message of site.store.read(sendEmail.commandCategory)) {
      const command = sendEmail.readCommand(message);
      if (command.type === 'Send' && command.data.userId === eve)
        mails.push(decryptFields(exampleKey(eve), command.data));
    }
    expect(mails).toMatchObject([{ to: 'Eve@example.com', subject: 'Your data is ready' }]);
    expect(mails[0]!.text).toContain('http://tutorials.example/sign-in?next=%2Faccount%2Fdata');

    const second = await makeExport(eve);
    await eventually(async () => expect(await storage.find(exportFileName(first))).toBeNull());
    expect(await storage.find(exportFileName(second))).not.toBeNull();
    await handled(site, 'exporting-timers', exporting.category);
    await worker.stop();
    await site.pool.query(`UPDATE runtime.timer SET due_at = due_at - $1 * interval '1 day'`, [EXPORT_DAYS]);
    worker = start();
    await eventually(async () => expect((await typesIn(eve)).at(-1)).toBe('ExportRemoved'));
    await eventually(async () => expect(await storage.find(exportFileName(second))).toBeNull());
  });

  test('goes with the account, and leaves no file', async () => {
    const gil = await person('Gil');
    const exportId = await makeExport(gil);
    await site.write(
      identity.stream(gil),
      identity.events.AccountDeleted({ ...identityExamples.events.AccountDeleted.data, userId: gil }),
    );
    await eventually(async () => expect((await typesIn(gil)).at(-1)).toBe('ExportsClosed'));
    await eventually(async () => expect(await storage.find(exportFileName(exportId))).toBeNull());
    // Nothing half made stays either.
    expect((await readdir(join(folder, 'exports'))).filter((name) => name.endsWith('.zip'))).not.toContain(
      `${exportId}.zip`,
    );
  });
});
