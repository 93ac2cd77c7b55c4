import 'server-only';
import type { IncomingMessage } from 'node:http';
import { findUser, type CurrentUser } from './find-user';
import { readSessionCookie, sessionValueIn } from './session-cookie';

/** Returns the signed-in user of a request to a plain handler, or null. Pages ask `currentUser`. */
export async function signedInUser({ headers }: IncomingMessage): Promise<CurrentUser | null> {
  const value = sessionValueIn((name) => cookieOf(headers.cookie, name));
  const session = value === null ? null : await readSessionCookie(value);
  return session && findUser(session);
}

/** Returns the value of a cookie that has no characters to decode, or null. The last one of a name counts. */
function cookieOf(header = '', name: string): string | null {
  const pair = header
    .split(';')
    .map((each) => each.trim())
    .findLast((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) ?? null;
}
