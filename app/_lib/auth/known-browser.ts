import 'server-only';
import { cookies } from 'next/headers';
import { keyed } from './keyed';

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
export async function rememberBrowser(userId: string, secure: boolean): Promise<void> {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: YEAR_SECONDS } as const;
  (await cookies()).set(COOKIE, markOf(userId), options);
}

/** Forgets which users have signed in on this browser. Only in a server action. */
export async function forgetBrowser(): Promise<void> {
  (await cookies()).delete(COOKIE);
}
