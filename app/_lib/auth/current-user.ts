import 'server-only';
import { redirect } from 'next/navigation';
import { getServerSession } from 'next-auth/next';
import { cache } from 'react';
import { environment } from '@/app/_lib/environment';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { authOptions } from './next-auth';

export interface CurrentUser {
  userId: string;
  name: string;
  email: string;
  emailConfirmed: boolean;
  /** True if the user may open /admin: the address is in ADMIN_EMAILS and is confirmed. */
  isAdmin: boolean;
}

/**
 * Returns the session of a valid token in the request's cookie, or null. The session may have ended since;
 * `currentUser` checks that.
 */
export async function currentSession(): Promise<{ userId: string; sessionHash: string } | null> {
  return getServerSession(authOptions());
}

/**
 * Returns the signed-in user, or null. The token must be valid, its session must not have ended, and the account must
 * exist. Cached per request.
 */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const session = await currentSession();
  if (!session) return null;
  const ended = views.selectFrom('user_credentials_ended_sessions').where('sessionHash', '=', session.sessionHash);
  const [user] = await queryPrimaryAs(
    session,
    views
      .selectFrom('user_credentials')
      .where('userId', '=', session.userId)
      .where(({ not, exists }) => not(exists(ended)))
      .select(['userId', 'name', 'email', 'emailConfirmed']),
  );
  if (!user) return null;
  return { ...user, isAdmin: user.emailConfirmed && environment.ADMIN_EMAILS.includes(user.email) };
});

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
