import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long, and up to how many bytes, an unwanted body is still read, so that its sender can read the answer. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 8 * 1024 ** 2;

/**
 * Ends a response. If the request has a body that has not arrived completely, it reads on for a moment, so that the
 * client can read the answer, and closes the connection.
 */
export function answerUnread(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  if (request.complete || !hasBody(request)) return void response.end(body);
  response.setHeader('Connection', 'close');
  if (request.method === 'HEAD') return void response.end();
  if (body.length > 0) response.setHeader('Content-Length', body.length);
  response.write(body);
  drain(request, () => response.end());
}

/** Returns whether the headers of a request announce a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Reads on, for nobody: who read the body until now gets no more of it. */
function drain(request: IncomingMessage, done: () => void): void {
  let left = LINGER_BYTES;
  const timer = setTimeout(finish, LINGER_MS);
  function finish() {
    clearTimeout(timer);
    request.off('data', count).off('end', finish).off('close', finish);
    done();
  }
  function count(chunk: Buffer) {
    left -= chunk.length;
    if (left < 0) finish();
  }
  request.removeAllListeners('data').on('data', count).once('end', finish).once('close', finish);
  request.on('error', () => {});
  request.resume();
}
