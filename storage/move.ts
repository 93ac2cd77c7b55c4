import { createHash } from 'node:crypto';
import { appendFile, readFile, rm } from 'node:fs/promises';
import type { Environment } from '@/environment';
import { DiskStorage } from './disk/disk-storage';
import { openS3 } from './open';
import type { S3Storage } from './s3/s3-storage';
import type { FileInfo, Storage } from './storage';
import { readUploadNote, UPLOADS } from './uploads';

/** The folders of a site's files. */
const FOLDERS = [UPLOADS, 'media', 'channels', 'exports'];
/** Files of tus about uploads that have not arrived, of which S3 has parts only. */
const UNFINISHED = /^uploads\/.+\.(info|part)$/;
const OF_UPLOAD = /^uploads\/([\w-]+)(\.json|\.posted)?$/;
/** A rendition, or any other folder that is there as a whole. */
const WHOLE_FOLDER = /^(media\/[^/]+\/[^/]+\/[^/]+)\/[^/]+$/;

export type Kind = Storage['kind'];

/** What a move did. */
export interface Moved {
  /** Files that are in the new place and were compared by their checksums, of this run and earlier ones. */
  files: number;
  /** Those of this run. */
  copied: number;
  /** Uploads that have not arrived in full. They stay, and their browsers begin them again. */
  unfinished: number;
  /** Names of files whose copy has another checksum. */
  different: string[];
}

/** A line of the record of a move: a file of the old place, which has the same checksum in the new one. */
interface Entry {
  readonly name: string;
  readonly version: string;
}

/**
 * Copies the files of a site to another storage, and compares each copy with its original by SHA-256. What was copied
 * before is skipped, so it can be interrupted, and repeated while the site is running. Files that were deleted
 * meanwhile are deleted from the new place too. Originals stay.
 */
export async function copyFiles(
  environment: Environment,
  to: Kind,
  { show, signal }: { show: (done: number) => void; signal: AbortSignal },
): Promise<Moved> {
  const { source, target, copy, close } = placesOf(environment, to);
  const record = await MoveRecord.read(environment, to);
  const there = new Map<string, number>();
  for (const folder of FOLDERS) for await (const { name, bytes } of target.files(folder)) there.set(name, bytes);

  const result: Moved = { files: 0, copied: 0, unfinished: 0, different: [] };
  const present = new Set<string>();
  const folders = new Set<string>();
  for await (const file of movable(source, () => (result.unfinished += 1))) {
    signal.throwIfAborted();
    const { name, bytes } = file;
    present.add(name);
    const folder = WHOLE_FOLDER.exec(name)?.[1];
    if (folder !== undefined) folders.add(folder);
    if (!record.has(file) || there.get(name) !== bytes) {
      const isSame = await copyOne(source, target, file, copy);
      if (isSame === null) continue;
      if (!isSame) {
        result.different.push(name);
        continue;
      }
      await record.add(file);
      result.copied += 1;
    }
    show((result.files += 1));
  }
  for (const name of record.names()) if (!present.has(name)) await target.delete(name);
  if (result.different.length === 0) for (const folder of folders) await close(folder);
  return result;
}

/**
 * Deletes the files of the place that a site was moved from, as far as they were copied.
 * @returns how many were deleted, and how many were not, because no copy of them is known.
 */
export async function deleteOriginals(environment: Environment, to: Kind): Promise<{ deleted: number; left: number }> {
  const { source } = placesOf(environment, to);
  const record = await MoveRecord.read(environment, to);
  let [deleted, left] = [0, 0];
  for (const folder of FOLDERS) {
    for await (const file of source.files(folder)) {
      if (record.has(file)) {
        await source.delete(file.name);
        deleted += 1;
      } else left += 1;
    }
  }
  if (left === 0) {
    for (const folder of FOLDERS) await source.delete(folder);
    await record.delete();
  }
  return { deleted, left };
}

/** Returns both places, how a file gets from one to the other, and how a folder is said to be whole. */
function placesOf(environment: Environment, to: Kind) {
  const disk = new DiskStorage(environment.DATA_DIR);
  const s3: S3Storage = openS3(environment);
  const toS3 = ({ name }: FileInfo) => s3.upload(name, disk.path(name));
  const toDisk = async ({ name }: FileInfo) => {
    const path = await s3.local(name, environment.DISK_RESERVE);
    if (path !== null) await disk.putFile(name, path);
  };
  return to === 's3'
    ? { source: disk, target: s3, copy: toS3, close: (folder: string) => s3.complete(folder) }
    : { source: s3, target: disk, copy: toDisk, close: async () => {} };
}

/** Yields the files of a site that can be moved. Half of an upload, or of a folder, is no use to anybody. */
async function* movable(source: Storage, onUnfinished: () => void): AsyncGenerator<FileInfo, void, void> {
  const whole = new Map<string, Promise<boolean>>();
  const ask = (key: string, isWhole: () => Promise<boolean>) => {
    if (!whole.has(key)) whole.set(key, isWhole());
    return whole.get(key)!;
  };
  for (const folder of FOLDERS) {
    for await (const file of source.files(folder)) {
      if (UNFINISHED.test(file.name)) continue;
      const uploadId = OF_UPLOAD.exec(file.name)?.[1];
      const made = WHOLE_FOLDER.exec(file.name)?.[1];
      if (uploadId !== undefined) {
        const isWhole = await ask(uploadId, async () => {
          const has = await hasArrived(source, uploadId);
          if (!has) onUnfinished();
          return has;
        });
        if (!isWhole) continue;
      }
      if (made !== undefined && !(await ask(made, () => source.has(made)))) continue;
      yield file;
    }
  }
}

async function hasArrived(source: Storage, uploadId: string): Promise<boolean> {
  const [file, note] = await Promise.all([
    source.find(`${UPLOADS}/${uploadId}`),
    readUploadNote(source, uploadId).catch(() => null),
  ]);
  return file !== null && (note === null || note.size === file.bytes);
}

/** @returns whether the copy is the same; null if the file was deleted meanwhile. */
async function copyOne(
  source: Storage,
  target: Storage,
  file: FileInfo,
  copy: (file: FileInfo) => Promise<void>,
): Promise<boolean | null> {
  try {
    await copy(file);
  } catch (error) {
    if ((await source.find(file.name)) === null) return null;
    throw error;
  }
  const [original, other] = [await hashOf(source, file.name), await hashOf(target, file.name)];
  return original === null ? null : original === other;
}

async function hashOf(storage: Storage, name: string): Promise<string | null> {
  const info = await storage.find(name);
  const file = info && (await storage.open(info));
  if (!file) return null;
  const hash = createHash('sha256');
  try {
    const { bytes } = file.info;
    if (bytes > 0) for await (const chunk of file.chunks(0, bytes - 1)) hash.update(chunk);
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** What was copied and compared, in a file of the data folder: a line each. */
class MoveRecord {
  private constructor(
    private readonly path: string,
    private readonly versions: Map<string, string>,
  ) {}

  static async read(environment: Environment, to: Kind): Promise<MoveRecord> {
    const path = environment.dataPath(`moved-to-${to}.jsonl`);
    const text = await readFile(path, 'utf8').catch(() => '');
    // The last line may be half written.
    const entries = text.split('\n').flatMap((line): Entry[] => {
      try {
        return [JSON.parse(line) as Entry];
      } catch {
        return [];
      }
    });
    return new MoveRecord(path, new Map(entries.map(({ name, version }) => [name, version])));
  }

  has({ name, version }: FileInfo): boolean {
    return this.versions.get(name) === version;
  }

  names(): Iterable<string> {
    return this.versions.keys();
  }

  async add({ name, version }: FileInfo): Promise<void> {
    this.versions.set(name, version);
    await appendFile(this.path, `\n${JSON.stringify({ name, version })}`, { mode: 0o600 });
  }

  async delete(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
