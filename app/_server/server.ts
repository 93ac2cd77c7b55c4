import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { StorageUnavailableError } from '@/storage/storage';
import { actionRefusal, type IsAction } from './action';
import { readBody, withBody } from './body';
import { seesPublicPagesOnly, keepForBack } from './cache-control';
import { withStatus } from '../_lib/http/answer';
import { CLIENT_ADDRESS_HEADER, HIDDEN_CLIENT_HEADER } from '../_lib/http/client-address';
import { hasBody } from '../_lib/http/unread';
import { clientOf, FORWARDING_HEADERS, isHidden } from './client';
import { mayWrite } from './origin';
import { limitedReply } from './limited';
import { reply, type Reply } from './reply';
import type { RenderQueue } from './render-queue';
import { FILE, methodReply, PAGE, routeOf, type Found, type IsFile, type Route } from './routes';
import { answerBrokenRequest, limitTime } from './connection';
import { routerRefusal } from './router-headers';
import { setSecurityHeaders } from './security/headers';
import { NO_PAGE } from './security/policy';
import { busy, kindOf, renderQueue, runOrShed, slowDown } from './shedding';
import { readTarget } from './target';
import { traceRequest } from './trace-request';

/** What the server needs to know about the site. */
export interface Site {
  /** The address that users enter. */
  siteUrl: string;
  isTrustedProxy: (address: string) => boolean;
  isAction: IsAction;
  isFile: IsFile;
}

/** Answers a request that has passed all checks. */
export type Render = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers a request if it is for a page that all visitors share. @returns whether it has. */
export type ServePage = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** How the server gets its pages and files. */
export interface Pages {
  /** Renders a page, or sends a file. This is Next. */
  next: Render;
  /** Sends finished pages. By default, Next renders each. */
  servePage?: ServePage;
  /** In which pages wait for their turn to be rendered. */
  queue?: RenderQueue;
}

/** Pages that Next uses internally, if it cannot render another one. */
const NEXTS_OWN = /^\/(_global-error|_error|_not-found)\b/;
/** Pages of one person, and lists that are made for one question: no search engine shows them. */
const PERSONAL =
  /^\/(?:studio|admin|account|outbox|library|search|sign-in|register|confirm|forgot|reset|unsubscribe)(?:\/|$)/;
/** Headers from which Next would read a nonce. The server chooses it (security/with-policy.ts). */
const NOT_FOR_NEXT = ['content-security-policy', 'content-security-policy-report-only'];
const NO_BODY = Buffer.alloc(0);
/** A cookie of next-auth that no form of the site uses. If it holds anything but an address, no session can be read. */
const CALLBACK_COOKIE = /(?:^|;)\s*(?:__Secure-)?next-auth\.callback-url=[^;]*/g;

/**
 * Creates the HTTP server of the application. It refuses malformed requests and adds the client's address. Then the
 * handler of the route answers, a finished page is sent, or Next renders one. So none of them gets a request on which it
 * would fail. Under overload it refuses what Next would render, and nothing else.
 */
export function createSiteServer(site: Site, pages: Pages): Server {
  const server = createServer((request, response) => {
    answer(request, response, site, pages).catch((error: unknown) => {
      console.error('Could not answer a request:', error);
      if (response.headersSent) response.destroy();
      else reply(request, response, replyTo(error));
    });
  });
  limitTime(server);
  answerBrokenRequest(server);
  return server;
}

/** Returns what to say about an error. */
function replyTo(error: unknown): Reply {
  return error instanceof StorageUnavailableError
    ? {
        status: 503,
        text: 'Files cannot be reached just now. Try again in a moment.',
        headers: { 'Retry-After': '10' },
      }
    : { status: 500, text: 'Something went wrong on our side. Try again in a moment.' };
}

/** Returns how pages are rendered: in their turn, or refused under overload. */
export function renderInTurn(next: Render, queue = renderQueue): Render {
  return async (request, response) => {
    const work = () => renderNow(next, request, response);
    if (await runOrShed(queue, kindOf(request), response, work)) return;
    await slowDown(request);
    reply(request, response, busy(request));
  };
}

/** Has a page rendered with the status and the headers that pages need. */
function renderNow(next: Render, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (seesPublicPagesOnly(request.headers)) keepForBack(response);
  return withStatus(request, response, () => next(request, response));
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  site: Site,
  { next, servePage, queue }: Pages,
): Promise<void> {
  const found = check(request, site);
  if ('status' in found) return reply(request, response, found);
  const { route, params, rest } = found;
  const body = isRead(request, route) ? await bodyOf(request, route) : null;
  if (body === 'gone') return void response.destroy();
  if (body !== null && 'status' in body) return reply(request, response, body);

  const limited = route.handler || route === FILE ? null : await limitedReply(request, body);
  if (limited) return reply(request, response, limited);

  if (route.handler) {
    setSecurityHeaders(response, NO_PAGE);
    return traceRequest(request, response, route, route.handler, { params, rest, body: body ?? NO_BODY });
  }
  const isForm = request.method === 'POST' && route === PAGE;
  const [path] = request.url!.split('?', 1) as [string];
  if (PERSONAL.test(path)) response.setHeader('X-Robots-Tag', 'noindex');
  const refusal = isForm ? await actionRefusal(path, request.headers, body ?? NO_BODY, site.isAction) : null;
  if (refusal) return reply(request, response, refusal);
  const whole = body === null ? request : withBody(request, body);
  if (route === FILE) await renderNow(next, whole, response);
  else if (!(await servePage?.(whole, response))) await renderInTurn(next, queue)(whole, response);
}

/** Returns the route of a request, and its parameters, or the reply that refuses the request. */
function check(request: IncomingMessage, site: Site): Found | Reply {
  const target = readTarget(request);
  if ('status' in target) return target;
  const { method = 'GET', headers } = request;
  request.url = target.url;
  if (target.host !== undefined) headers.host = target.host;
  const found = routeOf(target.url, site.isFile);
  const refusal = methodReply(method, found.route) ?? (found.route.handler ? null : routerRefusal(headers));
  if (refusal) return refusal;
  if (
    !mayWrite(
      {
        method,
        host: headers.host,
        origin: headers.origin,
        fetchSite: headers['sec-fetch-site'] as string | undefined,
      },
      site.siteUrl,
    )
  ) {
    return { status: 403, text: 'This form belongs to another site, so nothing was done.' };
  }
  if (NEXTS_OWN.test(target.url)) return { status: 404, text: 'Page not found.' };
  nameClient(request, site);
  if (!found.route.handler) translate(request, site);
  return found;
}

/** Returns whether there is a body, and the handler of the route does not read it as a stream. */
function isRead(request: IncomingMessage, { maxBytes }: Route): boolean {
  return maxBytes !== Infinity && (hasBody(request) || request.method === 'POST');
}

/** Reads the body of a request. */
async function bodyOf(request: IncomingMessage, { maxBytes }: Route): Promise<Buffer | Reply | 'gone'> {
  const body = await readBody(request, maxBytes);
  if (body === 'late') return { status: 408, text: 'The rest of this request did not arrive in time. Send it again.' };
  if (body === 'too-large')
    return { status: 413, text: `This request is too large: at most ${maxBytes} bytes are accepted here.` };
  return body;
}

/** Replaces what a client or a proxy says of the client's address by the address. */
function nameClient({ method, headers, socket }: IncomingMessage, site: Site): void {
  const client = clientOf(socket.remoteAddress, headers, site.isTrustedProxy);
  headers[CLIENT_ADDRESS_HEADER] = client;
  delete headers[HIDDEN_CLIENT_HEADER];
  if (isHidden(client, headers)) headers[HIDDEN_CLIENT_HEADER] = '1';
  for (const name of FORWARDING_HEADERS) delete headers[name];
  // Only a GET can request a range. Other methods get the whole.
  if (method !== 'GET') delete headers.range;
}

/** Changes headers whose meaning for Next differs from their meaning here. */
function translate({ method, headers }: IncomingMessage, site: Site): void {
  for (const name of NOT_FOR_NEXT) delete headers[name];
  if (headers.cookie) headers.cookie = headers.cookie.replaceAll(CALLBACK_COOKIE, '');
  // Next compares the origin of a form with the host that a proxy names. The check against the site's own address is
  // done already.
  if (method === 'POST') {
    headers.origin ??= new URL(site.siteUrl).origin;
    headers['x-forwarded-host'] = new URL(headers.origin).host;
  }
  // The site's pages use only the plain kind of prefetch. For others Next would have to render what it cannot.
  if (headers['next-router-prefetch'] !== '1') delete headers['next-router-prefetch'];
}
