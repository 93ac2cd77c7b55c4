import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer of the server itself: mostly a status of the 400s, and a sentence for the user. */
export interface Reply {
  status: number;
  /** What is wrong and what to do about it, or an empty text. */
  text: string;
  headers?: Record<string, string>;
}

/** How long, and up to how many bytes, an unwanted body is still read, so that its sender can read the answer. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 8 * 1024 ** 2;

/** Sends the reply: as JSON under /api, as plain text elsewhere. Closes a connection with an unread body afterwards. */
export function reply(request: IncomingMessage, response: ServerResponse, { status, text, headers }: Reply): void {
  const isApi = request.url?.startsWith('/api/') ?? false;
  const body = Buffer.from(text === '' ? '' : isApi ? JSON.stringify({ error: text }) : `${text}\n`);
  response.writeHead(status, {
    ...(text !== '' && {
      'Content-Type': isApi ? 'application/json' : 'text/plain; charset=utf-8',
      'Content-Length': body.length,
    }),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
    ...(!request.complete && { Connection: 'close' }),
  });
  if (request.complete || request.method === 'HEAD') return void response.end(body);
  response.write(body);
  drain(request, () => response.end());
}

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
  request.on('data', count).once('end', finish).once('close', finish);
  request.on('error', () => {});
}
