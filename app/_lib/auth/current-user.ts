import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { templateUserOf } from '@/app/_lib/pages/template-user';
import { findUser, type CurrentUser } from './find-user';
import { readSessionCookie, sessionValueIn, type Session } from './session-cookie';

export type { CurrentUser };

/**
 * Returns the session of a valid token in the request's cookie, or null. The session may have ended since;
 * `currentUser` checks that.
 */
export async function currentSession(): Promise<Session | null> {
  const value = await sessionValue();
  return value === null ? null : readSessionCookie(value);
}

/**
 * Returns the signed-in user, or null. The token must be valid, its session must not have ended, and the account must
 * exist. While a page is rendered as a template, that is its template user. Cached per request.
 */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const value = await sessionValue();
  if (value === null) return null;
  const session = await readSessionCookie(value);
  return session ? findUser(session) : templateUserOf(value);
});

async function sessionValue(): Promise<string | null> {
  const all = await cookies();
  return sessionValueIn((name) => all.get(name)?.value);
}

/**
 * Returns the signed-in user, or redirects to the sign-in page, which leads back to `returnTo`, a path of this site.
 */
export async function requireUser(returnTo = '/studio'): Promise<CurrentUser> {
  return (await currentUser()) ?? redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`);
}

/** Returns the signed-in user if they are an administrator, or null. */
export async function currentAdmin(): Promise<CurrentUser | null> {
  const user = await currentUser();
  return user?.isAdmin ? user : null;
}
