import { Upload, type DetailedError, type HttpRequest, type HttpResponse } from 'tus-js-client';
import { STAMP_HEADER } from '@/app/_lib/commands/form-state';
import { LARGEST_CHUNK, smallerChunk, type ChunkFate } from './chunk-size';
import { discard, fingerprint } from './previous-uploads';
import { readRefusal } from './upload-errors';
import type { UploadTask } from './upload-state';
import { urlStorage } from './url-storage';

const ENDPOINT = '/api/uploads';
/** Growing pauses, then every twenty seconds for some two hours. They start over whenever bytes arrive. */
const RETRY_DELAYS_MS = [300, 1_000, 2_000, 4_000, 8_000, ...Array.from({ length: 360 }, () => 20_000)];
/** Answers that another try may change, beside those of a server error. Without any answer there was no connection. */
const PASSING = new Set([0, 423, 429]);
/** The server has more or fewer bytes than assumed. It is asked for the number, and the upload continues. */
const CONFLICT = 409;
const TOO_LARGE = 413;
/** Refusals whose cause a person has to remove: another try in a minute changes nothing. */
const FOR_A_PERSON = new Set(['no-room', 'quota', 'too-many-unfinished']);
/** So many chunks of one size in a row without an answer are taken for a proxy that cuts off what is too large for it. */
const CUTS_FOR_A_LIMIT = 2;

/** What passes here, as far as this tab has found out. */
let chunkBytes = LARGEST_CHUNK;

export interface Sending {
  pause: () => void;
  resume: () => void;
  /** Stops, and deletes what arrived. */
  cancel: () => Promise<void>;
}

interface Listeners {
  onProgress: (sent: number, total: number) => void;
  /** No connection, or a server that is busy or starting. The upload continues by itself. */
  onReconnecting: () => void;
  /** All bytes are there. `url` names the upload. */
  onArrived: (url: string) => void;
  onFailed: (error: { status: number; body: string }) => void;
}

/** Sends a file, or the rest of it when this browser began before. */
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
      if (isChunk && status === 0 && (cuts += 1) >= CUTS_FOR_A_LIMIT) shrink('cut');
      const isForAPerson = FOR_A_PERSON.has(readRefusal(bodyOf(error))?.reason ?? '');
      const passes = !isForAPerson && (PASSING.has(status) || status >= 500 || isOutOfStep);
      if (passes) on.onReconnecting();
      return passes;
    },
    onSuccess: () => on.onArrived(upload.url as string),
    onError(error) {
      const failure = { status: statusOf(error), body: bodyOf(error) };
      // Not the site's own limit, which is the file's, but that of a proxy before it.
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
      // Also while it waits for its next try.
      void upload.abort();
      upload.start();
    },
    async cancel() {
      await upload.abort();
      if (upload.url) await discard(upload.url, stamp);
    },
  };
}

/** An answer that the upload must not take for "there is no such upload". */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`The server answered ${status}`);
  }
}

/**
 * When it asks how much arrived, tus-js-client takes any answer but a good one to mean that there is no such upload,
 * and starts over. A proxy before a server that restarts answers 502, and a session that ended 401: neither means that.
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
