import { Upload, type DetailedError, type HttpRequest, type HttpResponse } from 'tus-js-client';
import { discard, fingerprint } from './previous-uploads';
import { readRefusal } from './upload-errors';
import type { UploadTask } from './upload-state';

const ENDPOINT = '/api/uploads';
/** Small enough for proxies that limit a request, large enough to cost nothing. */
const CHUNK_BYTES = 32 * 1024 * 1024;
/** Growing pauses, then every twenty seconds for some two hours. They begin anew whenever bytes arrive. */
const RETRY_DELAYS_MS = [300, 1_000, 2_000, 4_000, 8_000, ...Array.from({ length: 360 }, () => 20_000)];
/** Answers that another try may change, beside those of a server in trouble. Without any answer there was no connection. */
const PASSING = new Set([0, 423, 429]);
/** The server has more or fewer bytes than thought: asked how many, it goes on. */
const CONFLICT = 409;
/** Refusals whose cause a person has to remove: another try in a minute changes nothing. */
const FOR_A_PERSON = new Set(['no-room', 'quota', 'too-many-unfinished']);

export interface Sending {
  pause: () => void;
  resume: () => void;
  /** Stops, and deletes what arrived. */
  cancel: () => Promise<void>;
}

interface Listeners {
  onProgress: (sent: number, total: number) => void;
  /** No connection, or a server that is busy or starting: it goes on by itself. */
  onReconnecting: () => void;
  /** All bytes are there. `url` names the upload. */
  onArrived: (url: string) => void;
  onFailed: (error: { status: number; body: string }) => void;
}

/** Sends a file, or the rest of it when this browser began before. */
export async function sendFile(file: File, { userId, videoId }: UploadTask, on: Listeners): Promise<Sending> {
  const upload = new Upload(file, {
    endpoint: ENDPOINT,
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_DELAYS_MS,
    metadata: { filename: file.name, filetype: file.type, ...(videoId && { videoId }) },
    fingerprint: (chosen) => Promise.resolve(fingerprint(userId, videoId, chosen)),
    onAfterResponse: refuseToBeginAnew,
    onProgress: on.onProgress,
    onShouldRetry(error) {
      const status = statusOf(error);
      const isOutOfStep = status === CONFLICT && error.originalRequest.getMethod() === 'PATCH';
      const isForAPerson = FOR_A_PERSON.has(readRefusal(bodyOf(error))?.reason ?? '');
      const passes = !isForAPerson && (PASSING.has(status) || status >= 500 || isOutOfStep);
      if (passes) on.onReconnecting();
      return passes;
    },
    onSuccess: () => on.onArrived(upload.url as string),
    onError: (error) => on.onFailed({ status: statusOf(error), body: bodyOf(error) }),
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
      if (upload.url) await discard(upload.url);
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
 * and begins anew. A proxy before a server that restarts answers 502, and a session that ended 401: neither means that.
 */
function refuseToBeginAnew(request: HttpRequest, response: HttpResponse): void {
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
