import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import { z } from 'zod';
import { opening, type Decider, type PastEvent } from '@message-db/runtime';
import {
  AUTHENTICATOR_TRIAL_DAYS,
  identity,
  MAIL_PAUSE_SECONDS,
  MAILS_AN_HOUR_MAX,
  SESSION_DAYS,
  SESSION_IDLE_DAYS,
  SESSION_USE_HOURS,
  SIGN_IN_FAILURES_MAX,
  SIGN_IN_FAILURES_MINUTES,
  type ReasonOf,
  type SecondFactor,
} from './contract';

/**
 * So many ids of API tokens, passwords, authenticator apps and requests are remembered, so that none comes back when a command
 * is repeated.
 */
const IDS_KEPT = 100;

const TRIAL_SECONDS = AUTHENTICATOR_TRIAL_DAYS * 24 * 3600;

const sessionSchema = z
  .object({
    hash: z.string(),
    isEnded: z.boolean(),
    /** The time when it began or ended: ISO 8601. */
    at: z.string(),
    /** When it was last used, as far as it is noted: ISO 8601. */
    usedAt: z.string(),
  })
  .readonly();

const accountSchema = z
  .object({
    userId: z.string(),
    addressId: z.string(),
    confirmationToken: z.string(),
    isConfirmed: z.boolean(),
    /**
     * The sessions that began or ended in the last SESSION_DAYS, oldest first. The tokens of older sessions have
     * expired.
     */
    sessions: z.array(sessionSchema).readonly(),
    /** When its person last asked for the mail that confirms the address, MAILS_AN_HOUR_MAX times at most. */
    confirmationsRequestedAt: z.array(z.string()).readonly(),
    /** The links to replace the password since it was last changed, MAILS_AN_HOUR_MAX at most. Only the last one works. */
    resetLinks: z.array(z.object({ tokenHash: z.string(), expiresAt: z.string() }).readonly()).readonly(),
    /** The ids of the requests that led to links, the last ones. */
    resetRequestIds: z.array(z.string()).readonly(),
    /** The ids of its passwords since the first change, the last ones. */
    passwordIds: z.array(z.string()).readonly(),
    /** Its authenticator app, and what of it was used. */
    authenticator: z
      .object({
        id: z.string(),
        enabledAt: z.string(),
        timeStep: z.number(),
        usedRecoveryCodes: z.array(z.number()).readonly(),
      })
      .readonly()
      .nullable(),
    /** The ids of its authenticator apps, the last ones. */
    authenticatorIds: z.array(z.string()).readonly(),
    /** When codes were wrong since the last right one, SIGN_IN_FAILURES_MAX at most. */
    wrongCodesAt: z.array(z.string()).readonly(),
    /** When its person was last told of wrong codes: ISO 8601. */
    wrongCodesNoticedAt: z.string().nullable(),
    /** The ids of its API tokens, the last ones. */
    apiTokenIds: z.array(z.string()).readonly(),
    /** The last of them is good. */
    hasApiToken: z.boolean(),
  })
  .readonly();

const stateSchema = z
  .object({
    /** Of an address: the account that has claimed it. */
    claimedBy: z.string().nullable(),
    /** Of an address: the deleted accounts that released it. */
    releasedBy: z.array(z.string()).readonly(),
    /** Of an address: when a link to replace the password was last requested, in ISO 8601. */
    resetRequestedAt: z.string().nullable(),
    /** Of an account: null before it is opened and after it is deleted. */
    account: accountSchema.nullable(),
    isDeleted: z.boolean(),
  })
  .readonly();

/** The state of an entity of the category: an address or an account. */
export type IdentityState = z.output<typeof stateSchema>;
type Account = z.output<typeof accountSchema>;
type Session = z.output<typeof sessionSchema>;

type Command = CommandOf<typeof identity>;
type Event = NewEventOf<typeof identity>;
type Past = PastEvent<EventOf<typeof identity>>;

const { events } = identity;

/** Decides about addresses, accounts and sessions. It neither encrypts nor decrypts personal data. */
export const identityDecider: Decider<IdentityState, Command, Event, EventOf<typeof identity>> = {
  initialState: { claimedBy: null, releasedBy: [], resetRequestedAt: null, account: null, isDeleted: false },
  // Accounts that sign in for years have long streams. Raise the version with any change to `evolve`.
  snapshots: { version: 5, schema: stateSchema },
  evolve,
  decide,
};

function evolve(state: IdentityState, event: Past): IdentityState {
  const { account } = state;
  switch (event.type) {
    case 'AddressClaimed':
      return { ...state, claimedBy: event.data.userId };
    case 'AddressReleased':
      return { ...state, claimedBy: null, releasedBy: [...state.releasedBy, event.data.userId] };
    case 'Registered': {
      const { userId, addressId, confirmationToken } = event.data;
      return {
        ...state,
        account: {
          userId,
          addressId,
          confirmationToken,
          isConfirmed: false,
          sessions: [],
          confirmationsRequestedAt: [],
          resetLinks: [],
          resetRequestIds: [],
          passwordIds: [],
          authenticator: null,
          authenticatorIds: [],
          wrongCodesAt: [],
          wrongCodesNoticedAt: null,
          apiTokenIds: [],
          hasApiToken: false,
        },
      };
    }
    case 'AccountDeleted':
      return { ...state, account: null, isDeleted: true };
    case 'EmailConfirmed':
      return account ? { ...state, account: { ...account, isConfirmed: true } } : state;
    case 'ConfirmationRequested': {
      if (!account) return state;
      const confirmationsRequestedAt = [...account.confirmationsRequestedAt, event.data.requestedAt].slice(
        -MAILS_AN_HOUR_MAX,
      );
      return { ...state, account: { ...account, confirmationsRequestedAt } };
    }
    case 'PasswordResetRequested':
      return { ...state, resetRequestedAt: event.data.requestedAt };
    case 'PasswordResetAllowed': {
      if (!account) return state;
      const { requestId, tokenHash, expiresAt } = event.data;
      const resetLinks = [...account.resetLinks, { tokenHash, expiresAt }].slice(-MAILS_AN_HOUR_MAX);
      const resetRequestIds = [...account.resetRequestIds, requestId].slice(-IDS_KEPT);
      return { ...state, account: { ...account, resetLinks, resetRequestIds } };
    }
    case 'PasswordChanged': {
      if (!account) return state;
      const passwordIds = [...account.passwordIds, event.data.passwordId].slice(-IDS_KEPT);
      return { ...state, account: { ...account, resetLinks: [], passwordIds, wrongCodesAt: [] } };
    }
    case 'PasswordRehashed': {
      if (!account) return state;
      const passwordIds = [...account.passwordIds, event.data.passwordId].slice(-IDS_KEPT);
      return { ...state, account: { ...account, passwordIds } };
    }
    case 'UserSignedIn': {
      const { sessionHash: hash, signedInAt: at } = event.data;
      return account ? { ...state, account: withSession(account, { hash, at, usedAt: at, isEnded: false }) } : state;
    }
    case 'SessionUsed': {
      if (!account) return state;
      const { sessionHash, usedAt } = event.data;
      const sessions = account.sessions.map((each) => (each.hash === sessionHash ? { ...each, usedAt } : each));
      return { ...state, account: { ...account, sessions } };
    }
    case 'UserSignedOut': {
      const { sessionHash: hash, signedOutAt: at } = event.data;
      return account ? { ...state, account: withSession(account, { hash, at, usedAt: at, isEnded: true }) } : state;
    }
    case 'AuthenticatorEnabled': {
      if (!account) return state;
      const { authenticatorId: id, timeStep, enabledAt } = event.data;
      const authenticatorIds = [...account.authenticatorIds, id].slice(-IDS_KEPT);
      const authenticator = { id, enabledAt, timeStep, usedRecoveryCodes: [] };
      return { ...state, account: { ...account, authenticator, authenticatorIds } };
    }
    case 'SecondFactorUsed': {
      if (!account?.authenticator) return state;
      const { timeStep, usedRecoveryCodes } = event.data;
      const authenticator = { ...account.authenticator, timeStep, usedRecoveryCodes };
      return { ...state, account: { ...account, authenticator, wrongCodesAt: [] } };
    }
    case 'SignInFailed': {
      if (!account) return state;
      const wrongCodesAt = [...account.wrongCodesAt, event.data.failedAt].slice(-SIGN_IN_FAILURES_MAX);
      return { ...state, account: { ...account, wrongCodesAt } };
    }
    case 'WrongCodesNoticed':
      return account ? { ...state, account: { ...account, wrongCodesNoticedAt: event.data.noticedAt } } : state;
    case 'AuthenticatorDisabled':
      return account ? { ...state, account: { ...account, authenticator: null } } : state;
    case 'ApiTokenCreated': {
      if (!account) return state;
      const apiTokenIds = [...account.apiTokenIds, event.data.tokenId].slice(-IDS_KEPT);
      return { ...state, account: { ...account, apiTokenIds, hasApiToken: true } };
    }
    case 'ApiTokenRevoked':
      return account ? { ...state, account: { ...account, hasApiToken: false } } : state;
    default:
      return state;
  }
}

function decide(command: Command, { claimedBy, releasedBy, resetRequestedAt, account, isDeleted }: IdentityState) {
  const at = command.time.toISOString();
  switch (command.type) {
    case 'Register': {
      const { userId, addressId } = command.data;
      if (claimedBy === userId) return [];
      // The registration form of a deleted account was sent again.
      if (releasedBy.includes(userId)) return [events.RegistrationRejected({ reason: 'account-deleted', userId })];
      if (claimedBy) return [events.RegistrationRejected({ reason: 'address-taken', field: 'email', userId })];
      return [
        events.AddressClaimed({ addressId, userId }),
        opening(userId, events.Registered({ ...command.data, registeredAt: at })),
      ];
    }
    case 'ConfirmEmail': {
      const { userId, confirmationToken } = command.data;
      if (!account) return [events.EmailConfirmationRejected({ reason: 'no-such-account', userId })];
      if (account.confirmationToken !== confirmationToken) {
        return [events.EmailConfirmationRejected({ reason: 'wrong-token', userId })];
      }
      return account.isConfirmed ? [] : [events.EmailConfirmed({ userId })];
    }
    case 'RequestConfirmation': {
      const { userId } = command.data;
      if (!account) return [events.ConfirmationRequestRejected({ reason: 'no-such-account', userId })];
      const answer = account.isConfirmed ? 'confirmed' : mayAskAgain(account.confirmationsRequestedAt, command.time);
      if (answer === 'too-many') return [events.ConfirmationRequestRejected({ reason: 'too-many', userId })];
      return answer === 'yes' ? [events.ConfirmationRequested({ userId, requestedAt: at })] : [];
    }
    case 'RecordSignIn': {
      const { passwordId, secondFactor, device, ...session } = command.data;
      // A session that has ended does not begin again.
      if (!account || sessionOf(account, session.sessionHash)) return [];
      // The password was changed after it was checked.
      if (passwordId !== undefined && !isCurrent(account, passwordId))
        return [events.UserSignedOut({ ...session, signedOutAt: at })];
      const begun = events.UserSignedIn({ ...session, device, signedInAt: at });
      const { authenticator } = account;
      if (authenticator === null) return [begun];
      const used = useOf(authenticator, secondFactor);
      // There is none, the authenticator app was replaced, or somebody uses a code for the second time.
      if (used === null) return [events.UserSignedOut({ ...session, signedOutAt: at })];
      return [events.SecondFactorUsed({ ...session, authenticatorId: authenticator.id, ...used }), begun];
    }
    case 'RecordSessionUse': {
      const session = account && sessionOf(account, command.data.sessionHash);
      const isOpen =
        session && !session.isEnded && session.usedAt > before(command.time, SESSION_IDLE_DAYS * 24 * 3600);
      if (!isOpen || session.usedAt > before(command.time, SESSION_USE_HOURS * 3600)) return [];
      return [events.SessionUsed({ ...command.data, usedAt: at })];
    }
    case 'RequestPasswordReset': {
      const { addressId } = command.data;
      // Whether an address is registered is told to its mailbox only, so nothing is rejected.
      if (!claimedBy || (resetRequestedAt !== null && resetRequestedAt > before(command.time, MAIL_PAUSE_SECONDS)))
        return [];
      return [events.PasswordResetRequested({ addressId, userId: claimedBy, requestedAt: at })];
    }
    case 'AllowPasswordReset': {
      const { requestId, expiresAt } = command.data;
      if (!account || account.resetRequestIds.includes(requestId) || expiresAt <= at) return [];
      const open = account.resetLinks.filter((link) => link.expiresAt > at);
      return open.length >= MAILS_AN_HOUR_MAX ? [] : [events.PasswordResetAllowed(command.data)];
    }
    case 'ResetPassword': {
      const { tokenHash, ...password } = command.data;
      const { userId, passwordId } = password;
      if (!account) return [events.PasswordResetRejected({ reason: 'no-such-account', userId })];
      if (account.passwordIds.includes(passwordId)) return [];
      const link = account.resetLinks.at(-1);
      if (link?.tokenHash !== tokenHash || link.expiresAt <= at)
        return [events.PasswordResetRejected({ reason: 'link-ended', userId })];
      return [
        events.PasswordChanged({ ...password, addressId: account.addressId, how: 'link', changedAt: at }),
        // Who has the link has the mailbox. Who had the account before may be somebody else.
        ...(account.isConfirmed ? [] : [events.EmailConfirmed({ userId })]),
        ...(account.hasApiToken ? [events.ApiTokenRevoked({ userId, revokedAt: at })] : []),
        ...(account.authenticator && account.authenticator.enabledAt > before(command.time, TRIAL_SECONDS)
          ? [events.AuthenticatorDisabled({ userId, authenticatorId: account.authenticator.id, disabledAt: at })]
          : []),
        ...endSessions(account, at),
      ];
    }
    case 'ChangePassword': {
      const { sessionHash, currentPasswordId, ...password } = command.data;
      const { userId, passwordId } = password;
      const rejected = (reason: ReasonOf<'PasswordChangeRejected'>) => [
        events.PasswordChangeRejected({ reason, userId }),
      ];
      if (!account) return rejected('no-such-account');
      if (account.passwordIds.includes(passwordId)) return [];
      if (sessionOf(account, sessionHash)?.isEnded) return rejected('session-ended');
      if (!isCurrent(account, currentPasswordId)) return rejected('password-changed');
      return [
        events.PasswordChanged({ ...password, addressId: account.addressId, how: 'current-password', changedAt: at }),
        ...endSessions(account, at, { except: sessionHash }),
      ];
    }
    case 'RehashPassword': {
      const { currentPasswordId, ...password } = command.data;
      const isNew = account && !account.passwordIds.includes(password.passwordId);
      return isNew && isCurrent(account, currentPasswordId)
        ? [events.PasswordRehashed({ ...password, rehashedAt: at })]
        : [];
    }
    case 'EnableAuthenticator': {
      const { sessionHash, ...app } = command.data;
      // A form that is sent again does not bring back an app that was switched off.
      if (!account || account.authenticatorIds.includes(app.authenticatorId)) return [];
      return [
        events.AuthenticatorEnabled({ ...app, enabledAt: at }),
        ...endSessions(account, at, { except: sessionHash }),
      ];
    }
    case 'DisableAuthenticator':
      if (account?.authenticator?.id !== command.data.authenticatorId) return [];
      return [events.AuthenticatorDisabled({ ...command.data, disabledAt: at })];
    case 'SignOutElsewhere': {
      const { sessionHash } = command.data;
      if (!account || sessionOf(account, sessionHash)?.isEnded) return [];
      return endSessions(account, at, { except: sessionHash });
    }
    case 'SignOut':
      // An unknown session ends too: its token exists even if its sign-in was never recorded.
      if (!account || sessionOf(account, command.data.sessionHash)?.isEnded) return [];
      return [events.UserSignedOut({ ...command.data, signedOutAt: at })];
    case 'CreateApiToken':
      // A form that is sent again does not bring back a token that was revoked or replaced.
      if (!account || account.apiTokenIds.includes(command.data.tokenId)) return [];
      return [events.ApiTokenCreated({ ...command.data, createdAt: at })];
    case 'RevokeApiToken':
      if (!account?.hasApiToken) return [];
      return [events.ApiTokenRevoked({ ...command.data, revokedAt: at })];
    case 'DeleteAccount': {
      const { userId } = command.data;
      if (account) return [events.AccountDeleted({ userId, addressId: account.addressId, deletedAt: at })];
      return isDeleted ? [] : [events.AccountDeletionRejected({ reason: 'no-such-account', userId })];
    }
    case 'ReleaseAddress':
      return claimedBy === command.data.userId ? [events.AddressReleased(command.data)] : [];
    case 'RecordSignInFailure': {
      const failed = events.SignInFailed({ addressId: command.data.addressId, failedAt: at });
      return account && isToBeTold(account, command.time)
        ? [failed, events.WrongCodesNoticed({ userId: account.userId, noticedAt: at })]
        : [failed];
    }
  }
}

/** Returns whether a mail may be asked for again. @param asked when it was asked for, in ISO 8601. */
function mayAskAgain(asked: readonly string[], now: Date): 'yes' | 'just-asked' | 'too-many' {
  const within = (seconds: number) => asked.filter((askedAt) => askedAt > before(now, seconds)).length;
  if (within(MAIL_PAUSE_SECONDS) > 0) return 'just-asked';
  return within(3600) >= MAILS_AN_HOUR_MAX ? 'too-many' : 'yes';
}

/** Returns the time so many seconds before another, in ISO 8601. */
function before(time: Date, seconds: number): string {
  return new Date(time.getTime() - seconds * 1000).toISOString();
}

/** Returns whether this is the password of the account by now. The one of before the first change has no id. */
function isCurrent({ passwordIds }: Account, passwordId: string): boolean {
  return passwordIds.length === 0 || passwordIds.at(-1) === passwordId;
}

/** Returns what of an authenticator app is used after this use; null if it is none of this app, or was used before. */
function useOf(
  { id, timeStep, usedRecoveryCodes }: NonNullable<Account['authenticator']>,
  used: SecondFactor | undefined,
): { timeStep: number; usedRecoveryCodes: number[] } | null {
  if (used?.authenticatorId !== id) return null;
  if (used.kind === 'code')
    return used.timeStep > timeStep ? { timeStep: used.timeStep, usedRecoveryCodes: [...usedRecoveryCodes] } : null;
  return usedRecoveryCodes.includes(used.number)
    ? null
    : { timeStep, usedRecoveryCodes: [...usedRecoveryCodes, used.number] };
}

/** Returns whether one more wrong code is the one after which no more are tried, and the person was not told of it today. */
function isToBeTold({ wrongCodesAt, wrongCodesNoticedAt }: Account, now: Date): boolean {
  const lately = wrongCodesAt.filter((at) => at > before(now, SIGN_IN_FAILURES_MINUTES * 60));
  if (lately.length + 1 < SIGN_IN_FAILURES_MAX) return false;
  return wrongCodesNoticedAt === null || wrongCodesNoticedAt < before(now, 24 * 3600);
}

/** Returns the ends of all sessions, or of all but one. */
function endSessions({ userId, sessions }: Account, signedOutAt: string, { except }: { except?: string } = {}) {
  return sessions
    .filter(({ hash, isEnded }) => !isEnded && hash !== except)
    .map(({ hash: sessionHash }) => events.UserSignedOut({ userId, sessionHash, signedOutAt }));
}

function sessionOf(account: Account, hash: string): Session | undefined {
  return account.sessions.find((session) => session.hash === hash);
}

/** Returns the account with this session added or replaced, and without the sessions whose tokens have expired. */
function withSession(account: Account, session: Session): Account {
  const oldest = new Date(Date.parse(session.at) - SESSION_DAYS * 24 * 3600_000).toISOString();
  const others = account.sessions.filter(({ hash, at }) => hash !== session.hash && at > oldest);
  return { ...account, sessions: [...others, session] };
}
