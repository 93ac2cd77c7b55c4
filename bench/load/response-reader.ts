/** A response as it was sent: its body may be compressed. */
export interface Response {
  readonly status: number;
  /** The status line and the headers. */
  readonly head: string;
  /** The body's bytes; empty if the reader discards bodies. Valid until the callback returns. */
  readonly body: Buffer;
  /** The length of the body in bytes. */
  readonly length: number;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const CR = 13;
const EMPTY = Buffer.alloc(0);
/** Statuses without a body. */
const EMPTY_STATUSES = new Set([204, 304]);

/**
 * Reads the responses to GET and POST from the bytes of a connection. It knows only the status, Content-Length and
 * chunks, so that it costs as little as possible beside the server that it measures.
 */
export class ResponseReader {
  /** What has arrived of the present response, in the first `#length` bytes. */
  #storage = Buffer.allocUnsafe(64 * 1024);
  #length = 0;
  /** The bytes of a discarded body that have yet to arrive, with the response that they belong to. */
  #discarding: { missing: number; response: Response } | null = null;

  /** @param options.discard leaves out the bodies of responses with a Content-Length, which saves copying. */
  constructor(
    private readonly onResponse: (response: Response) => void,
    private readonly options: { discard: boolean } = { discard: false },
  ) {}

  /** Takes the next bytes of the connection. @throws {Error} for what is no response. */
  push(bytes: Buffer): void {
    const rest = this.#discard(bytes);
    if (rest.length === 0) return;
    if (this.#length === 0) return this.#keep(rest, this.#readAll(rest));
    this.#append(rest);
    const whole = this.#storage.subarray(0, this.#length);
    this.#length = 0;
    this.#keep(whole, this.#readAll(whole));
  }

  /** Keeps the bytes after `from`, which begin a response that is not complete. */
  #keep(bytes: Buffer, from: number): void {
    if (from < bytes.length) this.#append(bytes.subarray(from));
  }

  #append(bytes: Buffer): void {
    const length = this.#length + bytes.length;
    if (length > this.#storage.length) {
      const larger = Buffer.allocUnsafe(length * 2);
      this.#storage.copy(larger, 0, 0, this.#length);
      this.#storage = larger;
    }
    bytes.copy(this.#storage, this.#length);
    this.#length = length;
  }

  /** Reads complete responses. @returns the offset behind the last one. */
  #readAll(bytes: Buffer): number {
    let from = 0;
    while (from < bytes.length) {
      const end = this.#readOne(bytes, from);
      if (end === null) break;
      from = end;
    }
    return from;
  }

  /** @returns the offset behind the response; null if it is not complete. */
  #readOne(bytes: Buffer, from: number): number | null {
    const headEnd = bytes.indexOf(END_OF_HEAD, from);
    if (headEnd < 0) return null;
    const head = bytes.toString('latin1', from, headEnd);
    const status = Number(head.slice(9, 12));
    if (!head.startsWith('HTTP/1.1 ') || !(status >= 200)) throw new Error(`no response: ${head.slice(0, 40)}`);
    const start = headEnd + END_OF_HEAD.length;
    const [, digits] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
    if (digits === undefined && /\r\ntransfer-encoding: *chunked/i.test(head)) {
      const chunked = readChunks(bytes, start);
      if (chunked === null) return null;
      this.onResponse({ status, head, body: chunked.body, length: chunked.body.length });
      return chunked.end;
    }
    if (digits === undefined && !EMPTY_STATUSES.has(status)) throw new Error('a response without a length');
    const length = EMPTY_STATUSES.has(status) ? 0 : Number(digits);
    const end = start + length;
    if (this.options.discard) {
      const response = { status, head, body: EMPTY, length };
      if (end <= bytes.length) this.onResponse(response);
      else this.#discarding = { missing: end - bytes.length, response };
      return Math.min(end, bytes.length);
    }
    if (end > bytes.length) return null;
    this.onResponse({ status, head, body: bytes.subarray(start, end), length });
    return end;
  }

  /** @returns the bytes behind the body that is being discarded. */
  #discard(bytes: Buffer): Buffer {
    if (this.#discarding === null) return bytes;
    const { missing, response } = this.#discarding;
    this.#discarding.missing -= bytes.length;
    if (missing > bytes.length) return EMPTY;
    this.#discarding = null;
    this.onResponse(response);
    return bytes.subarray(missing);
  }
}

/** @returns the body and the offset behind it; null if it is not complete. */
function readChunks(bytes: Buffer, start: number): { body: Buffer; end: number } | null {
  const chunks: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = bytes.indexOf(CR, at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) throw new Error('a chunk without a size');
    const from = lineEnd + 2;
    at = from + size + 2;
    if (at > bytes.length) return null;
    if (size === 0) return { body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), end: at };
    chunks.push(bytes.subarray(from, from + size));
  }
}
