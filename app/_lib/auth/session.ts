import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { getServerSession } from 'next-auth/next';
import { cache } from 'react';
import { authOptions, newSession, sessionCookie } from './auth';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { environment } from '@/app/_lib/environment';
import { forgetBrowser, rememberBrowser } from './known-browser';
import { recordSignOut } from './record-session';

export interface CurrentUser {
  userId: string;
  name: string;
  email: string;
  emailConfirmed: boolean;
  /** Whether the user may open /admin: the address is in ADMIN_EMAILS, and confirmed. */
  isAdmin: boolean;
}

/**
 * Returns the signed-in user: of a valid token, a session that has not ended, and an existing account. Cached per
 * request.
 */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const session = await getServerSession(authOptions());
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

/** Returns the signed-in user, or redirects to the sign-in page, which returns to `returnTo`, a path of this site. */
export async function requireUser(returnTo = '/studio'): Promise<CurrentUser> {
  return (await currentUser()) ?? redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`);
}

/** Returns the signed-in user if they are an administrator, or null. */
export async function currentAdmin(): Promise<CurrentUser | null> {
  const user = await currentUser();
  return user?.isAdmin ? user : null;
}

/**
 * Signs a user in on this browser, as next-auth's own callback would. Only in a server action.
 * @throws when the message store refuses the record.
 */
export async function beginSession(userId: string): Promise<void> {
  const { value, maxAge } = await newSession(userId);
  (await cookies()).set(sessionCookie.name, value, { ...sessionCookie.options, maxAge });
  await rememberBrowser(userId, sessionCookie.options.secure);
}

/** Signs out on this browser, and ends the session, in case another browser has its token. Only in a server action. */
export async function endSession(): Promise<void> {
  const session = await getServerSession(authOptions());
  if (session) await recordSignOut(session.userId, session.sessionHash);
  await dropSession();
}

/** Removes the session and sign-in cookies of a deleted account from this browser. Only in a server action. */
export async function leaveBrowser(): Promise<void> {
  await dropSession();
  await forgetBrowser();
}

async function dropSession(): Promise<void> {
  (await cookies()).delete({ name: sessionCookie.name, ...sessionCookie.options });
}
