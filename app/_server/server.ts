import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { actionRefusal, type IsAction } from './action';
import { hasBody, readBody, withBody } from './body';
import { seesPublicPagesOnly, keepForBack } from './cache-control';
import { withStatus } from '../_lib/http/answer-status';
import { CLIENT_ADDRESS_HEADER } from '../_lib/http/client-address';
import { clientOf, FORWARDING_HEADERS } from './client';
import { mayWrite } from './origin';
import { reply, type Reply } from './reply';
import { methodReply, PAGE, routeOf, type IsFile } from './routes';
import { answerBrokenRequest, limitTime } from './connection';
import { routerRefusal } from './router-headers';
import { readTarget } from './target';

/** What the server needs to know about the site. */
export interface Site {
  /** The address that users enter. */
  siteUrl: string;
  isTrustedProxy: (address: string) => boolean;
  isAction: IsAction;
  isFile: IsFile;
}

/** Answers a request that has passed all checks. This is Next. */
export type Render = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Pages that Next uses internally, if it cannot render another one. */
const NEXTS_OWN = /^\/(_global-error|_error|_not-found)\b/;
/** Headers that Next would read as its own. It reads a nonce from the first one, and throws if there is none. */
const NOT_FOR_NEXT = ['content-security-policy', 'content-security-policy-report-only'];
/** A cookie of next-auth that no form of the site uses. If it holds anything but an address, no session can be read. */
const CALLBACK_COOKIE = /(?:^|;)\s*(?:__Secure-)?next-auth\.callback-url=[^;]*/g;

/**
 * Creates the HTTP server of the application. It refuses malformed requests, adds the client's address, and passes the
 * rest to Next. So neither Next nor the application gets a request on which it would fail.
 */
export function createSiteServer(site: Site, render: Render): Server {
  const server = createServer(async (request, response) => {
    try {
      const checked = await check(request, site);
      if (checked === 'gone') return void response.destroy();
      if ('status' in checked) return reply(request, response, checked);
      if (seesPublicPagesOnly(request.headers)) keepForBack(response);
      await withStatus(checked, response, () => render(checked, response));
    } catch (error) {
      console.error('Could not answer a request:', error);
      if (response.headersSent) response.destroy();
      else reply(request, response, { status: 500, text: 'Something went wrong on our side. Try again in a moment.' });
    }
  });
  limitTime(server);
  answerBrokenRequest(server);
  return server;
}

/** Returns the request in the form that Next gets, or the reply that refuses it. */
async function check(request: IncomingMessage, site: Site): Promise<IncomingMessage | Reply | 'gone'> {
  const target = readTarget(request);
  if ('status' in target) return target;
  const { method = 'GET', headers } = request;
  request.url = target.url;
  if (target.host !== undefined) headers.host = target.host;
  const route = routeOf(target.url, site.isFile);
  const refusal = methodReply(method, route) ?? routerRefusal(headers);
  if (refusal) return refusal;
  if (!mayWrite({ method, host: headers.host, origin: headers.origin }, site.siteUrl)) {
    return { status: 403, text: 'This form belongs to another site, so nothing was done.' };
  }
  if (NEXTS_OWN.test(target.url)) return { status: 404, text: 'Page not found.' };
  translate(request, site);

  if (route.maxBytes === Infinity || !(hasBody(request) || method === 'POST')) return request;
  const body = await readBody(request, route.maxBytes);
  if (body === 'gone') return body;
  if (body === 'late') return { status: 408, text: 'The rest of this request did not arrive in time. Send it again.' };
  if (body === 'too-large')
    return { status: 413, text: `This request is too large: at most ${route.maxBytes} bytes are accepted here.` };
  const badForm = method === 'POST' && route === PAGE ? await actionRefusal(headers, body, site.isAction) : null;
  return badForm ?? withBody(request, body);
}

/** Changes headers whose meaning for Next differs from their meaning here. */
function translate({ method, headers, socket }: IncomingMessage, site: Site): void {
  headers[CLIENT_ADDRESS_HEADER] = clientOf(socket.remoteAddress, headers, site.isTrustedProxy);
  for (const name of [...FORWARDING_HEADERS, ...NOT_FOR_NEXT]) delete headers[name];
  if (headers.cookie) headers.cookie = headers.cookie.replaceAll(CALLBACK_COOKIE, '');
  // Next compares the origin of a form with the host that a proxy names. The check against the site's own address is
  // done already.
  if (method === 'POST') {
    headers.origin ??= new URL(site.siteUrl).origin;
    headers['x-forwarded-host'] = new URL(headers.origin).host;
  }
  // The site's pages use only the plain kind of prefetch. For others Next would have to render what it cannot.
  if (headers['next-router-prefetch'] !== '1') delete headers['next-router-prefetch'];
  // Only a GET can request a range. Other methods get the whole.
  if (method !== 'GET') delete headers.range;
}
