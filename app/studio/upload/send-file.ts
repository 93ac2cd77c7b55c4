import { Upload, type DetailedError } from 'tus-js-client';
import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import { LARGEST_CHUNK, smallerChunk, type ChunkFate } from './chunk-size';
import { readRefusal, UNREADABLE, type UploadError } from './upload-errors';

/** Growing pauses, then one every twenty seconds for about two hours. They start over whenever bytes arrive. */
const RETRY_DELAYS_MS = [300, 1_000, 2_000, 4_000, 8_000, ...Array.from({ length: 360 }, () => 20_000)];
/** Statuses, beside those of a server error, that a retry may change. 0 means that there was no connection. */
const RETRYABLE = new Set([0, 423, 429]);
/** The server has more or fewer bytes than assumed. The client asks for the number, and the upload continues. */
const CONFLICT = 409;
const TOO_LARGE = 413;
/** Refusals with a cause that the user must remove. A retry in a minute changes nothing. */
const NEEDS_USER = new Set(['no-room', 'quota', 'too-many-unfinished']);
/**
 * After this many chunks of one size in a row without an answer, a proxy is assumed to cut off what is too large for
 * it.
 */
const CUTS_FOR_LIMIT = 2;
/**
 * After this time without a byte, in milliseconds, the connection is taken for dead and opened again. A machine that slept
 * or changed its network may wait for an answer for many minutes otherwise.
 */
const STALLED_AFTER_MS = 60_000;

/** The chunk size that passes here, as far as this tab knows. */
let chunkBytes = LARGEST_CHUNK;

export interface Sending {
  /** Stops. What has arrived stays. */
  stop: () => void;
  /** Tries again at once, if it waits for its next try. */
  hurry: () => void;
}

interface Listeners {
  onProgress: (sent: number) => void;
  /** There is no connection, or the server is busy or starting. The upload continues by itself. */
  onReconnecting: () => void;
  /** All bytes have arrived. */
  onArrived: () => void;
  onFailed: (error: UploadError) => void;
}

/**
 * Sends what the site does not have of a file.
 * @param url of the upload.
 * @param stamp of the page that began it.
 */
export function sendFile(file: File, url: string, stamp: string, on: Listeners): Sending {
  let cuts = 0;
  let lastByteAt = Date.now();
  const shrink = (fate: ChunkFate): boolean => {
    const next = smallerChunk(upload.options.chunkSize ?? chunkBytes, fate);
    cuts = 0;
    if (next === null) return false;
    chunkBytes = next;
    upload.options.chunkSize = next;
    return true;
  };
  const stop = () => {
    clearInterval(watch);
    void upload.abort();
  };
  const fail = (error: UploadError) => {
    stop();
    on.onFailed(error);
  };
  const upload = new Upload(file, {
    uploadUrl: url,
    chunkSize: chunkBytes,
    headers: { [STAMP_HEADER]: stamp },
    storeFingerprintForResuming: false,
    retryDelays: RETRY_DELAYS_MS,
    onProgress(sent) {
      lastByteAt = Date.now();
      on.onProgress(sent);
    },
    onChunkComplete: () => (cuts = 0),
    onShouldRetry(error) {
      const status = statusOf(error);
      const isChunk = error.originalRequest.getMethod() === 'PATCH';
      const isOutOfStep = status === CONFLICT && isChunk;
      if (isChunk && status === 0 && (cuts += 1) >= CUTS_FOR_LIMIT) shrink('cut');
      const needsUser = NEEDS_USER.has(readRefusal(bodyOf(error))?.reason ?? '');
      const isRetried = !needsUser && (RETRYABLE.has(status) || status >= 500 || isOutOfStep);
      if (isRetried) on.onReconnecting();
      // A file that was moved looks like a lost connection.
      if (isRetried && status === 0) isReadable(file).then((readable) => readable || fail(UNREADABLE), fail);
      return isRetried;
    },
    onSuccess() {
      clearInterval(watch);
      on.onArrived();
    },
    onError(error) {
      const failure = { status: statusOf(error), body: bodyOf(error) };
      // This is the limit of a proxy before the site. The site's own limit is one of the whole file.
      const isProxyLimit = failure.status === TOO_LARGE && readRefusal(failure.body) === null;
      if (isProxyLimit && shrink('refused')) upload.start();
      else fail(failure);
    },
  });
  const again = () => {
    lastByteAt = Date.now();
    // Also ends the wait for its next try.
    void upload.abort();
    upload.start();
  };
  const watch = setInterval(() => Date.now() - lastByteAt > STALLED_AFTER_MS && again(), STALLED_AFTER_MS / 10);
  upload.start();
  return { stop, hurry: again };
}

/** Returns whether the file is still where it was chosen, unchanged. */
async function isReadable(file: File): Promise<boolean> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}

function statusOf(error: Error | DetailedError): number {
  return (error as Partial<DetailedError>).originalResponse?.getStatus() ?? 0;
}

function bodyOf(error: Error | DetailedError): string {
  return (error as Partial<DetailedError>).originalResponse?.getBody() ?? '';
}
