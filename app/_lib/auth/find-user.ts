import 'server-only';
import { environment } from '@/app/_lib/environment';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { SESSION_IDLE_DAYS } from '@/workers/identity/contract';
import type { Session } from './session-cookie';
import { recordSessionUse } from './session-use';

export interface CurrentUser {
  userId: string;
  name: string;
  email: string;
  emailConfirmed: boolean;
  /**
   * True if the user may open /admin: the address is in ADMIN_EMAILS and is confirmed, and two-step sign-in is switched on if
   * ADMIN_SECOND_FACTOR requires it.
   */
  isAdmin: boolean;
  /** True if only that is missing. */
  needsTwoSteps: boolean;
}

/**
 * Returns the user of a session. Null if it has ended, was not used for SESSION_IDLE_DAYS, or the account does not exist.
 * Records the use from time to time.
 */
export async function findUser(session: Session): Promise<CurrentUser | null> {
  const ended = views.selectFrom('user_credentials_ended_sessions').where('sessionHash', '=', session.sessionHash);
  const [user] = await queryPrimaryAs(
    session,
    views
      .selectFrom('user_credentials')
      // A session that has just begun may not be in the view yet.
      .leftJoin('user_credentials_sessions as used', (join) => join.on('used.sessionHash', '=', session.sessionHash))
      .leftJoin('user_credentials_authenticators as app', 'app.userId', 'user_credentials.userId')
      .where('user_credentials.userId', '=', session.userId)
      .where(({ not, exists }) => not(exists(ended)))
      .select(['user_credentials.userId', 'name', 'email', 'emailConfirmed', 'usedAt', 'isEnabled']),
  );
  if (!user) return null;
  const { usedAt, isEnabled, ...account } = user;
  if (usedAt !== null && usedAt.getTime() < Date.now() - SESSION_IDLE_DAYS * 24 * 3600_000) return null;
  recordSessionUse(session, usedAt);
  const isNamed = account.emailConfirmed && environment.ADMIN_EMAILS.includes(account.email);
  const needsTwoSteps = isNamed && environment.ADMIN_SECOND_FACTOR === 'required' && isEnabled !== true;
  return { ...account, isAdmin: isNamed && !needsTwoSteps, needsTwoSteps };
}
