import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { S3Client, _Object } from '@aws-sdk/client-s3';
import { FileGoneError, WORK, type FileInfo, type OpenFile, type Storage } from '../storage';
import type { LocalCopies } from './copies';
import { isMissing, nullIfMissing, toStorageError } from './errors';
import type { S3Settings } from './settings';

/** How many requests one call sends at a time. */
const CONCURRENCY = 8;
/** Larger files are sent in parts of this size or more, in bytes. S3 takes 10,000 parts and 5 MB or more each. */
const PART_BYTES = 16 * 1024 ** 2;
/** S3 has no folders, so an empty object with this name says that all files of one are there. */
const COMPLETE = '.complete';

type Sdk = typeof import('@aws-sdk/client-s3');

/** Files in a bucket of S3, whose keys are their names. */
export class S3Storage implements Storage {
  readonly kind = 's3';
  readonly #bucket: string;
  #loaded: Promise<{ sdk: Sdk; client: S3Client }> | null = null;

  /** @param copies on this machine, for programs that read files. */
  constructor(
    private readonly settings: S3Settings,
    private readonly copies: LocalCopies,
  ) {
    this.#bucket = settings.bucket;
  }

  /** Loaded when it is needed, because it is large, and sites without S3 never need it. */
  #s3(): Promise<{ sdk: Sdk; client: S3Client }> {
    this.#loaded ??= import('@aws-sdk/client-s3').then((sdk) => ({
      sdk,
      client: new sdk.S3Client(this.settings.client),
    }));
    return this.#loaded;
  }

  #at(name: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: name };
  }

  async find(name: string): Promise<FileInfo | null> {
    const { sdk, client } = await this.#s3();
    const head = await client.send(new sdk.HeadObjectCommand(this.#at(name))).catch(nullIfMissing);
    return head && infoOf(name, { Size: head.ContentLength, ...head });
  }

  async open(file: FileInfo): Promise<OpenFile | null> {
    return new OpenObject(file, (start, end) => this.#get(file, start, end));
  }

  async #get({ name, version }: FileInfo, start?: number, end?: number): Promise<Readable> {
    const { sdk, client } = await this.#s3();
    const Range = start === undefined ? undefined : `bytes=${start}-${end}`;
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand({ ...this.#at(name), Range, IfMatch: version }));
      return Body as Readable;
    } catch (error) {
      if (isMissing(error)) throw new FileGoneError('A file was deleted while it was read', { cause: error });
      throw toStorageError(error);
    }
  }

  async read(name: string): Promise<Buffer | null> {
    const { sdk, client } = await this.#s3();
    const got = await client.send(new sdk.GetObjectCommand(this.#at(name))).catch(nullIfMissing);
    return got && bytesOf(got.Body as Readable);
  }

  async put(name: string, content: string | Uint8Array): Promise<void> {
    const { sdk, client } = await this.#s3();
    const Body = typeof content === 'string' ? Buffer.from(content) : content;
    await client.send(new sdk.PutObjectCommand({ ...this.#at(name), Body })).catch(rethrow);
  }

  async putFile(name: string, path: string, signal?: AbortSignal): Promise<void> {
    await this.upload(name, path, signal);
    const info = name.includes(`/${WORK}/`) ? await this.find(name) : null;
    if (info) await this.copies.keep(info, path);
    else await rm(path);
  }

  /** Stores a file of this machine, which stays. */
  async upload(name: string, path: string, signal?: AbortSignal): Promise<void> {
    const { size } = await stat(path);
    const { sdk, client } = await this.#s3();
    try {
      if (size <= PART_BYTES) {
        // Bytes can be sent again, a stream cannot.
        const command = new sdk.PutObjectCommand({ ...this.#at(name), Body: await readFile(path) });
        return void (await client.send(command, { abortSignal: signal }));
      }
      const { Upload } = await import('@aws-sdk/lib-storage');
      const partSize = Math.max(PART_BYTES, Math.ceil(size / 10_000));
      // It ends with its stream, after the parts that are being sent: so nothing arrives later.
      const Body = createReadStream(path, { signal });
      await new Upload({ client, partSize, params: { ...this.#at(name), Body } }).done();
    } catch (error) {
      throw toStorageError(error);
    }
  }

  async putFolder(name: string, path: string, signal?: AbortSignal): Promise<void> {
    if (await this.has(name)) return void (await rm(path, { recursive: true, force: true }));
    await inTurns(await readdir(path), async (file) => {
      signal?.throwIfAborted();
      await this.upload(`${name}/${file}`, join(path, file), signal);
    });
    signal?.throwIfAborted();
    await this.complete(name);
    await rm(path, { recursive: true, force: true });
  }

  /** Says that all files of a folder are there. */
  async complete(folder: string): Promise<void> {
    if (!(await this.find(`${folder}/${COMPLETE}`))) await this.put(`${folder}/${COMPLETE}`, '');
  }

  async has(name: string): Promise<boolean> {
    return (await this.find(name)) !== null || (await this.find(`${name}/${COMPLETE}`)) !== null;
  }

  async names(folder: string): Promise<string[]> {
    const prefix = `${folder}/`;
    const found: string[] = [];
    for await (const { Contents = [], CommonPrefixes = [] } of this.#list(prefix, '/')) {
      for (const { Key = '' } of Contents) found.push(Key.slice(prefix.length));
      for (const { Prefix = '' } of CommonPrefixes) found.push(Prefix.slice(prefix.length, -1));
    }
    return found.filter((name) => name !== '' && !name.startsWith('.'));
  }

  async *files(folder: string): AsyncGenerator<FileInfo, void, void> {
    for await (const { Contents = [] } of this.#list(`${folder}/`))
      for (const object of Contents) if (!/\/(\.|$)/.test(object.Key ?? '/')) yield infoOf(object.Key ?? '', object);
  }

  async *#list(Prefix: string, Delimiter?: string) {
    const { sdk, client } = await this.#s3();
    try {
      yield* sdk.paginateListObjectsV2({ client }, { Bucket: this.#bucket, Prefix, Delimiter });
    } catch (error) {
      throw toStorageError(error);
    }
  }

  async delete(name: string): Promise<void> {
    await this.copies.delete(name);
    const { sdk, client } = await this.#s3();
    try {
      await this.#abort(name);
      const keys: string[] = [];
      for await (const { Contents = [] } of this.#list(`${name}/`)) for (const { Key = '' } of Contents) keys.push(Key);
      // The mark goes first, so that a folder is never complete without one of its files. Not many in one request,
      // because that needs a checksum that few other servers know.
      const [marks, others] = [
        keys.filter((key) => key.endsWith(`/${COMPLETE}`)),
        keys.filter((key) => !key.endsWith(`/${COMPLETE}`)),
      ];
      for (const some of [marks, [...others, name]])
        await inTurns(some, async (key) =>
          client.send(new sdk.DeleteObjectCommand(this.#at(key))).catch(nullIfMissing),
        );
    } catch (error) {
      throw toStorageError(error);
    }
  }

  /** Ends uploads in parts that have not ended. Their parts count as stored, but are no objects. */
  async #abort(name: string): Promise<void> {
    const { sdk, client } = await this.#s3();
    const listed = new sdk.ListMultipartUploadsCommand({ Bucket: this.#bucket, Prefix: name });
    const { Uploads = [] } = await client.send(listed);
    for (const { Key = '', UploadId } of Uploads) {
      if (Key !== name && !Key.startsWith(`${name}/`)) continue;
      await client.send(new sdk.AbortMultipartUploadCommand({ ...this.#at(Key), UploadId })).catch(nullIfMissing);
    }
  }

  async workFolder(name: string): Promise<string> {
    const folder = this.copies.path(`${name}/${WORK}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  async local(name: string, reserve: number, signal?: AbortSignal): Promise<string | null> {
    const info = await this.find(name);
    return info && this.copies.get(info, reserve, () => this.#get(info), signal);
  }
}

class OpenObject implements OpenFile {
  #body: Readable | null = null;

  constructor(
    readonly info: FileInfo,
    private readonly get: (start?: number, end?: number) => Promise<Readable>,
  ) {}

  async read(): Promise<Buffer> {
    return bytesOf(await this.get());
  }

  async *chunks(start: number, end: number): AsyncGenerator<Buffer, void, void> {
    this.#body = await this.get(start, end);
    try {
      yield* this.#body as AsyncIterable<Buffer>;
    } catch (error) {
      throw toStorageError(error);
    }
  }

  async close(): Promise<void> {
    this.#body?.destroy();
  }
}

function infoOf(
  name: string,
  { Size = 0, LastModified, ETag = '' }: Pick<_Object, 'Size' | 'LastModified' | 'ETag'>,
): FileInfo {
  return { name, bytes: Size, changedAt: LastModified?.getTime() ?? 0, version: ETag };
}

async function bytesOf(body: Readable): Promise<Buffer> {
  try {
    return Buffer.concat(await body.toArray());
  } catch (error) {
    throw toStorageError(error);
  }
}

function rethrow(error: unknown): never {
  throw toStorageError(error);
}

/** Does work for each of many things, a few at a time. If one fails, it throws when nothing of it is under way. */
async function inTurns<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> {
  const left = things.values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const thing of left) {
      if (failures.length > 0) return;
      await work(thing).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  if (failures.length > 0) throw failures[0];
}
