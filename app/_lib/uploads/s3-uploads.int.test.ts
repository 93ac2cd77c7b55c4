import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readEnvironment } from '@/environment';
import { openStorage } from '@/storage/open';
import { s3Settings } from '@/storage/s3/settings';
import { findSwiftProblem, startSwift, type Swift } from '@/storage/testing/swift';
import { deleteUploadsOf, uploadName } from '@/storage/uploads';
import { asCreator } from './testing/as-creator';

vi.mock('./posting', () => ({ postUpload: async () => {} }));
vi.mock('./draft', () => ({ draftVideo: async () => 'a trace' }));

const MB = 1024 ** 2;
const TUS = { 'Tus-Resumable': '1.0.0' };
const problem = findSwiftProblem();
if (problem !== null) console.warn(problem);

describe.skipIf(problem !== null)('an upload into S3', () => {
  let swift: Swift;
  let folder: string;
  let variables: Record<string, string>;
  beforeAll(async () => {
    swift = await startSwift();
    folder = await mkdtemp(join(tmpdir(), 's3-uploads-'));
    variables = { DATA_DIR: folder, STORAGE: 's3', S3_BUCKET: 'uploads', ...swift.settings };
    const { client } = s3Settings(environment(), 3);
    await new S3Client(client).send(new CreateBucketCommand({ Bucket: 'uploads' }));
  });
  afterAll(async () => {
    await swift?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));

  const environment = () => readEnvironment({ NODE_ENV: 'test', ...variables });

  /** Loads the application's modules, as a process does that starts, or that starts again after a crash. */
  async function application() {
    (globalThis as { videoTutorials?: unknown }).videoTutorials = undefined;
    vi.resetModules();
    Object.assign(process.env, variables, { LOG_LEVEL: 'silent' });
    const modules = await Promise.all([import('./begin'), import('./receive'), import('./stored-upload')]);
    const [{ beginUpload }, { receiveBytes }, { findUpload, isComplete, listUploads, markPosted }] = modules;
    const begin = async (bytes: number, ownerId: string = randomUUID()) => {
      const headers = { ...TUS, 'Upload-Length': String(bytes) };
      const response = await beginUpload(
        new Request('http://localhost/api/uploads', { method: 'POST', headers }),
        asCreator(ownerId),
      );
      return response.headers.get('location')!.split('/').at(-1)!;
    };
    /** @returns the new offset. */
    const send = async (uploadId: string, content: Buffer | Readable, offset = 0) => {
      const headers = {
        ...TUS,
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': String(offset),
        ...(Buffer.isBuffer(content) && { 'Content-Length': String(content.length) }),
      };
      const request = new Request(`http://localhost/api/uploads/${uploadId}`, { method: 'PATCH', headers });
      const bytes = Buffer.isBuffer(content) ? Readable.from([content]) : content;
      const response = await receiveBytes(request, bytes, (await findUpload(uploadId))!);
      return Number(response.headers.get('upload-offset'));
    };
    const received = async (uploadId: string) => (await findUpload(uploadId))?.received;
    return { begin, send, received, findUpload, isComplete, listUploads, markPosted };
  }

  const storage = () => openStorage(environment());
  const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  test('arrives in pieces of any size, through several processes, and is one file in the end', async () => {
    const content = randomBytes(14 * MB + 1);
    const uploadId = await (await application()).begin(content.length);
    let offset = 0;
    for (const size of [1000, 9 * MB, MB, content.length]) {
      const site = await application();
      expect(await site.received(uploadId)).toBe(offset);
      const piece = content.subarray(offset, offset + size);
      offset = await site.send(uploadId, piece, offset);
    }
    const site = await application();
    expect(site.isComplete((await site.findUpload(uploadId))!)).toBe(true);
    expect(hashOf((await storage().read(uploadName(uploadId)))!)).toBe(hashOf(content));
    await site.markPosted(uploadId);
    expect(await site.listUploads()).toMatchObject([{ uploadId, isPosted: true, received: content.length }]);
  });

  test('keeps what had arrived when its client has gone, is in the list, and is deleted with its parts', async () => {
    const site = await application();
    const [ownerId, content] = [randomUUID(), randomBytes(6 * MB)];
    const uploadId = await site.begin(20 * MB, ownerId);
    const cut = Readable.from(
      (async function* () {
        yield content;
        throw new Error('the connection was cut');
      })(),
    );
    await site.send(uploadId, cut).catch(() => {});
    expect(await site.received(uploadId)).toBe(content.length);
    const own = async () => (await site.listUploads()).filter((upload) => upload.ownerId === ownerId);
    expect(await own()).toMatchObject([{ uploadId, isPosted: false, bytes: 20 * MB, received: content.length }]);
    await deleteUploadsOf(storage(), (upload) => upload.ownerId === ownerId);
    expect(await site.findUpload(uploadId)).toBeNull();
    expect(await own()).toEqual([]);
    expect((await storage().names('uploads')).filter((name) => name.startsWith(uploadId))).toEqual([]);
  });

  test('goes on after the server of S3 was killed in the middle, from what it has, to the same bytes', async () => {
    const content = randomBytes(26 * MB);
    let site = await application();
    const uploadId = await site.begin(content.length);
    const sent = await site.send(uploadId, content.subarray(0, 10 * MB));
    expect(sent).toBe(10 * MB);
    let isKilled: Promise<void> | null = null;
    const slow = Readable.from(
      (async function* () {
        for (let at = sent; at < content.length; at += MB) {
          if (at >= 20 * MB) isKilled ??= swift.kill();
          await isKilled;
          yield content.subarray(at, at + MB);
        }
      })(),
    );
    await expect(site.send(uploadId, slow, sent)).rejects.toThrow();
    await expect(site.findUpload(uploadId)).rejects.toThrow('S3');
    await swift.start();
    site = await application();
    const kept = (await site.received(uploadId))!;
    // A part that had not arrived as a whole may have to be sent again.
    expect(kept).toBeGreaterThanOrEqual(8 * MB);
    expect(kept).toBeLessThan(content.length);
    expect(await site.send(uploadId, content.subarray(kept), kept)).toBe(content.length);
    expect(hashOf((await storage().read(uploadName(uploadId)))!)).toBe(hashOf(content));
  });
});
