import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, type Dirent } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DiskFullError, freeBytes } from '@/disk-space';
import { WORK, type FileInfo } from '../storage';

/** How long a copy stays that nobody asks for, and the work of a process that died, in milliseconds. */
const KEPT_MS = 2 * 3600_000;

/**
 * Copies of stored files on this machine, below a folder that has the same names. A copy is used again while the file
 * is the same. Each new one deletes those that nobody has asked for in two hours.
 */
export class LocalCopies {
  constructor(private readonly root: string) {}

  path(name: string): string {
    return join(this.root, name);
  }

  /**
   * Returns the path of a copy of a file, after it was made if necessary.
   * @param reserve bytes that it must leave free. @throws {DiskFullError}
   */
  async get(
    { name, bytes, version }: FileInfo,
    reserve: number,
    read: () => Promise<Readable>,
    signal?: AbortSignal,
  ): Promise<string> {
    const path = this.path(name);
    const stamp = stampOf(version);
    const found = await stat(path).catch(() => null);
    if (found?.size === bytes && found.mtimeMs === stamp * 1000) {
      await utimes(path, new Date(), stamp);
      return path;
    }
    await this.sweep();
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const free = await freeBytes(dirname(path), reserve);
    if (free < bytes) {
      const [needed, left] = [bytes, Math.max(0, free)].map((amount) => `${Math.ceil(amount / 1e6)} MB`);
      throw new DiskFullError(`The disk has no space for a copy of ${name}: it takes ${needed}, and ${left} are left.`);
    }
    const draft = `${path}.${randomUUID()}.unfinished`;
    try {
      await pipeline(await read(), createWriteStream(draft, { mode: 0o600, flags: 'wx' }), { signal });
      await utimes(draft, new Date(), stamp);
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    return path;
  }

  /** Keeps a file that has just been stored as its copy. */
  async keep({ name, version }: FileInfo, from: string): Promise<void> {
    await mkdir(dirname(this.path(name)), { recursive: true, mode: 0o700 });
    await utimes(from, new Date(), stampOf(version));
    await rename(from, this.path(name));
  }

  async delete(name: string): Promise<void> {
    await rm(this.path(name), { recursive: true, force: true, maxRetries: 3 });
  }

  /** Deletes what nobody has used in two hours. */
  async sweep(before = Date.now() - KEPT_MS): Promise<void> {
    await sweepFolder(this.root, before).catch(() => {});
  }
}

/**
 * Returns the time of change that a copy of this version gets, in seconds: so it is written with the copy. When a file
 * was stored would not do, because S3 knows whole seconds.
 */
function stampOf(version: string): number {
  return createHash('sha256').update(version).digest().readUInt32BE() >>> 1;
}

/** An attempt below a work folder is one thing: ffmpeg adds files to it, which changes the folder. */
async function sweepFolder(folder: string, before: number): Promise<void> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !folder.endsWith(`/${WORK}`)) {
      await sweepFolder(path, before);
      // Only an empty one.
      if (await isOlder(path, before)) await rmdir(path).catch(() => {});
    } else if (await isOlder(path, before)) await rm(path, { recursive: true, force: true });
  }
}

/** Each use changes the inode, and with it this time. */
async function isOlder(path: string, before: number): Promise<boolean> {
  return ((await stat(path).catch(() => null))?.ctimeMs ?? Infinity) < before;
}
