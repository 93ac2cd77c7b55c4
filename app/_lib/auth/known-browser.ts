import 'server-only';
import { cookies } from 'next/headers';
import { keyed } from './keyed';
import { sessionCookie } from './session-cookie';

const COOKIE = 'known-browser';
const YEAR_SECONDS = 365 * 24 * 3600;

const markOf = (userId: string) => keyed(COOKIE, userId).toString('base64url');

/**
 * Returns whether this user has signed in on this browser before. Attempts from other browsers then do not lock them
 * out.
 */
export async function isKnownBrowser(userId: string): Promise<boolean> {
  return (await cookies()).get(COOKIE)?.value === markOf(userId);
}

/** Remembers that this user has signed in on this browser. Only in a server action. */
export async function rememberBrowser(userId: string): Promise<void> {
  (await cookies()).set(COOKIE, markOf(userId), { ...sessionCookie.options, maxAge: YEAR_SECONDS });
}

/** Forgets which users have signed in on this browser. Only in a server action. */
export async function forgetBrowser(): Promise<void> {
  (await cookies()).delete(COOKIE);
}
