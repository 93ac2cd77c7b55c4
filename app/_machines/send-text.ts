import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { namesTag } from '@/app/_lib/http/preconditions';

/** Sends a text that everybody may keep for a few minutes, or 304 if the client has it. */
export function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  contentType: string,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  const body = Buffer.from(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const all = { ...headers, ETag: etag, 'Cache-Control': 'public, max-age=300' };
  if (namesTag(request.headers['if-none-match'] ?? '', etag)) return void response.writeHead(304, all).end();
  response.writeHead(200, { ...all, 'Content-Type': contentType, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Says that there is nothing at an address, or why, in a sentence. */
export function sendRefusal(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${sentence}\n`);
}
