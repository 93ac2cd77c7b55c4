import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ctl } from '@/bin/ctl/program';
import { captured } from '@/bin/ctl/testing/captured';
import { readEnvironment } from '@/environment';
import { checkStorage } from './check';
import { copyFiles } from './move';
import { openStorage } from './open';
import { s3Settings } from './s3/settings';
import { FileGoneError, StorageUnavailableError, type FileInfo, type Storage } from './storage';
import { findSwiftProblem, startSwift, type Swift } from './testing/swift';

const problem = findSwiftProblem();
if (problem !== null) console.warn(problem);

const folder = await mkdtemp(join(tmpdir(), 'storage-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

let swift: Swift;
const environmentOf = (settings: Record<string, string>) =>
  readEnvironment({ NODE_ENV: 'test', DATA_DIR: join(folder, settings.STORAGE!), ...settings });
const s3 = (settings: Record<string, string> = {}) =>
  environmentOf({ STORAGE: 's3', S3_BUCKET: 'tutorials', ...swift.settings, ...settings });

beforeAll(async () => {
  if (problem !== null) return;
  swift = await startSwift();
  await new S3Client(s3Settings(s3(), 3).client).send(new CreateBucketCommand({ Bucket: 'tutorials' }));
});
afterAll(() => swift?.close());

describe.each(['disk', 's3'] as const)('a storage (%s)', (kind) => {
  const when = test.skipIf(kind === 's3' && problem !== null);
  let storage: Storage;
  /** A folder of its own for each test. */
  const place = () => `media/${randomUUID()}`;
  beforeAll(async () => {
    if (kind === 's3' && problem !== null) return;
    storage = openStorage(kind === 's3' ? s3() : environmentOf({ STORAGE: kind }));
    await mkdir(join(folder, kind), { recursive: true });
  });

  const bytesOf = async (file: FileInfo, start: number, end: number) => {
    const opened = (await storage.open(file))!;
    const chunks: Buffer[] = [];
    for await (const chunk of opened.chunks(start, end)) chunks.push(Buffer.from(chunk));
    await opened.close();
    return Buffer.concat(chunks);
  };
  const namesIn = async (name: string) => {
    const names: string[] = [];
    for await (const file of storage.files(name)) names.push(file.name.slice(name.length + 1));
    return names.toSorted();
  };

  when('what was put can be found, read as a whole or in part, replaced and deleted', async () => {
    const name = `${place()}/master.m3u8`;
    expect(await storage.find(name)).toBeNull();
    expect(await storage.read(name)).toBeNull();
    await storage.put(name, '0123456789');
    const first = (await storage.find(name))!;
    expect(first).toMatchObject({ name, bytes: 10 });
    expect(Math.abs(first.changedAt - Date.now())).toBeLessThan(60_000);
    expect((await bytesOf(first, 2, 5)).toString()).toBe('2345');
    await storage.put(name, 'another');
    const second = (await storage.find(name))!;
    expect(second.version).not.toBe(first.version);
    const opened = (await storage.open(second))!;
    expect((await opened.read()).toString()).toBe('another');
    await opened.close();
    expect((await storage.read(name))!.toString()).toBe('another');
    await storage.delete(name);
    await storage.delete(name);
    expect(await storage.has(name)).toBe(false);
  });

  when('a large file comes back as it was, whole and in part', async () => {
    const name = place();
    const content = randomBytes(17_000_001);
    const path = join(await storage.workFolder(name), 'film.mp4');
    await writeFile(path, content);
    await storage.putFile(`${name}/film.mp4`, path);
    expect(existsSync(path)).toBe(false);
    const file = (await storage.find(`${name}/film.mp4`))!;
    expect((await bytesOf(file, 0, content.length - 1)).equals(content)).toBe(true);
    expect((await bytesOf(file, 9_000_000, 9_600_000)).equals(content.subarray(9_000_000, 9_600_001))).toBe(true);
    const local = (await storage.local(file.name, 0))!;
    expect((await readFile(local)).equals(content)).toBe(true);
    expect(await storage.local(file.name, 0)).toBe(local);
  });

  when('a folder is there with all its files, and stays when another attempt stores it', async () => {
    const name = place();
    const attempt = async (text: string) => {
      const path = join(await storage.workFolder(name), randomUUID());
      await mkdir(path);
      for (const file of ['init.mp4', 'index.m3u8']) await writeFile(join(path, file), text);
      await storage.putFolder(`${name}/720`, path);
      expect(existsSync(path)).toBe(false);
    };
    expect(await storage.has(`${name}/720`)).toBe(false);
    await attempt('one');
    await attempt('two');
    expect(await storage.has(`${name}/720`)).toBe(true);
    expect((await storage.read(`${name}/720/init.mp4`))!.toString()).toBe('one');
    expect(await namesIn(name)).toEqual(['720/index.m3u8', '720/init.mp4']);
  });

  when('lists files and folders without work that is under way, and deletes all of it', async () => {
    const name = place();
    for (const file of ['poster.jpg', '240/index.m3u8', '.work/sound.mp4']) await storage.put(`${name}/${file}`, file);
    await storage.put(`${name}0/poster.jpg`, 'of another');
    expect((await storage.names(name)).toSorted()).toEqual(['240', 'poster.jpg']);
    expect(await storage.names(`${name}/none`)).toEqual([]);
    expect(await namesIn(name)).toEqual(['240/index.m3u8', 'poster.jpg']);
    await storage.delete(`${name}/.work`);
    expect(await storage.has(`${name}/.work/sound.mp4`)).toBe(false);
    await storage.delete(name);
    expect(await namesIn(name)).toEqual([]);
    expect(await storage.has(`${name}0/poster.jpg`)).toBe(true);
  });

  when('can be used, as far as the start of a site can tell', async () => {
    expect(await checkStorage(kind === 's3' ? s3() : environmentOf({ STORAGE: kind }))).toBeNull();
  });
});

describe.skipIf(problem !== null)('in S3', () => {
  test('nobody can read a copy on this machine but its owner, and one that nobody uses is deleted', async () => {
    const storage = openStorage(s3());
    const [old, other] = ['uploads/unused-copy', 'uploads/another'];
    for (const name of [old, other]) await storage.put(name, name);
    const path = (await storage.local(old, 0))!;
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await storage.put(old, 'something else');
    expect(await readFile((await storage.local(old, 0))!, 'utf8')).toBe('something else');
    const { LocalCopies } = await import('./s3/copies');
    await utimes(path, new Date(), new Date());
    await new LocalCopies(join(folder, 's3', 'copies')).sweep(Date.now() + 1000);
    expect(existsSync(path)).toBe(false);
  });

  test('a file that was deleted after it was found is gone when it is read', async () => {
    const storage = openStorage(s3());
    const name = `media/${randomUUID()}/init.mp4`;
    await storage.put(name, 'bytes');
    const opened = (await storage.open((await storage.find(name))!))!;
    await storage.delete(name);
    await expect(opened.read()).rejects.toThrow(FileGoneError);
    await expect(opened.chunks(0, 1).next()).rejects.toThrow(FileGoneError);
  });

  test('a copy is made again when the file was replaced by another of the same size in the same second', async () => {
    const storage = openStorage(s3());
    const name = `uploads/${randomUUID()}`;
    for (const text of ['one', 'two', 'six', 'ten']) {
      await storage.put(name, text);
      expect(await readFile((await storage.local(name, 0))!, 'utf8')).toBe(text);
    }
  });

  test('a large file that is no longer wanted is not stored, and leaves no parts', async () => {
    const storage = openStorage(s3());
    const name = `media/${randomUUID()}`;
    const path = join(await storage.workFolder(name), 'film.mp4');
    await writeFile(path, randomBytes(17_000_000));
    await expect(storage.putFile(`${name}/film.mp4`, path, AbortSignal.abort())).rejects.toThrow('abort');
    expect(await storage.find(`${name}/film.mp4`)).toBeNull();
    const { client } = s3Settings(s3(), 3);
    const { Uploads = [] } = await new S3Client(client).send(
      new ListMultipartUploadsCommand({ Bucket: 'tutorials', Prefix: name }),
    );
    expect(Uploads).toEqual([]);
  });

  test('a wrong secret, an unknown key and a missing bucket stop the start with what to do', async () => {
    await expect(checkStorage(s3({ S3_SECRET_ACCESS_KEY: 'wrong' }))).rejects.toThrow('S3_SECRET_ACCESS_KEY');
    await expect(checkStorage(s3({ S3_ACCESS_KEY_ID: 'nobody' }))).rejects.toThrow('S3_ACCESS_KEY_ID');
    await expect(checkStorage(s3({ S3_BUCKET: 'missing' }))).rejects.toThrow('no such bucket');
  });

  test('a site moves to S3 and back: interrupted, repeated while it runs, compared, and only then deleted', async () => {
    await new S3Client(s3Settings(s3(), 3).client).send(new CreateBucketCommand({ Bucket: 'moved' }));
    const siteOf = (STORAGE: 'disk' | 's3', dataDir: string) => {
      const variables = {
        NODE_ENV: 'test',
        DATA_DIR: join(folder, dataDir),
        STORAGE,
        S3_BUCKET: 'moved',
        ...swift.settings,
      };
      const environment = readEnvironment(variables);
      const run = async (...args: string[]) => {
        const terminal = captured();
        const code = await ctl(['storage', 'move', ...args], terminal, variables);
        return { code, text: [...terminal.lines, ...terminal.notes].join('\n') };
      };
      return { environment, storage: openStorage(environment), run };
    };
    const [old, moved, back] = [siteOf('disk', 'old'), siteOf('s3', 'old'), siteOf('s3', 'new')];
    const media = `media/${randomUUID()}/an-upload`;
    const note = (size: number) =>
      JSON.stringify({ size, metadata: { ownerId: randomUUID(), videoId: randomUUID(), fileName: 'a.mp4' } });
    const files = new Map<string, string | Buffer>([
      ['uploads/whole-upload', randomBytes(20_000_000)],
      ['uploads/whole-upload.json', note(20_000_000)],
      ['uploads/whole-upload.posted', ''],
      [`${media}/poster.jpg`, 'a poster'],
      [`${media}/720/index.m3u8`, 'a playlist'],
      [`${media}/720/init.mp4`, 'a beginning'],
      [`channels/${randomUUID()}/a-picture/image.jpg`, 'a picture'],
    ]);
    const others = {
      'uploads/half-upload': 'half',
      'uploads/half-upload.json': note(9),
      [`${media}/.work/sound.mp4`]: '',
    };
    for (const [name, content] of [...files, ...Object.entries(others)]) await old.storage.put(name, content);

    const interruption = new AbortController();
    const first = copyFiles(old.environment, 's3', {
      show: (done) => done === 4 && interruption.abort(),
      signal: interruption.signal,
    });
    await expect(first).rejects.toThrow();
    const copies = await old.run('s3');
    expect(copies.code).toBe(0);
    expect(copies.text).toContain(`All ${files.size} files are in S3, and have the same checksums (3 copied now)`);
    expect(copies.text).toContain('1 upload has not arrived in full');

    await old.storage.put(`${media}/poster.jpg`, 'another poster');
    await old.storage.delete('uploads/whole-upload.posted');
    files.set(`${media}/poster.jpg`, 'another poster').delete('uploads/whole-upload.posted');
    expect((await old.run('s3')).text).toContain(
      `All ${files.size} files are in S3, and have the same checksums (1 copied now)`,
    );
    // Not the bytes themselves, which the test would compare one by one.
    const hashOf = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
    const contentIn = async (storage: Storage) => {
      const found = new Map<string, string>();
      for (const top of ['uploads', 'media', 'channels'])
        for await (const { name } of storage.files(top)) found.set(name, hashOf((await storage.read(name))!));
      return found;
    };
    const expected = new Map([...files].map(([name, content]) => [name, hashOf(content)]));
    expect(await contentIn(moved.storage)).toEqual(expected);
    expect(await moved.storage.has(`${media}/720`)).toBe(true);

    expect(await old.run('s3', '--delete-old')).toMatchObject({ code: 1, text: expect.stringContaining('STORAGE=s3') });
    expect(await moved.run('s3')).toMatchObject({ code: 1, text: expect.stringContaining('already') });
    const deletion = await moved.run('s3', '--delete-old');
    expect(deletion.text).toContain(`${files.size} old files were deleted from the disk`);
    expect([...(await contentIn(old.storage)).keys()].toSorted()).toEqual(Object.keys(others).slice(0, 2));

    expect((await back.run('disk')).code).toBe(0);
    expect(await contentIn(siteOf('disk', 'new').storage)).toEqual(expected);
  });

  test('a server that does not answer is unavailable, which the start only tells', async () => {
    const away = s3({ S3_ENDPOINT: 'http://127.0.0.1:9' });
    await expect(openStorage(away).find('uploads/any')).rejects.toThrow(StorageUnavailableError);
    expect(await checkStorage(away)).toContain('does not answer');
  });
});
