import 'server-only';
import { open, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { ERRORS, type Upload } from '@tus/server';
import { append } from './append';
import { takeIncoming } from './incoming';
import type { Arrived, UploadPlace } from './place';
import type { DiskSpaceMeter } from './disk-space-meter';

/**
 * The files of uploads, readable by their owner only. Bytes are on the disk before they are acknowledged, so the offset
 * that a client receives survives a power cut. Bytes that would use the disk's reserve are not written.
 */
export class UploadStore extends FileStore implements UploadPlace {
  constructor(
    private readonly folder: string,
    private readonly meter: DiskSpaceMeter,
  ) {
    super({ directory: folder });
    // Without bytes in the creation and without a deferred length.
    this.extensions = ['creation', 'termination'];
  }

  /**
   * Makes the note with the owner and an empty file, or neither. The file comes last, because other processes take it
   * as the sign of a whole note.
   */
  override async create(upload: Upload): Promise<Upload> {
    const path = join(this.folder, upload.id);
    try {
      await writeFile(`${path}.json`, JSON.stringify(upload), { mode: 0o600, flag: 'wx', flush: true });
      await writeFile(path, '', { mode: 0o600, flag: 'wx' });
      await syncFolder(this.folder);
    } catch (error) {
      await Promise.allSettled([rm(path, { force: true }), rm(`${path}.json`, { force: true })]);
      throw error;
    }
    return upload;
  }

  /**
   * Appends the bytes of the request that is being answered to an upload.
   * @param body what tus has of them: it ends early if tus cancels the request.
   * @returns the new offset.
   * @throws {DiskFullError}, or the error of the disk; bytes that were written before are kept and count.
   */
  override async write(body: Readable, id: string, offset: number): Promise<number> {
    const { bytes, size, cancelled, finish } = takeIncoming(body);
    let announced = offset;
    const reserve = async (count: number) => {
      announced += count;
      if (announced > size) throw ERRORS.ERR_SIZE_EXCEEDED;
      await this.meter.take(count);
    };
    const file = await open(join(this.folder, id), 'r+');
    const newOffset = await append(bytes, { file, offset, reserve, cancelled })
      .catch((error) => {
        // The client has gone: nothing that anybody has to know.
        throw bytes.destroyed && !bytes.readableEnded ? ERRORS.ABORTED : error;
      })
      .finally(() => file.close());
    await finish();
    return newOffset;
  }

  async arrived(id: string): Promise<Arrived | null> {
    try {
      const { size, mtime } = await stat(join(this.folder, id));
      return { bytes: size, changedAt: mtime };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async renew(id: string): Promise<void> {
    await utimes(join(this.folder, id), new Date(), new Date());
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
