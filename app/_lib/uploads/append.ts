import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** How many bytes are read ahead while others are being written, for each upload. */
const READ_AHEAD = 2 * 1024 ** 2;

/** Where and under which conditions bytes are appended. */
export interface Target {
  file: FileHandle;
  offset: number;
  /** Called before this many bytes are written. It may throw. */
  reserve: (bytes: number) => Promise<void>;
  /** Ends the reading early. What was read is written. */
  cancelled: AbortSignal;
}

/**
 * Appends what a stream delivers to a file, and resolves with the new end when the bytes are on the disk. Reads on while
 * it writes, and writes all that has arrived by then at once.
 *
 * If the stream or the disk fails, it throws their error; what was written before stays and counts. The stream is not
 * destroyed.
 */
export async function append(source: Readable, { file, offset, reserve, cancelled }: Target): Promise<number> {
  let end = offset;
  const arriving = readAhead(source, cancelled);
  try {
    for (;;) {
      const chunks = await arriving.next();
      if (chunks === null) break;
      const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
      await reserve(bytes);
      for await (const written of writeAll(file, chunks, end)) end += written;
    }
  } finally {
    arriving.stop();
    // Some file systems notice only here that there was no space. Then nothing of this request is safe.
    await file.sync().catch(async (error) => {
      await file.truncate(offset);
      throw error;
    });
  }
  return end;
}

/** Writes chunks one behind the other, and yields how many bytes each call has written. */
async function* writeAll(file: FileHandle, chunks: readonly Buffer[], at: number): AsyncGenerator<number> {
  let left = chunks;
  for (let position = at; left.length > 0;) {
    const { bytesWritten } = await file.writev(left, position);
    yield bytesWritten;
    position += bytesWritten;
    left = after(left, bytesWritten);
  }
}

/** Returns what follows after this many bytes. */
function after(chunks: readonly Buffer[], bytes: number): Buffer[] {
  let skipped = bytes;
  return chunks.flatMap((chunk) => {
    const rest = chunk.subarray(Math.min(skipped, chunk.length));
    skipped -= chunk.length - rest.length;
    return rest.length > 0 ? [rest] : [];
  });
}

/** Collects what a stream delivers. `next` returns all of it, waiting for some; null at the end. */
function readAhead(source: Readable, cancelled: AbortSignal) {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let isOver = source.readableEnded || cancelled.aborted;
  let failure: Error | null = source.errored ?? (source.destroyed && !isOver ? new Error('aborted') : null);
  let wake = () => {};
  const onData = (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= READ_AHEAD) source.pause();
    wake();
  };
  const onEnd = () => {
    isOver = true;
    wake();
  };
  const onError = (error: Error) => {
    failure = error;
    wake();
  };
  const onClose = () => {
    if (!isOver && !source.readableEnded) failure ??= new Error('aborted');
    wake();
  };
  source.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  cancelled.addEventListener('abort', onEnd, { once: true });
  return {
    async next(): Promise<Buffer[] | null> {
      while (bytes === 0 && !isOver && !failure) await new Promise<void>((resolve) => (wake = resolve));
      if (bytes === 0) {
        if (failure) throw failure;
        return null;
      }
      const taken = chunks;
      chunks = [];
      bytes = 0;
      if (!isOver) source.resume();
      return taken;
    },
    stop(): void {
      source.pause();
      source.off('data', onData).off('end', onEnd).off('close', onClose);
      cancelled.removeEventListener('abort', onEnd);
    },
  };
}
