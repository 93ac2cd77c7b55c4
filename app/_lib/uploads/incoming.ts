import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Readable } from 'node:stream';

/**
 * The bytes of a request on their way to the disk, past tus: as a stream of the web they would be copied and handed on
 * five times. tus gets a body without bytes instead, which ends when these have ended, or before if tus cancels the
 * request, as when its client has come back on another connection.
 */
export interface Incoming {
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

/** Returns the bytes of the request that is being answered; undefined if it has none. */
export function incoming(): Incoming | undefined {
  return current.getStore();
}
