import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import type { OpenFile } from '@/storage/storage';

/** Small reads are served from blocks of this size, because each read from S3 is a request. */
const BLOCK_BYTES = 256 * 1024;

/** Reads ranges of a stored file for yauzl, so that a large archive is neither copied nor read as a whole. */
export class StorageReader extends RandomAccessReader {
  #block: { start: number; bytes: Buffer } | null = null;

  constructor(private readonly file: OpenFile) {
    super();
  }

  /** @param end not included. */
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(copies(this.file.chunks(start, end - 1)), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#bytesAt(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        callback(null);
      },
      (error: Error) => callback(error),
    );
  }

  override close(callback: (error: Error | null) => void): void {
    this.file.close().then(
      () => callback(null),
      (error: Error) => callback(error),
    );
  }

  async #bytesAt(start: number, length: number): Promise<Buffer> {
    const end = start + length;
    if (end > this.file.info.bytes) throw new Error('The archive ends too early');
    const known = this.#block;
    if (known && start >= known.start && end <= known.start + known.bytes.length)
      return known.bytes.subarray(start - known.start, end - known.start);
    const last = Math.min(this.file.info.bytes, Math.max(end, start + BLOCK_BYTES)) - 1;
    const chunks: Buffer[] = [];
    for await (const chunk of copies(this.file.chunks(start, last))) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    this.#block = { start, bytes };
    return bytes.subarray(0, length);
  }
}

/** The storage reuses its buffers. */
async function* copies(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
