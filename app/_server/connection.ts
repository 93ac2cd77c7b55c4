import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The time from the first to the last byte of the headers, in milliseconds. */
const HEADERS_MS = 20_000;
/** How long a connection may be idle in both directions, in milliseconds. A live stream sends every 25 seconds. */
const STALLED_MS = 120_000;
/**
 * The time between two requests, in milliseconds. Proxies close their connections earlier (nginx after 60 s, Caddy
 * after 120 s).
 */
const IDLE_MS = 130_000;

/** How long the client has to read why its connection ends, in milliseconds. */
const LINGER_MS = 2_000;

/** Limits how long a connection may take. A whole body has no limit: a large upload over a slow line takes hours. */
export function limitTime(server: Server): void {
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = 0;
  server.timeout = STALLED_MS;
  server.keepAliveTimeout = IDLE_MS;
}

/** Answers requests that Node's parser cannot read, and CONNECT, with a status that says what is wrong. */
export function answerBrokenRequest(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    close(socket as Socket, statusOf(error));
  });
  server.on('connect', (_request, socket) => close(socket as Socket, '405 Method Not Allowed'));
}

function statusOf({ code, rawPacket }: { code?: string; rawPacket?: Buffer }): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout';
  const isMethod =
    code === 'HPE_INVALID_METHOD' && /^[A-Z-]{1,20} \S+ HTTP\/1\.[01]\r?\n/.test(rawPacket?.toString('latin1') ?? '');
  return isMethod ? '405 Method Not Allowed' : '400 Bad Request';
}

function close(socket: Socket, status: string): void {
  const allow = status.startsWith('405') ? 'Allow: GET, HEAD, POST, PATCH, DELETE, OPTIONS\r\n' : '';
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status}\r\n${allow}Content-Length: 0\r\nConnection: close\r\n\r\n`);
  // Ignores later bytes. A client that keeps sending does not keep the connection open.
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
