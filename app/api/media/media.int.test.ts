import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createMessageStore, createPool } from '@message-db/client';
import { schemaOf } from '@message-db/runtime';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readEnvironment } from '@/environment';
import { roleOf } from '@/roles';
import type { Served } from '@/app/_server/testing/serve-site';
import { captions } from '@/workers/aggregators/captions/aggregator';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { watchPage } from '@/workers/aggregators/videos/aggregator';
import { captioning } from '@/workers/captioning/contract';
import { examples } from '@/workers/captioning/examples';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { projectInto } from '@/workers/testing/aggregator';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';

/** Which address opens the files of a video to whom, over HTTP, while its visibility changes. */
const database = await createTestDatabase();
const folder = await mkdtemp(join(tmpdir(), 'media-'));
vi.mock('@/app/_lib/environment', () => ({
  environment: readEnvironment({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    MEDIA_URL: 'https://cdn.example/',
    SECRET: 'a secret of at least 32 characters',
  }),
}));
/** The user of a request is in its header. */
vi.mock('@/app/_lib/auth/signed-in', () => ({
  signedInUser: async ({ headers }: { headers: Record<string, string> }) =>
    headers['x-user'] ? { userId: headers['x-user'] } : null,
}));

const HOUR = 3600_000;
const { events } = videoPublishing;
const { CaptioningOpened, TrackAdded, LinesWritten } = examples.events;
const { videoId } = TrackAdded.data;
const ada = '00000000-0000-4000-8000-00000000000a';
const bob = '00000000-0000-4000-8000-00000000000b';
const file = { videoId, uploadId: 'knots-file' };
const at = '2026-03-01T08:00:00.000Z';
const upload = { fileName: 'knots.mp4', bytes: 1000, name: 'Knots', uploadedAt: at };

let site: Served;
let media: typeof import('@/app/_lib/media/urls');
let sign: (userId: string | null) => string;
let captionsUrl: (typeof import('@/app/_lib/captions/track'))['captionsUrl'];
beforeAll(async () => {
  media = await import('@/app/_lib/media/urls');
  ({ captionsUrl } = await import('@/app/_lib/captions/track'));
  const { signMedia } = await import('@/app/_lib/media/signature');
  sign = (userId) => signMedia(videoId, userId).part;
  site = await (await import('@/app/_server/testing/serve-site')).serveSite();
  for (const name of ['master.m3u8', '720/segment-00000.m4s', 'poster.jpg', 'stills/thumbnails.vtt']) {
    const path = join(folder, 'media', videoId, file.uploadId, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'x'.repeat(500));
  }
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(async () => {
  vi.useRealTimers();
  await site.close();
  const { messageStore } = await import('@/app/_lib/queries/database');
  await messageStore().pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => vi.setSystemTime(Date.UTC(2026, 10, 28, 15)));

/** Makes the video private, unlisted or public, and waits until remembered answers are forgotten. */
async function show(visibility: 'private' | 'unlisted' | 'public' | 'taken down'): Promise<void> {
  const history = [
    [
      videoPublishing.stream(videoId),
      events.VideoUploaded({ ...file, ownerId: ada, ...upload }),
      events.RenditionReady({ ...file, width: 1280, height: 720, bitsPerSecond: 1_000_000 }),
      ...(visibility === 'private' || visibility === 'taken down'
        ? []
        : [events.VideoPublished({ videoId, ownerId: ada, publishedAt: at, visibility })]),
      ...(visibility === 'taken down'
        ? [events.VideoTakenDown({ videoId, ownerId: ada, decisionId: bob, wasPublished: true, takenDownAt: at })]
        : []),
    ],
    [captioning.stream(videoId), CaptioningOpened, TrackAdded, LinesWritten],
  ] as const;
  for (const aggregator of [watchPage, captions, userCredentials]) await projectInto(database.url, aggregator, history);
  vi.setSystemTime(Date.now() + 3_000);
}

/** The addresses of a playlist, a segment, a poster, a storyboard and captions. */
function addressesOf(signature: string | null): string[] {
  const video = { ...file, signature };
  return [
    media.playlistUrl(video),
    media.playlistUrl(video).replace('master.m3u8', '720/segment-00000.m4s'),
    media.posterUrl({ ...video, posterId: file.uploadId }),
    media.storyboardUrl(video),
    captionsUrl({ ...TrackAdded.data, revision: 0, signature }),
  ];
}

/** The statuses of all addresses with a signature, each once. */
async function statusOf(signature: string | null, userId?: string): Promise<number[]> {
  const headers: Record<string, string> = userId === undefined ? {} : { 'x-user': userId };
  const answers = addressesOf(signature).map(async (path) => (await site.fetch(path, { headers })).status);
  return [...new Set(await Promise.all(answers))];
}

test('a signed address opens all files of an unlisted video, until it expires or the video is private', async () => {
  await show('unlisted');
  const link = sign(null);
  expect(await statusOf(link)).toEqual([200]);
  expect(await statusOf(null)).toEqual([404]);
  expect(await statusOf(null, bob)).toEqual([404]);
  expect(await statusOf(null, ada)).toEqual([200]);
  expect(await statusOf(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, ada)).toEqual([404]);
  await show('private');
  expect(await statusOf(link)).toEqual([404]);
  await show('unlisted');
  expect(await statusOf(link)).toEqual([200]);
  await show('public');
  expect([await statusOf(link), await statusOf(null)]).toEqual([[200], [200]]);
  await show('unlisted');
  expect(await statusOf(null)).toEqual([404]);
  vi.setSystemTime(Date.now() + 24 * HOUR);
  expect(await statusOf(link)).toEqual([404]);
  expect(await statusOf(sign(null))).toEqual([200]);
});

test('the addresses of a private video open what the user of the page may see, on another host too', async () => {
  await show('private');
  expect(await statusOf(sign(ada))).toEqual([200]);
  expect(await statusOf(sign(bob))).toEqual([404]);
  const old = sign(ada);
  vi.setSystemTime(Date.now() + 24 * HOUR);
  expect(await statusOf(old)).toEqual([404]);
  expect(await statusOf(old, ada)).toEqual([200]);
});

test('the addresses of a video that was taken down open what a moderator may see, while they are one', async () => {
  await show('taken down');
  const pool = createPool({ connectionString: database.url, role: roleOf('user-credentials'), max: 1 });
  const accounts = `${schemaOf(userCredentials)}.user_credentials`;
  await pool.query(
    `INSERT INTO ${accounts} (user_id, email, name, password_hash, registered_at, is_moderator)
     VALUES ($1, 'bob@example.com', 'Bob', '', now(), true)`,
    [bob],
  );
  const playlist = media.playlistUrl({ ...file, signature: sign(bob) });
  expect((await site.fetch(playlist)).status).toBe(200);
  await pool.query(`UPDATE ${accounts} SET is_moderator = false`);
  await pool.end();
  vi.setSystemTime(Date.now() + 3_000);
  expect((await site.fetch(playlist)).status).toBe(404);
});

test('caches keep public files while their address is valid, and other hosts may load them', async () => {
  const headersOf = async (signature: string | null, userId = '') => {
    const path = addressesOf(signature)[1]!;
    const { status, headers } = await site.fetch(path, { headers: { 'x-user': userId, Range: 'bytes=0-99' } });
    return [status, headers.get('cache-control'), headers.get('access-control-allow-origin')];
  };
  await show('unlisted');
  const seconds = 21 * 3600 - 3;
  expect(await headersOf(sign(null))).toEqual([206, `public, max-age=${seconds}, immutable`, '*']);
  await show('private');
  expect(await headersOf(sign(ada))).toEqual([206, `private, max-age=${seconds - 3}, immutable`, '*']);
  expect(await headersOf(null, ada)).toEqual([206, 'private, max-age=86400, immutable', null]);
  await show('public');
  expect(await headersOf(null)).toEqual([206, 'public, max-age=31536000, s-maxage=86400, immutable', '*']);
});

test('pages may load films from the host of MEDIA_URL, and nothing else', async () => {
  const { pagePolicy } = await import('@/app/_server/security/policy');
  const directives = pagePolicy([]).split('; ');
  expect(directives.filter((directive) => directive.includes('cdn.example'))).toEqual([
    "connect-src 'self' https://cdn.example",
    "media-src 'self' blob: https://cdn.example",
  ]);
});

test('with another host for films, it is not told who gets them', async () => {
  await show('public');
  expect((await site.fetch(addressesOf(null)[1]!)).status).toBe(200);
  const store = createMessageStore(createPool({ connectionString: database.url }));
  expect(await store.readBatch(viewAuditing.commandCategory)).toEqual([]);
  await store.pool.end();
});
