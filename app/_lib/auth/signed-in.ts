import 'server-only';
import type { IncomingMessage } from 'node:http';
import { cookieOf } from '@/app/_lib/http/cookie-of';
import { findUser, type CurrentUser } from './find-user';
import { readSessionCookie, sessionValueIn } from './session-cookie';

/** Returns the signed-in user of a request to a plain handler, or null. Pages ask `currentUser`. */
export async function signedInUser({ headers }: IncomingMessage): Promise<CurrentUser | null> {
  const value = sessionValueIn((name) => cookieOf(headers.cookie, name));
  const session = value === null ? null : await readSessionCookie(value);
  return session && findUser(session);
}
