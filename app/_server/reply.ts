import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerUnread } from '../_lib/http/unread';
import { setSecurityHeaders } from './security/headers';
import { NO_PAGE } from './security/policy';

/** An answer of the server itself: mostly a status of the 400s, and a sentence for the user. */
export interface Reply {
  status: number;
  /** What is wrong and what to do about it, or an empty text. */
  text: string;
  headers?: Record<string, string>;
}

/** Sends the reply: as JSON under /api, as plain text elsewhere. Closes a connection with an unread body afterwards. */
export function reply(request: IncomingMessage, response: ServerResponse, { status, text, headers }: Reply): void {
  const isApi = request.url?.startsWith('/api/') ?? false;
  const body = Buffer.from(text === '' ? '' : isApi ? JSON.stringify({ error: text }) : `${text}\n`);
  response.statusCode = status;
  setSecurityHeaders(response, NO_PAGE);
  const own = {
    ...(text !== '' && {
      'Content-Type': isApi ? 'application/json' : 'text/plain; charset=utf-8',
      'Content-Length': body.length,
    }),
    'Cache-Control': 'no-store',
    ...headers,
  };
  for (const [name, value] of Object.entries(own)) response.setHeader(name, value);
  answerUnread(request, response, body);
}
