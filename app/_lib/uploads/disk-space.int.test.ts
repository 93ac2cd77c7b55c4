import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '@message-db/runtime/testing';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { mountSmallDisk, NO_SMALL_DISK, type SmallDisk } from '@/workers/testing/small-disk';
import { asCreator } from './testing/as-creator';

vi.mock('./posting', () => ({ postUpload: async () => {} }));
vi.mock('./draft', () => ({ draftVideo: async () => 'a trace' }));

const MB = 1_000_000;
const RESERVE = 4 * MB;
const TUS = { 'Tus-Resumable': '1.0.0' };
const SETTINGS = {
  DISK_RESERVE: String(RESERVE),
  UPLOAD_QUOTA: '30MB',
  UNFINISHED_UPLOADS_MAX: '3',
  LOG_LEVEL: 'silent',
};
if (NO_SMALL_DISK) console.warn(`The tests of a full disk are skipped: ${NO_SMALL_DISK}.`);

describe.skipIf(NO_SMALL_DISK !== null)('on a small disk', () => {
  let disk: SmallDisk;
  let site: Awaited<ReturnType<typeof application>>;
  const uploadPath = (uploadId: string) => join(disk.folder, 'uploads', uploadId);

  /** Loads the application's modules on that disk, as after a start. */
  async function application(settings: Record<string, string> = {}) {
    (globalThis as { videoTutorials?: unknown }).videoTutorials = undefined;
    vi.resetModules();
    Object.assign(process.env, { DATA_DIR: disk.folder, ...SETTINGS, ...settings });
    const modules = await Promise.all([
      import('./begin'),
      import('./receive'),
      import('./server'),
      import('./stored-upload'),
    ]);
    const [beginning, receiving, server, uploads] = modules;
    return { ...beginning, ...receiving, ...server, ...uploads };
  }

  disk = NO_SMALL_DISK ? (undefined as never) : mountSmallDisk(24);
  afterAll(() => disk?.unmount());
  beforeEach(async () => {
    await disk.empty();
    await rm(join(disk.folder, 'uploads'), { recursive: true, force: true });
    site = await application();
  });

  /** @returns the id of the new upload, or the status and reason of a refusal. */
  async function begin(bytes: number, ownerId: string = randomUUID()): Promise<string> {
    const headers = { ...TUS, 'Upload-Length': String(bytes) };
    return refusable(async () => {
      const response = await site.beginUpload(
        new Request('http://localhost/api/uploads', { method: 'POST', headers }),
        asCreator(ownerId),
      );
      return response.headers.get('location')?.split('/').at(-1) ?? `${response.status} without a place`;
    });
  }

  /** @returns the new offset, or the status and reason of a refusal. */
  async function send(uploadId: string, content: Buffer | ReadableStream, offset = 0): Promise<string> {
    const headers = {
      ...TUS,
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(offset),
      ...(Buffer.isBuffer(content) && { 'Content-Length': String(content.length) }),
    };
    const request = new Request(addressOf(uploadId), { method: 'PATCH', headers });
    const bytes = Buffer.isBuffer(content) ? Readable.from([content]) : Readable.fromWeb(content as never);
    return refusable(async () => {
      const response = await site.receiveBytes(request, bytes, (await site.findUpload(uploadId))!);
      return response.headers.get('upload-offset') ?? `${response.status} ${await response.text()}`;
    });
  }

  async function offsetOf(uploadId: string): Promise<number> {
    const response = await site.answerTus(new Request(addressOf(uploadId), { method: 'HEAD', headers: TUS }));
    return Number(response.headers.get('upload-offset'));
  }

  async function refusable(work: () => Promise<string>): Promise<string> {
    try {
      return await work();
    } catch (error) {
      const { status, reason } = error as { status?: number; reason?: string };
      if (status === undefined) throw error;
      return `${status} ${reason}`;
    }
  }

  const addressOf = (uploadId: string) => `http://localhost/api/uploads/${uploadId}`;
  const discard = (uploadId: string) =>
    site.answerTus(new Request(addressOf(uploadId), { method: 'DELETE', headers: TUS }));
  const isBegun = (answer: string) => /^[0-9a-f]{32}$/.test(answer);

  test('twenty uploads that begin at once reserve no more space than there is, and abandoned ones free theirs', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => begin(3 * MB)));
    expect(answers.filter(isBegun)).toHaveLength(7); // 25.1 MB, less the reserve of 4.
    expect(new Set(answers.filter((answer) => !isBegun(answer)))).toEqual(new Set(['507 no-room']));
    site = await application();
    expect(await begin(3 * MB), 'after a restart').toBe('507 no-room');
    await discard(answers.find(isBegun)!);
    expect(await begin(3 * MB)).toSatisfy(isBegun);
  });

  test('two processes reserve no more space than there is', async () => {
    const database = await createTestDatabase();
    const processes = await Promise.all(
      [1, 2].map(async () => {
        const child = spawn(
          process.execPath,
          [
            '--conditions=react-server',
            '--import',
            'tsx',
            fileURLToPath(new URL('testing/begin-uploads.ts', import.meta.url)),
            '10',
            String(3 * MB),
          ],
          {
            env: { ...process.env, DATABASE_URL: database.url },
            stdio: ['pipe', 'pipe', 'inherit'],
          },
        );
        const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
        expect((await lines.next()).value).toBe('ready');
        return {
          begin: () => child.stdin.write('go\n'),
          answers: async () => JSON.parse((await lines.next()).value as string) as number[],
          ended: once(child, 'exit'),
        };
      }),
    );
    for (const { begin: go } of processes) go();
    const statuses = (await Promise.all(processes.map(({ answers }) => answers()))).flat();
    await Promise.all(processes.map(({ ended }) => ended));
    await database.drop();
    const begun = statuses.filter((status) => status === 201).length;
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThanOrEqual(7);
    expect((await site.listUploads()).length).toBe(begun);
  });

  test('an account may have as many unfinished uploads and bytes as the settings say, and others are not affected', async () => {
    const ada = randomUUID();
    const three = [await begin(2 * MB, ada), await begin(1 * MB, ada), await begin(1 * MB, ada)];
    expect(await begin(1, ada)).toBe('429 too-many-unfinished');
    expect(await send(three[0]!, randomBytes(2 * MB))).toBe(String(2 * MB));
    expect(await begin(28 * MB, ada)).toBe('507 quota');
    const parallel = await Promise.all(Array.from({ length: 5 }, () => begin(1, ada)));
    expect(parallel.filter(isBegun)).toHaveLength(1);
    expect(await begin(1 * MB)).toSatisfy(isBegun);
    // Deleted uploads do not count.
    for (const { uploadId } of await site.listUploads()) await site.deleteUpload(uploadId);
    expect(await begin(19 * MB, ada)).toSatisfy(isBegun);
  });

  test('a disk that fills up during a request ends it with a sentence, and the upload continues from the bytes that arrived', async () => {
    const content = randomBytes(9 * MB);
    const uploadId = await begin(content.length);
    const body = new ReadableStream({
      async start(stream) {
        stream.enqueue(content.subarray(0, 2 * MB));
        await eventually(async () => expect((await stat(uploadPath(uploadId))).size).toBe(2 * MB));
        await disk.fillUpTo(RESERVE + 3 * MB);
        for (let at = 2 * MB; at < content.length; at += MB) stream.enqueue(content.subarray(at, at + MB));
        stream.close();
      },
    });
    expect(await send(uploadId, body)).toBe('507 no-room');

    const offset = await offsetOf(uploadId);
    expect(offset).toBeGreaterThanOrEqual(2 * MB);
    expect(offset).toBeLessThanOrEqual(6 * MB);
    expect(content.subarray(0, offset).equals(await readFile(uploadPath(uploadId)))).toBe(true);
    expect(await send(uploadId, content.subarray(offset), offset)).toBe('507 no-room');
    expect(await offsetOf(uploadId)).toBe(offset);

    await disk.empty();
    expect(await send(uploadId, content.subarray(offset), offset)).toBe(String(content.length));
    expect(content.equals(await readFile(uploadPath(uploadId)))).toBe(true);
  });

  test('a full disk (ENOSPC) ends the request with 507', async () => {
    site = await application({ DISK_RESERVE: '0' });
    const content = randomBytes(4 * MB);
    const uploadId = await begin(content.length);
    const body = new ReadableStream({
      async start(stream) {
        // The free space was measured before and taken since: the disk itself reports the error.
        stream.enqueue(content.subarray(0, 1024));
        await eventually(async () => expect((await stat(uploadPath(uploadId))).size).toBe(1024));
        await disk.fillUpTo(0);
        stream.enqueue(content.subarray(1024));
        stream.close();
      },
    });
    expect(await send(uploadId, body)).toBe('507 no-room');
    expect(content.subarray(0, await offsetOf(uploadId)).equals(await readFile(uploadPath(uploadId)))).toBe(true);
    expect(await begin(1)).toBe('507 no-room');
    expect((await readdir(join(disk.folder, 'uploads'))).sort()).toEqual([uploadId, `${uploadId}.json`]);
  });

  test('more bytes than declared are refused with a reason, with and without a length', async () => {
    const uploadId = await begin(1_000);
    expect(await send(uploadId, randomBytes(1_001))).toBe('413 too-many-bytes');
    const body = new ReadableStream({ start: (stream) => (stream.enqueue(randomBytes(2_000)), stream.close()) });
    expect(await send(uploadId, body)).toBe('413 too-many-bytes');
    expect(await send(uploadId, randomBytes(1_000), await offsetOf(uploadId))).toBe('1000');
  });

  test('a reservation of disk space expires, and is renewed if the upload continues while there is space', async () => {
    const resting = await begin(18 * MB);
    expect(await begin(10 * MB)).toBe('507 no-room');
    const hours = new Date(Date.now() - 2 * 3600_000);
    await utimes(uploadPath(resting), hours, hours);
    const other = await begin(10 * MB);
    expect(other).toSatisfy(isBegun);
    expect(await send(resting, randomBytes(1000))).toBe('507 no-room');
    await discard(other);
    expect(await send(resting, randomBytes(1000))).toBe('1000');
    expect(await begin(10 * MB)).toBe('507 no-room');
  });

  test('uploads are readable by their owner only', async () => {
    const uploadId = await begin(10);
    await send(uploadId, randomBytes(10));
    await site.markPosted(uploadId);
    for (const name of [uploadId, `${uploadId}.json`, `${uploadId}.posted`]) {
      expect((await stat(join(disk.folder, 'uploads', name))).mode & 0o777, name).toBe(0o600);
    }
    expect((await stat(join(disk.folder, 'uploads'))).mode & 0o777).toBe(0o700);
  });
});
