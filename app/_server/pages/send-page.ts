import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { namesTag } from '../../_lib/http/preconditions';
import { setSecurityHeaders } from '../security/headers';
import { NO_PAGE } from '../security/policy';
import { ENCODINGS, MOVED, type Encoding, type FinishedPage } from './finished-page';

/** Sends a finished page, or 304 if the client has it. */
export async function sendPage(request: IncomingMessage, response: ServerResponse, page: FinishedPage): Promise<void> {
  const { status } = page.rendered;
  if (status === 200 && namesTag(request.headers['if-none-match'] ?? '', page.etag)) {
    response.writeHead(304, [...page.headersWithoutBody, 'ETag', page.etag]).end();
    return;
  }
  const encoding = encodingFor(request.headers['accept-encoding']);
  const encoded = page.encoded(encoding);
  const body = Buffer.isBuffer(encoded) ? encoded : await encoded;
  const own = ['ETag', page.etag, 'Content-Length', body.length];
  if (encoding !== 'identity') own.push('Content-Encoding', encoding);
  response.writeHead(status, [...page.headers, ...own]);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/**
 * Sends the redirect that a page is, with the whole query of the request, of which the page has read only a part. The
 * browser asks again each time, because a title may change back. @returns true: it is sent.
 */
export function sendMoved({ url = '' }: IncomingMessage, response: ServerResponse, { rendered }: FinishedPage): true {
  const [path] = String(rendered.headers.location).split('?', 1);
  const [, query] = url.split(/\?(.*)/s, 2);
  const location = query === undefined ? path : `${path}?${query}`;
  setSecurityHeaders(response, NO_PAGE);
  response.writeHead(MOVED, { Location: location, 'Cache-Control': 'no-cache', Vary: 'Cookie', 'Content-Length': 0 });
  response.end();
  return true;
}

/** What was negotiated: most clients send one of few headers, and reading one takes longer than anything else here. */
const negotiated = new LRUCache<string, Encoding>({ max: 100 });

/** Returns the smallest encoding that the client accepts. One that accepts none gets the page as it is. */
function encodingFor(header = ''): Encoding {
  const known = negotiated.get(header);
  if (known) return known;
  const accepted = new Negotiator({ headers: { 'accept-encoding': header } }).encodings([...ENCODINGS]);
  const encoding = ENCODINGS.find((each) => accepted.includes(each)) ?? 'identity';
  negotiated.set(header, encoding);
  return encoding;
}
