import 'server-only';
import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import type { Upload } from '@tus/server';
import type { DiskSpaceMeter } from './disk-space-meter';

/**
 * The files of uploads, readable by their owner only. Bytes are on the disk before they are acknowledged, so the offset
 * that a client receives survives a power cut. Bytes that would use the disk's reserve are not written.
 */
export class UploadStore extends FileStore {
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
   * Appends bytes to an upload.
   * @returns the new offset.
   * @throws {DiskFullError}, or the error of the disk; bytes that were written before are kept and count.
   */
  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    const file = await open(join(this.folder, id), 'r+');
    let end = offset;
    try {
      // Do not destroy the stream on error: tus would treat that as the end of the request and lose the error.
      for await (const chunk of bytes.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        await this.meter.take(chunk.length);
        for (let done = 0; done < chunk.length;) {
          const { bytesWritten } = await file.write(chunk, done, chunk.length - done, end);
          done += bytesWritten;
          end += bytesWritten;
        }
      }
    } finally {
      try {
        // Some file systems notice only here that there was no space. Then nothing of this request is safe.
        await file.sync().catch(async (error) => {
          await file.truncate(offset);
          throw error;
        });
      } finally {
        await file.close();
      }
    }
    return end;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
