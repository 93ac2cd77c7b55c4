import 'server-only';
import { environment } from '@/app/_lib/environment';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';
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
  /** True for administrators too. */
  isModerator: boolean;
  /** True if they may upload and publish: see CREATORS. */
  mayCreate: boolean;
  isSuspended: boolean;
  /** When the account is going to be deleted because its person asked for it; null if they did not. */
  deleteAt: Date | null;
  /** True if the site has terms, and the person has not accepted their present version. */
  owesTerms: boolean;
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
      .select(['user_credentials.userId', 'name', 'usedAt'])
      .select(RIGHTS_COLUMNS),
  );
  if (!user) return null;
  const { usedAt, ...account } = user;
  if (usedAt !== null && usedAt.getTime() < Date.now() - SESSION_IDLE_DAYS * 24 * 3600_000) return null;
  recordSessionUse(session, usedAt);
  const { userId, name, email, emailConfirmed } = account;
  return { userId, name, email, emailConfirmed, ...rightsOf(account) };
}

/** What a user may do, beside their name and address. */
type RightsOfAccount = Omit<CurrentUser, 'userId' | 'name' | 'email' | 'emailConfirmed'>;

/** Returns what somebody may do, and whether ADMIN_EMAILS names them, confirmed or not. Null if there is no such account. */
export async function rightsOfPerson(
  userId: string,
): Promise<(RightsOfAccount & { readonly isNamed: boolean }) | null> {
  const [account] = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('user_credentials')
      .leftJoin('user_credentials_authenticators as app', 'app.userId', 'user_credentials.userId')
      .where('user_credentials.userId', '=', userId)
      .select(RIGHTS_COLUMNS),
  );
  return account ? { ...rightsOf(account), isNamed: environment.ADMIN_EMAILS.includes(account.email) } : null;
}

/** The columns of an account, and of its authenticator app, on which its rights depend. */
const RIGHTS_COLUMNS = [
  ...(['email', 'emailConfirmed', 'isCreator', 'isModerator', 'suspendedAt', 'deleteAt', 'termsVersion'] as const),
  'isEnabled',
] as const;
type RightsColumns = Pick<Views['user_credentials'], Exclude<(typeof RIGHTS_COLUMNS)[number], 'isEnabled'>> & {
  readonly isEnabled: boolean | null;
};

function rightsOf({
  email,
  emailConfirmed,
  isCreator,
  isModerator,
  suspendedAt,
  deleteAt,
  termsVersion,
  isEnabled,
}: RightsColumns): RightsOfAccount {
  const isNamed = emailConfirmed && environment.ADMIN_EMAILS.includes(email);
  const needsTwoSteps = isNamed && environment.ADMIN_SECOND_FACTOR === 'required' && isEnabled !== true;
  const owesTerms = environment.terms !== null && environment.terms.version !== termsVersion;
  const isAdmin = isNamed && !needsTwoSteps && deleteAt === null && !owesTerms;
  // Who is named in the environment is above moderators.
  const isSuspended = suspendedAt !== null && !isNamed;
  return {
    isAdmin,
    needsTwoSteps,
    isModerator: isAdmin || (isModerator && !isSuspended && deleteAt === null && !owesTerms),
    mayCreate: isAdmin || environment.CREATORS === 'open' || isCreator,
    isSuspended,
    deleteAt,
    owesTerms,
  };
}
