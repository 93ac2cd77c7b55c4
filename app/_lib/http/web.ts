import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerUnread } from './unread';

/** Returns the request in the form of the web, for libraries that take no other, without its body. */
export function webRequest(request: IncomingMessage): Request {
  const { method = 'GET', url = '/' } = request;
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const each of [value ?? []].flat()) headers.append(name, each);
  return new Request(new URL(url, 'http://localhost'), { method, headers });
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
