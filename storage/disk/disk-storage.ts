import { randomUUID } from 'node:crypto';
import type { Dirent, Stats } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StorageError, WORK, type FileInfo, type OpenFile, type Storage } from '../storage';

/** How much of a file is read at once, in bytes. Smaller chunks cost more, larger ones delay other clients. */
const CHUNK_BYTES = 1024 ** 2 / 4;

/**
 * Files below a folder of this machine, which other machines may share. Only their owner can read them. Files are
 * written under another name, synced, and moved to their place.
 */
export class DiskStorage implements Storage {
  readonly kind = 'disk';

  constructor(private readonly root: string) {}

  async find(name: string): Promise<FileInfo | null> {
    const found = await stat(this.path(name)).catch(nullIfMissing);
    return found?.isFile() ? infoOf(name, found) : null;
  }

  async open({ name }: FileInfo): Promise<OpenFile | null> {
    const file = await open(this.path(name)).catch(nullIfMissing);
    if (!file) return null;
    try {
      return new OpenDiskFile(file, infoOf(name, await file.stat()));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  read(name: string): Promise<Buffer | null> {
    return readFile(this.path(name)).catch(nullIfMissing);
  }

  async put(name: string, content: string | Uint8Array): Promise<void> {
    const path = this.path(name);
    const draft = join(dirname(path), `.${randomUUID()}.unfinished`);
    try {
      await makeFolder(dirname(path));
      await writeFile(draft, content, { flush: true, mode: 0o600 });
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      throw error;
    }
  }

  async putFile(name: string, path: string, signal?: AbortSignal): Promise<void> {
    await seal(path);
    await makeFolder(dirname(this.path(name)));
    // Syncing a large file can take minutes.
    signal?.throwIfAborted();
    await rename(path, this.path(name));
  }

  async putFolder(name: string, path: string, signal?: AbortSignal): Promise<void> {
    for (const file of await readdir(path)) await seal(join(path, file));
    await makeFolder(dirname(this.path(name)));
    signal?.throwIfAborted();
    try {
      await rename(path, this.path(name));
    } catch (error) {
      // Another attempt was faster.
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await rm(path, { recursive: true, force: true });
    }
  }

  async has(name: string): Promise<boolean> {
    return (await stat(this.path(name)).catch(nullIfMissing)) !== null;
  }

  async names(folder: string): Promise<string[]> {
    const names = await readdir(this.path(folder)).catch(nullIfMissing);
    return (names ?? []).filter((name) => !name.startsWith('.'));
  }

  async *files(folder: string): AsyncGenerator<FileInfo, void, void> {
    const entries: Dirent[] | null = await readdir(this.path(folder), { withFileTypes: true }).catch(nullIfMissing);
    for (const entry of entries ?? []) {
      const name = `${folder}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) yield* this.files(name);
      const info = entry.isFile() ? await this.find(name) : null;
      if (info) yield info;
    }
  }

  async delete(name: string): Promise<void> {
    await rm(this.path(name), { recursive: true, force: true, maxRetries: 5 });
  }

  /** Beside the files, because only on one disk can they be moved to their place. */
  async workFolder(name: string): Promise<string> {
    const folder = join(this.path(name), WORK);
    await makeFolder(folder);
    return folder;
  }

  async local(name: string): Promise<string | null> {
    return (await this.find(name)) && this.path(name);
  }

  /** Returns the path of a file. */
  path(name: string): string {
    return join(this.root, name);
  }
}

class OpenDiskFile implements OpenFile {
  constructor(
    private readonly file: FileHandle,
    readonly info: FileInfo,
  ) {}

  async read(): Promise<Buffer> {
    const { bytes: size } = this.info;
    const bytes = Buffer.allocUnsafeSlow(size);
    for (let at = 0; at < size;) at += await this.#readInto(bytes, size - at, at, at);
    return bytes;
  }

  /** Reads into two buffers in turn. A stream would allocate each chunk, which costs half as much again. */
  async *chunks(start: number, end: number): AsyncGenerator<Buffer, void, void> {
    const size = Math.min(CHUNK_BYTES, end - start + 1);
    const buffers = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)] as const;
    for (let [at, turn] = [start, 0]; at <= end; turn = 1 - turn) {
      const buffer = buffers[turn as 0 | 1];
      const bytes = await this.#readInto(buffer, Math.min(size, end + 1 - at), 0, at);
      at += bytes;
      yield buffer.subarray(0, bytes);
    }
  }

  async #readInto(buffer: Buffer, bytes: number, offset: number, position: number): Promise<number> {
    const { bytesRead } = await this.file.read(buffer, offset, bytes, position);
    if (bytesRead === 0) throw new StorageError('A file became shorter while it was read');
    return bytesRead;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

function infoOf(name: string, { size, mtimeMs }: Stats): FileInfo {
  return { name, bytes: size, changedAt: mtimeMs, version: `${size} ${mtimeMs}` };
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** Syncs a file to the disk, and makes it readable by its owner only. */
async function seal(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}
