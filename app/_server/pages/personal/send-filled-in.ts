import type { IncomingMessage, ServerResponse } from 'node:http';
import Negotiator from 'negotiator';
import { isRestricted } from '@/app/_lib/auth/permissions';
import type { CurrentUser } from '../../../_lib/auth/find-user';
import { sessionCookie } from '../../../_lib/auth/session-cookie';
import { signedInUser } from '../../../_lib/auth/signed-in';
import { templateUser, type UserKind } from '../../../_lib/pages/template-user';
import type { FinishedPage } from '../finished-page';
import type { PublicPage } from '../public-page';
import { createNonce, nonceSource, pagePolicy } from '../../security/policy';
import { personalOf } from './personal';
import { templateOf, type Template } from './template';

const OUTBOX = /(?:^|;)\s*(?:__Host-)?outbox-key=/;

/**
 * Returns the user of a request, if finished pages can be filled in for them: their session has not ended, asked for
 * this very request, their address is confirmed, and nothing keeps them from using the site. Otherwise each page
 * tells them what to do, which depends on more than the user. Who may read the outbox is an operator, and gets no shared pages either.
 */
export async function userOf(request: IncomingMessage): Promise<CurrentUser | null> {
  const user = OUTBOX.test(request.headers.cookie ?? '') ? null : await signedInUser(request);
  return user?.emailConfirmed && !isRestricted(user) ? user : null;
}

/** Returns the page that is rendered once for all users of this user's kind. */
export function templatePageOf({ url, headers }: PublicPage, user: CurrentUser): PublicPage {
  const cookies = [`${sessionCookie.name}=${templateUser(kindOf(user)).cookie}`, headers.cookie].filter(Boolean);
  const all = { ...headers, cookie: cookies.join('; ') };
  return { key: JSON.stringify([url, all]), url, headers: all, whenTouched: false, framing: 'never' };
}

function kindOf({ isAdmin, isModerator }: CurrentUser): UserKind {
  if (isAdmin) return 'administrator';
  return isModerator ? 'moderator' : 'user';
}

const templates = new WeakMap<FinishedPage, Template | null>();
let hasLogged = false;

/** Returns the template that a page is, or null if it is none, and Next must render it for the request. */
function templateIn(page: FinishedPage, user: CurrentUser): Template | null {
  let template = templates.get(page);
  if (template !== undefined) return template;
  const { status, isMissing, headers, body, nonce } = page.rendered;
  // The router gets a missing page with status 200. Who the user is may decide whether there is one.
  const isOfAll = status === 200 && !isMissing;
  const kind = String(headers['content-type']).startsWith('text/html') ? 'document' : 'payload';
  const marks = { ...personalOf(templateUser(kindOf(user))), ...(nonce && { nonce }) };
  template = isOfAll ? templateOf(body.toString(), kind, marks) : null;
  templates.set(page, template);
  if (isOfAll && !template && !hasLogged) {
    console.error('A page cannot be filled in, so it is rendered for each request.');
    hasLogged = true;
  }
  return template;
}

/** Sends a page that was rendered for all users of this user's kind, filled in for this user. @returns whether it can. */
export function sendFilledIn(
  request: IncomingMessage,
  response: ServerResponse,
  page: FinishedPage,
  user: CurrentUser,
): boolean {
  const nonce = createNonce();
  const filled = templateIn(page, user)?.fillIn({ ...personalOf(user), nonce });
  if (!filled) return false;
  const isGzip = new Negotiator(request).encodings(['gzip', 'identity']).includes('gzip');
  const body = isGzip ? filled.gzip() : filled.plain();
  const own: string[] = isGzip ? ['Content-Encoding', 'gzip'] : [];
  if (page.rendered.nonce) own.push('Content-Security-Policy', pagePolicy([nonceSource(nonce)]));
  response.writeHead(200, [...page.headers, 'Content-Length', body.length, ...own]);
  response.end(request.method === 'HEAD' ? undefined : body);
  return true;
}
