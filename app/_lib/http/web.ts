import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { answerUnread } from './unread';

/** How much of a body is read ahead, in bytes. */
const READ_AHEAD = new ByteLengthQueuingStrategy({ highWaterMark: 256 * 1024 });

/**
 * Returns the request in the form of the web, for libraries that take no other. Its body is a stream, if nobody has read
 * it.
 */
export function webRequest(request: IncomingMessage): Request {
  const { method = 'GET', url = '/' } = request;
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const each of [value ?? []].flat()) headers.append(name, each);
  const hasNone = method === 'GET' || method === 'HEAD' || request.readableEnded || request.destroyed;
  const body = hasNone ? null : (Readable.toWeb(request, { strategy: READ_AHEAD }) as ReadableStream<Uint8Array>);
  return new Request(new URL(url, 'http://localhost'), { method, headers, body, duplex: 'half' } as RequestInit);
}

/** Sends a small response of the web. A client that is still sending its body can read it too. */
export async function sendWebResponse(
  request: IncomingMessage,
  response: ServerResponse,
  web: Response,
): Promise<void> {
  const body = Buffer.from(await web.arrayBuffer());
  response.statusCode = web.status;
  response.setHeaders(web.headers);
  answerUnread(request, response, body);
}
