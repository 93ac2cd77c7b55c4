import { connect, type Socket } from 'node:net';
import { ResponseReader, type Response } from './response-reader';

/** After this time without a byte, in milliseconds, a connection counts as dead. */
const TIMEOUT_MS = 30_000;
const READ_BYTES = 64 * 1024;

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface ConnectionOptions extends Address {
  /** Whether to leave out bodies that have a Content-Length. */
  readonly discard?: boolean;
  /** Called for the first bytes of each response. */
  readonly onFirstByte?: () => void;
}

/** Makes a request as it is sent. @param headers besides Host. @param body as UTF-8, with its Content-Length. */
export function requestText(
  method: 'GET' | 'POST',
  path: string,
  { host, port }: Address,
  headers: Record<string, string> = {},
  body?: string,
): string {
  const lines = Object.entries({
    Host: `${host}:${port}`,
    ...headers,
    ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`;
}

/** A keep-alive connection that carries one request at a time. It connects again when it was lost. */
export class Connection {
  #socket: Socket | null = null;
  #waiting: { answer: (response: Response) => void; fail: (reason: string) => void } | null = null;
  #hasFirstByte = false;

  constructor(private readonly options: ConnectionOptions) {}

  /**
   * Sends a request. One of the callbacks is called, once. A response whose connection ends with it is answered.
   * @param fail gets the code of the error.
   */
  send(request: Uint8Array, answer: (response: Response) => void, fail: (reason: string) => void): void {
    this.#waiting = { answer, fail };
    this.#hasFirstByte = false;
    const socket = (this.#socket ??= this.#open());
    socket.write(request);
  }

  /** Sends a request. @throws {Error} if there is no response. The body stays valid. */
  exchange(request: Uint8Array): Promise<Response> {
    return new Promise((resolve, reject) =>
      this.send(
        request,
        (response) => resolve({ ...response, body: Buffer.from(response.body) }),
        (reason) => reject(new Error(`No response: ${reason}`)),
      ),
    );
  }

  close(): void {
    this.#waiting = null;
    this.#socket?.destroy();
  }

  #open(): Socket {
    const { host, port, discard = false } = this.options;
    const reader = new ResponseReader((response) => this.#answer(response), { discard });
    const socket = connect({
      host,
      port,
      noDelay: true,
      // One buffer for all reads of this connection, so that reading allocates nothing.
      onread: {
        buffer: Buffer.allocUnsafe(READ_BYTES),
        callback: (count, bytes) => {
          if (!this.#hasFirstByte) {
            this.#hasFirstByte = true;
            this.options.onFirstByte?.();
          }
          try {
            reader.push((bytes as Buffer).subarray(0, count));
          } catch (error) {
            this.#lose(socket, (error as Error).message);
          }
          return true;
        },
      },
    });
    socket.setTimeout(TIMEOUT_MS, () => this.#lose(socket, 'timeout'));
    socket.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => this.#lose(socket, code));
    socket.on('close', () => this.#lose(socket, 'closed'));
    return socket;
  }

  #answer(response: Response): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    // The server closes this connection: the next request must not be sent on it.
    if (/\r\nconnection: *close/i.test(response.head)) this.#forget(this.#socket);
    waiting?.answer(response);
  }

  #lose(socket: Socket, reason: string): void {
    if (this.#socket !== socket) return;
    this.#forget(socket);
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.fail(reason);
  }

  #forget(socket: Socket | null): void {
    this.#socket = null;
    socket?.destroy();
  }
}
