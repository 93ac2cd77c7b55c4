import type { IncomingMessage, ServerResponse } from 'node:http';
import Negotiator from 'negotiator';
import { namesTag } from '../../_lib/http/preconditions';
import { ENCODINGS, type Encoding, type FinishedPage } from './finished-page';

/** Sends a finished page, or 304 if the client has it. */
export async function sendPage(request: IncomingMessage, response: ServerResponse, page: FinishedPage): Promise<void> {
  const { status } = page.rendered;
  const encoding = encodingFor(request);
  setHeaders(response, page);
  response.setHeader('ETag', page.etag);
  if (status === 200 && namesTag(request.headers['if-none-match'] ?? '', page.etag)) {
    response.removeHeader('Content-Type');
    response.writeHead(304).end();
    return;
  }
  const body = await page.encoded(encoding);
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', body.length);
  response.writeHead(status).end(request.method === 'HEAD' ? undefined : body);
}

/** Sets the headers of a page that do not depend on the request. */
export function setHeaders(response: ServerResponse, { rendered: { headers } }: FinishedPage): void {
  response.setHeaders(new Map(Object.entries(headers) as [string, string | string[]][]));
  response.setHeader('Vary', varyOf(headers.vary));
}

/** Returns the smallest encoding that the client accepts. One that accepts none gets the page as it is. */
function encodingFor(request: IncomingMessage): Encoding {
  const accepted = new Negotiator(request).encodings([...ENCODINGS]);
  return ENCODINGS.find((encoding) => accepted.includes(encoding)) ?? 'identity';
}

/** Caches must tell apart what depends on these headers. */
function varyOf(given: string | string[] | undefined): string {
  const names = String(given ?? '')
    .split(/\s*,\s*/)
    .filter(Boolean);
  return [...new Set([...names, 'Cookie', 'Accept-Encoding'])].join(', ');
}
