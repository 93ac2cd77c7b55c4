import 'server-only';
import { environment } from '@/app/_lib/environment';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Session } from './session-cookie';

export interface CurrentUser {
  userId: string;
  name: string;
  email: string;
  emailConfirmed: boolean;
  /** True if the user may open /admin: the address is in ADMIN_EMAILS and is confirmed. */
  isAdmin: boolean;
}

/** Returns the user of a session. Null if the session has ended or the account does not exist. */
export async function findUser(session: Session): Promise<CurrentUser | null> {
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
}
