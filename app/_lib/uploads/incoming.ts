import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/**
 * The bytes of a request on their way to the disk, past tus: as a stream of the web they would be copied and handed on
 * five times. tus gets a body without bytes instead, which ends when these have ended, or before if tus cancels the
 * request, as when its client has come back on another connection.
 */
interface Incoming {
  bytes: Readable;
  /** The size of the whole file. */
  size: number;
  /** Ends the body that tus has. */
  end: () => void;
}

const current = new AsyncLocalStorage<Incoming>();

/** Hands the bytes of a request to the store while tus answers it. */
export async function withIncoming(
  { url, method, headers }: Request,
  bytes: Readable,
  size: number,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  let end = () => {};
  const body = new ReadableStream({ start: (stream) => void (end = () => stream.close()) });
  const request = new Request(url, { method, headers, body, duplex: 'half' } as RequestInit);
  return current.run({ bytes, size, end }, () => answer(request));
}

/** The bytes of a request, as a store takes them. */
interface Taken extends Pick<Incoming, 'bytes' | 'size'> {
  /** Aborts when the body that tus reads ends or is destroyed. */
  readonly cancelled: AbortSignal;
  /** Ends the body that tus reads, after the bytes have been stored. */
  readonly finish: () => Promise<void>;
}

/**
 * Returns the bytes of the request that is being answered.
 * @param body what tus reads of them. It ends early if tus cancels the request.
 * @throws if tus reads the bytes itself, which does not happen for requests of an upload.
 */
export function takeIncoming(body: Readable): Taken {
  const incoming = current.getStore();
  if (!incoming) throw new Error('The bytes of this request did not come by withIncoming');
  const { bytes, size, end } = incoming;
  const ended = new AbortController();
  const bodyEnds = finished(body.resume()).then(
    () => ended.abort(),
    () => ended.abort(),
  );
  const finish = () => {
    end();
    return bodyEnds;
  };
  return { bytes, size, cancelled: ended.signal, finish };
}
