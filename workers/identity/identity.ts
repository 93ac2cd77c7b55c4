import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import { z } from 'zod';
import { opening, type Decider, type PastEvent } from '@message-db/runtime';
import { identity, MAIL_PAUSE_SECONDS, MAILS_AN_HOUR_MAX, SESSION_DAYS } from './contract';

/** So many ids of API tokens are remembered. */
const API_TOKENS_KEPT = 100;

const sessionSchema = z
  .object({
    hash: z.string(),
    isEnded: z.boolean(),
    /** The time when it began or ended: ISO 8601. */
    at: z.string(),
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
    /** The last link to choose a new password. */
    resetLink: z.object({ tokenHash: z.string(), expiresAt: z.string(), isUsed: z.boolean() }).readonly().nullable(),
    /** The key of its password's hash, if the password was ever changed: each has its own. */
    passwordKeyId: z.string().nullable(),
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
    /** Of an address: when its last links to choose a password were requested, ISO 8601, MAILS_AN_HOUR_MAX at most. */
    resetsRequestedAt: z.array(z.string()).readonly(),
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
  initialState: { claimedBy: null, releasedBy: [], resetsRequestedAt: [], account: null, isDeleted: false },
  // Accounts that sign in for years have long streams. Raise the version with any change to `evolve`.
  snapshots: { version: 4, schema: stateSchema },
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
          resetLink: null,
          passwordKeyId: null,
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
    case 'PasswordResetRequested': {
      const resetsRequestedAt = [...state.resetsRequestedAt, event.data.requestedAt].slice(-MAILS_AN_HOUR_MAX);
      return { ...state, resetsRequestedAt };
    }
    case 'PasswordResetAllowed': {
      const { tokenHash, expiresAt } = event.data;
      return account
        ? { ...state, account: { ...account, resetLink: { tokenHash, expiresAt, isUsed: false } } }
        : state;
    }
    case 'PasswordChanged': {
      if (!account) return state;
      const resetLink = account.resetLink && { ...account.resetLink, isUsed: true };
      return { ...state, account: { ...account, resetLink, passwordKeyId: event.data.keyId } };
    }
    case 'UserSignedIn': {
      const { sessionHash: hash, signedInAt: at } = event.data;
      return account ? { ...state, account: withSession(account, { hash, at, isEnded: false }) } : state;
    }
    case 'UserSignedOut': {
      const { sessionHash: hash, signedOutAt: at } = event.data;
      return account ? { ...state, account: withSession(account, { hash, at, isEnded: true }) } : state;
    }
    case 'ApiTokenCreated': {
      if (!account) return state;
      const apiTokenIds = [...account.apiTokenIds, event.data.tokenId].slice(-API_TOKENS_KEPT);
      return { ...state, account: { ...account, apiTokenIds, hasApiToken: true } };
    }
    case 'ApiTokenRevoked':
      return account ? { ...state, account: { ...account, hasApiToken: false } } : state;
    default:
      return state;
  }
}

function decide(command: Command, { claimedBy, releasedBy, resetsRequestedAt, account, isDeleted }: IdentityState) {
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
    case 'RecordSignIn':
      // A session that has ended does not begin again.
      if (!account || sessionOf(account, command.data.sessionHash)) return [];
      return [events.UserSignedIn({ ...command.data, signedInAt: at })];
    case 'RequestPasswordReset': {
      const { addressId } = command.data;
      // Whether an address is registered is told to its mailbox only, so nothing is rejected.
      if (!claimedBy || mayAskAgain(resetsRequestedAt, command.time) !== 'yes') return [];
      return [events.PasswordResetRequested({ addressId, userId: claimedBy, requestedAt: at })];
    }
    case 'AllowPasswordReset':
      if (!account || account.resetLink?.tokenHash === command.data.tokenHash) return [];
      return [events.PasswordResetAllowed(command.data)];
    case 'ResetPassword': {
      const { tokenHash, ...password } = command.data;
      const { userId } = password;
      if (!account) return [events.PasswordResetRejected({ reason: 'no-such-account', userId })];
      if (account.passwordKeyId === password.keyId) return [];
      const { resetLink } = account;
      if (resetLink?.tokenHash !== tokenHash || resetLink.isUsed || resetLink.expiresAt <= at)
        return [events.PasswordResetRejected({ reason: 'link-ended', userId })];
      return [
        events.PasswordChanged({ ...password, how: 'link', changedAt: at }),
        // Who has the link has the mailbox.
        ...(account.isConfirmed ? [] : [events.EmailConfirmed({ userId })]),
        ...endOtherSessions(account, null, at),
      ];
    }
    case 'ChangePassword': {
      const { sessionHash, ...password } = command.data;
      if (!account || account.passwordKeyId === password.keyId) return [];
      return [
        events.PasswordChanged({ ...password, how: 'current-password', changedAt: at }),
        ...endOtherSessions(account, sessionHash, at),
      ];
    }
    case 'SignOutElsewhere':
      return account ? endOtherSessions(account, command.data.sessionHash, at) : [];
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
    case 'RecordSignInFailure':
      return [events.SignInFailed({ addressId: command.data.addressId, failedAt: at })];
  }
}

/** Returns whether a mail may be asked for again. @param before when it was asked for, in ISO 8601. */
function mayAskAgain(before: readonly string[], now: Date): 'yes' | 'just-asked' | 'too-many' {
  const within = (seconds: number) => {
    const since = new Date(now.getTime() - seconds * 1000).toISOString();
    return before.filter((requestedAt) => requestedAt > since).length;
  };
  if (within(MAIL_PAUSE_SECONDS) > 0) return 'just-asked';
  return within(3600) >= MAILS_AN_HOUR_MAX ? 'too-many' : 'yes';
}

/** Returns the ends of all sessions but one. */
function endOtherSessions({ userId, sessions }: Account, kept: string | null, signedOutAt: string) {
  return sessions
    .filter(({ hash, isEnded }) => !isEnded && hash !== kept)
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
