import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { templateUserOf } from '@/app/_lib/pages/template-user';
import { findUser, type CurrentUser } from './find-user';
import { may } from './permissions';
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

/**
 * As `requireUser`, for a page that takes a permission. A suspended user is redirected to the page that says why, a user whose
 * account is going to be deleted to the one on which they can keep it, a user who has not accepted the terms to these, and a user
 * without the role to the page that says how to get it.
 */
export async function requirePermission(permission: 'member' | 'creator', returnTo: string): Promise<CurrentUser> {
  const user = await requireUser(returnTo);
  if (may(user, permission)) return user;
  if (user.isSuspended) return redirect('/account/suspension');
  if (user.deleteAt !== null) return redirect('/account/delete');
  return redirect(user.owesTerms ? `/account/terms?${new URLSearchParams({ next: returnTo })}` : '/account/creator');
}

/** Returns the signed-in user if they are a moderator or an administrator, or null. */
export async function currentModerator(): Promise<CurrentUser | null> {
  const user = await currentUser();
  return user && may(user, 'moderator') ? user : null;
}

/** Returns the signed-in user if they are an administrator, or null. */
export async function currentAdmin(): Promise<CurrentUser | null> {
  const user = await currentUser();
  return user?.isAdmin ? user : null;
}
