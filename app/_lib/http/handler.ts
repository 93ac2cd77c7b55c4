import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { answerUnread } from './unread';

/** What the server has read of a request before its handler runs. */
export interface Asked {
  /** The values of `[name]` in the route's path, decoded. */
  params: Readonly<Record<string, string>>;
  /** The decoded parts of `[...name]`, with which a path may end. */
  rest: readonly string[];
  /** The whole body. Empty if the route takes it as a stream: then the handler reads the request. */
  body: Buffer;
}

/**
 * Answers a request that has passed the server's checks, without Next. If it throws, the server logs the error and
 * answers 500.
 */
export type Handler = (request: IncomingMessage, response: ServerResponse, asked: Asked) => void | Promise<void>;

/** Sends JSON, or only its headers for HEAD. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: OutgoingHttpHeaders = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** Sends CSV with a line of names. */
export function sendCsv(response: ServerResponse, text: string, headers: OutgoingHttpHeaders): void {
  response.writeHead(200, {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** Sends a sentence that says what is wrong, as JSON. */
export function sendError(
  response: ServerResponse,
  status: number,
  error: string,
  headers: OutgoingHttpHeaders = {},
): void {
  sendJson(response, status, { error }, { 'Cache-Control': 'no-store', ...headers });
}

/** Leads the browser to another page after a form, also if its body is not read to the end. */
export function redirect(request: IncomingMessage, response: ServerResponse, location: string): void {
  response.statusCode = 303;
  response.setHeader('Location', location);
  response.setHeader('Cache-Control', 'no-store');
  answerUnread(request, response, Buffer.alloc(0));
}
