import { Upload, type DetailedError, type HttpRequest, type HttpResponse } from 'tus-js-client';
import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import { LARGEST_CHUNK, smallerChunk, type ChunkFate } from './chunk-size';
import { discard, fingerprint } from './previous-uploads';
import { readRefusal } from './upload-errors';
import type { UploadTask } from './upload-state';
import { urlStorage } from './url-storage';

const ENDPOINT = '/api/uploads';
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

/** The chunk size that passes here, as far as this tab knows. */
let chunkBytes = LARGEST_CHUNK;

export interface Sending {
  pause: () => void;
  resume: () => void;
  /** Stops, and deletes the bytes that arrived. */
  cancel: () => Promise<void>;
}

interface Listeners {
  onProgress: (sent: number, total: number) => void;
  /** There is no connection, or the server is busy or starting. The upload continues by itself. */
  onReconnecting: () => void;
  /** All bytes have arrived. `url` names the upload. */
  onArrived: (url: string) => void;
  onFailed: (error: { status: number; body: string }) => void;
}

/** Sends a file, or the rest of it if this browser began it before. */
export async function sendFile(file: File, task: UploadTask, on: Listeners): Promise<Sending> {
  const { videoId, stamp } = task;
  let cuts = 0;
  const shrink = (fate: ChunkFate): boolean => {
    const next = smallerChunk(upload.options.chunkSize ?? chunkBytes, fate);
    cuts = 0;
    if (next === null) return false;
    chunkBytes = next;
    upload.options.chunkSize = next;
    return true;
  };
  const upload = new Upload(file, {
    endpoint: ENDPOINT,
    chunkSize: chunkBytes,
    headers: { [STAMP_HEADER]: stamp },
    urlStorage,
    retryDelays: RETRY_DELAYS_MS,
    metadata: { filename: file.name, filetype: file.type, ...(videoId && { videoId }) },
    fingerprint: (chosen) => Promise.resolve(fingerprint(task, chosen as File)),
    onAfterResponse: refuseToStartOver,
    onProgress: on.onProgress,
    onChunkComplete: () => (cuts = 0),
    onShouldRetry(error) {
      const status = statusOf(error);
      const isChunk = error.originalRequest.getMethod() === 'PATCH';
      const isOutOfStep = status === CONFLICT && isChunk;
      if (isChunk && status === 0 && (cuts += 1) >= CUTS_FOR_LIMIT) shrink('cut');
      const needsUser = NEEDS_USER.has(readRefusal(bodyOf(error))?.reason ?? '');
      const isRetried = !needsUser && (RETRYABLE.has(status) || status >= 500 || isOutOfStep);
      if (isRetried) on.onReconnecting();
      return isRetried;
    },
    onSuccess: () => on.onArrived(upload.url as string),
    onError(error) {
      const failure = { status: statusOf(error), body: bodyOf(error) };
      // This is the limit of a proxy before the site. The site's own limit is one of the whole file.
      const isProxyLimit = failure.status === TOO_LARGE && readRefusal(failure.body) === null;
      if (isProxyLimit && shrink('refused')) upload.start();
      else on.onFailed(failure);
    },
  });
  const [latest] = (await upload.findPreviousUploads()).toSorted(
    (one, other) => Date.parse(other.creationTime) - Date.parse(one.creationTime),
  );
  if (latest) upload.resumeFromPreviousUpload(latest);
  upload.start();

  return {
    pause: () => void upload.abort(),
    resume() {
      // Also aborts while it waits for its next try.
      void upload.abort();
      upload.start();
    },
    async cancel() {
      await upload.abort();
      if (upload.url) await discard(upload.url, stamp);
    },
  };
}

/** An error that tus-js-client does not take to mean "there is no such upload". */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`The server answered ${status}`);
  }
}

/**
 * Throws for answers after which tus-js-client would start over. When it asks how much arrived, it takes any answer but
 * a good one to mean that there is no such upload. A proxy answers 502 while the server restarts, and an ended session
 * gets 401: neither means that.
 */
function refuseToStartOver(request: HttpRequest, response: HttpResponse): void {
  const status = response.getStatus();
  const isAnswer = (status >= 200 && status < 300) || status === 404 || status === 410 || status === 423;
  if (request.getMethod() === 'HEAD' && !isAnswer) throw new Refused(status, response.getBody());
}

function statusOf(error: Error | DetailedError): number {
  const { originalResponse, causingError } = error as Partial<DetailedError>;
  return causingError instanceof Refused ? causingError.status : (originalResponse?.getStatus() ?? 0);
}

function bodyOf(error: Error | DetailedError): string {
  const { originalResponse, causingError } = error as Partial<DetailedError>;
  return causingError instanceof Refused ? causingError.body : (originalResponse?.getBody() ?? '');
}
