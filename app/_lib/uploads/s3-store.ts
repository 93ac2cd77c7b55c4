import 'server-only';
import { Readable } from 'node:stream';
import { ERRORS, Upload } from '@tus/server';
import { isMissing, toStorageError } from '@/storage/s3/errors';
import type { S3Settings } from '@/storage/s3/settings';
import type { Storage } from '@/storage/storage';
import { deleteUploadFiles, noteName, readUploadNote, uploadName } from '@/storage/uploads';
import type { Arrived, UploadPlace } from './place';
import { takeIncoming } from './incoming';

/** Bytes are sent to S3 in parts of this size, each of which waits in a file of this machine. */
const PART_BYTES = 8 * 1024 ** 2;
/** How many parts of all uploads are sent at a time. */
const PARTS_AT_ONCE = 8;

/**
 * Uploads in a bucket of S3, by the tus project's own store, as an upload in parts. If S3 or this process fails in the
 * middle, up to a part of what had arrived may be lost: the client asks how much there is, and goes on from there.
 */
export async function openS3UploadStore({ bucket, client }: S3Settings, storage: Storage): Promise<UploadPlace> {
  // Loaded when it is needed, because the SDK is large.
  const { S3Store } = await import('@tus/s3-store');
  class S3UploadStore extends S3Store implements UploadPlace {
    constructor() {
      super({
        partSize: PART_BYTES,
        maxConcurrentPartUploads: PARTS_AT_ONCE,
        s3ClientConfig: { bucket, ...client },
      });
      // Without bytes in the creation and without a deferred length.
      this.extensions = ['creation', 'termination'];
    }

    /** The note comes last, because other processes take it as the sign of an upload. */
    override async create(upload: Upload): Promise<Upload> {
      const { id, size, offset, metadata } = upload;
      await super.create(new Upload({ id: uploadName(id), size, offset, metadata })).catch(rethrow);
      await storage.put(noteName(id), JSON.stringify(upload));
      return upload;
    }

    /**
     * Appends the bytes of the request that is being answered to an upload. Those that arrived before its client has
     * gone are kept.
     */
    override async write(body: Readable, id: string, offset: number): Promise<number> {
      const { bytes, size, cancelled, finish } = takeIncoming(body);
      let failure: Error | null = null;
      const arriving = async function* () {
        let announced = offset;
        try {
          for await (const chunk of untilAborted(bytes, cancelled)) {
            announced += chunk.length;
            if (announced > size) throw ERRORS.ERR_SIZE_EXCEEDED;
            yield chunk;
          }
        } catch (error) {
          failure = error as Error;
        }
      };
      const newOffset = await super
        .write(Readable.from(arriving(), { objectMode: false }), uploadName(id), offset)
        .catch(rethrow);
      await finish();
      if (failure) throw bytes.destroyed && !bytes.readableEnded ? ERRORS.ABORTED : failure;
      return newOffset;
    }

    override async getUpload(id: string): Promise<Upload> {
      const [note, arrived] = await Promise.all([readUploadNote(storage, id), this.arrived(id)]);
      if (!note || !arrived) throw ERRORS.FILE_NOT_FOUND;
      return new Upload({ id, size: note.size, offset: arrived.bytes, metadata: note.metadata });
    }

    override async remove(id: string): Promise<void> {
      await this.clearCache(uploadName(id));
      await deleteUploadFiles(storage, id);
    }

    async arrived(id: string): Promise<Arrived | null> {
      const whole = await storage.find(uploadName(id));
      if (whole) return { bytes: whole.bytes, changedAt: new Date(whole.changedAt) };
      const note = await storage.find(noteName(id));
      if (!note) return null;
      const parts = await this.retrieveParts(uploadName(id)).catch(nothingIfMissing);
      const rest = await storage.find(this.partKey(uploadName(id), true));
      const sizes = [...parts.map(({ Size = 0 }) => Size), rest?.bytes ?? 0];
      const times = [
        note.changedAt,
        rest?.changedAt ?? 0,
        ...parts.map(({ LastModified }) => Number(LastModified ?? 0)),
      ];
      return { bytes: sizes.reduce((sum, one) => sum + one), changedAt: new Date(Math.max(...times)) };
    }

    /** Nothing is reserved in S3. */
    async renew(): Promise<void> {}
  }
  return new S3UploadStore();
}

/** Yields what a stream delivers, until it ends or the signal aborts. The stream is not destroyed. */
async function* untilAborted(bytes: Readable, signal: AbortSignal): AsyncGenerator<Buffer, void, void> {
  const aborted = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
  const chunks = bytes.iterator({ destroyOnReturn: false });
  while (!signal.aborted) {
    const next = await Promise.race([chunks.next(), aborted]);
    if (next === null || next.done) return;
    yield next.value as Buffer;
  }
}

function nothingIfMissing(error: unknown): [] {
  if (isMissing(error)) return [];
  throw toStorageError(error);
}

function rethrow(error: unknown): never {
  // tus's own errors have a status.
  throw (error as { status_code?: number }).status_code ? error : toStorageError(error);
}
