import 'server-only';
import { cookies } from 'next/headers';
import { keyed } from './keyed';
import { cookieName, sessionCookie } from './session-cookie';

const COOKIE = 'known-browser';
const YEAR_SECONDS = 365 * 24 * 3600;

const markOf = (userId: string, passwordId: string) => keyed(COOKIE, userId, passwordId).toString('base64url');

/**
 * Returns whether this password of this user was right or chosen on this browser before. Attempts from other browsers then do
 * not lock them out. An earlier password does not count.
 */
export async function isKnownBrowser(userId: string, passwordId: string): Promise<boolean> {
  return (await cookies()).get(cookieName(COOKIE))?.value === markOf(userId, passwordId);
}

/** Remembers that this password of this user was right or chosen on this browser. Only in a server action. */
export async function rememberBrowser(userId: string, passwordId: string): Promise<void> {
  (await cookies()).set(cookieName(COOKIE), markOf(userId, passwordId), {
    ...sessionCookie.options,
    maxAge: YEAR_SECONDS,
  });
}

/** Forgets who was known on this browser. Only in a server action. */
export async function forgetBrowser(): Promise<void> {
  (await cookies()).delete({ name: cookieName(COOKIE), ...sessionCookie.options });
}
