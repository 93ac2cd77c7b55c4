import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import { z } from 'zod';
import { opening, type Decider, type PastEvent } from '@message-db/runtime';
import {
  addressLinkEnd,
  AUTHENTICATOR_TRIAL_DAYS,
  identity,
  MAIL_PAUSE_SECONDS,
  MAILS_AN_HOUR_MAX,
  PASSKEYS_MAX,
  SESSION_DAYS,
  SESSION_IDLE_DAYS,
  SESSION_USE_HOURS,
  SIGN_IN_FAILURES_MAX,
  ROLES,
  SIGN_IN_FAILURES_MINUTES,
  type ReasonOf,
  type SecondFactor,
  type UsedPasskey,
} from './contract';
import { decideDeletion, deletionSchema, evolveDeletion, NO_DELETION } from './deletion';
import {
  claimSchema,
  decideClaim,
  decideLinks,
  evolveClaim,
  evolveLinks,
  linksSchema,
  NO_LINKS,
  UNCLAIMED,
  unlinks,
} from './external-identities';
import { decideStanding, evolveStanding, NO_STANDING, noStanding, standingSchema } from './standing';

/**
 * So many ids of API tokens, passwords, authenticator apps, passkeys and requests are remembered, so that none comes back when a command
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
    /** The hash of the link by which it claimed its address. Null before 2026-12. */
    claim: z.string().nullable(),
    isConfirmed: z.boolean(),
    /** Before 2026-12: the token of the first mail. */
    confirmationToken: z.string().nullable(),
    /**
     * The sessions that began or ended in the last SESSION_DAYS, oldest first. The tokens of older sessions have
     * expired.
     */
    sessions: z.array(sessionSchema).readonly(),
    /** The links to replace the password since it was last changed, MAILS_AN_HOUR_MAX at most. Only the last one works. */
    resetLinks: z.array(z.object({ tokenHash: z.string(), expiresAt: z.string() }).readonly()).readonly(),
    /** The ids of the requests that led to links, the last ones. */
    resetRequestIds: z.array(z.string()).readonly(),
    /** The ids of its passwords, the last ones. That of the first password is missing before 2026-12. */
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
    /** Its passkeys. */
    passkeys: z.array(z.object({ id: z.string(), addedAt: z.string(), signCount: z.number() }).readonly()).readonly(),
    /** The ids of its passkeys, the last ones. */
    passkeyIds: z.array(z.string()).readonly(),
    /** The hashes of what its passkeys have signed, the last ones. */
    challengeHashes: z.array(z.string()).readonly(),
    external: linksSchema,
    /** The ids of its API tokens, the last ones. */
    apiTokenIds: z.array(z.string()).readonly(),
    /** The last of them is good. */
    hasApiToken: z.boolean(),
    standing: standingSchema,
    deletion: deletionSchema,
    /** The last version of the site's terms that its person accepted. */
    termsVersion: z.string().nullable(),
  })
  .readonly();

const linkSchema = z
  .object({
    ...{ userId: z.string(), tokenHash: z.string(), keyId: z.string().nullable(), requestedAt: z.string() },
    /** Null unless an administrator invites its person. */
    invitation: z
      .object({ invitedBy: z.string(), role: z.enum(ROLES).nullable() })
      .readonly()
      .nullable(),
  })
  .readonly();

const stateSchema = z
  .object({
    /** Of an address: the account that has claimed it. */
    claimedBy: z.string().nullable(),
    /** Of an address: the hash of the link by which it did. Null before 2026-12. */
    claim: z.string().nullable(),
    /** Of an address: the id of the account's first password, if it was registered with this address. */
    firstPasswordId: z.string().nullable(),
    /** Of an address: the links that went to it and were not used, in order. Those that have expired may be among them. */
    links: z.array(linkSchema).readonly(),
    /** Of an address: the hashes of all links, the last ones. */
    linkHashes: z.array(z.string()).readonly(),
    /** Of an address: when visitors had a mail sent to it since it was claimed, MAILS_AN_HOUR_MAX at most: ISO 8601. */
    mailedAt: z.array(z.string()).readonly(),
    /** Of an address: when a link to replace the password was last requested, in ISO 8601. */
    resetRequestedAt: z.string().nullable(),
    /** Of an identity elsewhere. */
    externalClaim: claimSchema,
    /** Of an account: null before it is opened and after it is deleted. */
    account: accountSchema.nullable(),
    isDeleted: z.boolean(),
  })
  .readonly();

/** The state of an entity of the category: an address, an identity elsewhere or an account. */
export type IdentityState = z.output<typeof stateSchema>;
type Account = z.output<typeof accountSchema>;
type Link = Omit<z.output<typeof linkSchema>, 'invitation'>;
type Invitation = NonNullable<
  Extract<EventOf<typeof identity>, { type: 'RegistrationRequested' }>['data']['invitation']
>;
type Session = z.output<typeof sessionSchema>;

type Command = CommandOf<typeof identity>;
type Event = NewEventOf<typeof identity>;
type Past = PastEvent<EventOf<typeof identity>>;

const { events } = identity;

/** Decides about addresses, identities elsewhere, accounts and sessions. It neither encrypts nor decrypts personal data. */
export const identityDecider: Decider<IdentityState, Command, Event, EventOf<typeof identity>> = {
  initialState: {
    claimedBy: null,
    claim: null,
    firstPasswordId: null,
    links: [],
    linkHashes: [],
    mailedAt: [],
    resetRequestedAt: null,
    externalClaim: UNCLAIMED,
    account: null,
    isDeleted: false,
  },
  // Accounts that sign in for years have long streams. Raise the version with any change to `evolve`.
  snapshots: { version: 10, schema: stateSchema },
  evolve,
  decide,
};

function evolve(state: IdentityState, event: Past): IdentityState {
  const { account } = state;
  switch (event.type) {
    case 'RegistrationRequested':
      return withMail(withLink(state, { ...event.data, keyId: null }), event.data.requestedAt);
    case 'AddressChangeRequested':
      return withLink(state, event.data);
    case 'TakenAddressNoticed':
      return withMail(state, event.data.noticedAt);
    case 'AddressLinkExpired':
      return withoutLink(state, event.data.tokenHash);
    case 'AddressClaimed': {
      const { userId: claimedBy, tokenHash: claim = null, passwordId: firstPasswordId = null } = event.data;
      // The mails so far were asked for by the owner of the mailbox.
      return { ...withoutLink(state, claim), claimedBy, claim, firstPasswordId, mailedAt: [] };
    }
    case 'AddressChangeConfirmed':
      return { ...withoutLink(state, event.data.tokenHash), claim: event.data.tokenHash };
    case 'AddressReleased':
      return { ...state, claimedBy: null, claim: null, firstPasswordId: null };
    case 'Registered': {
      const { userId, addressId, emailConfirmed, passwordId, tokenHash, confirmationToken, invitation } = event.data;
      return {
        ...state,
        account: {
          userId,
          addressId,
          claim: tokenHash ?? null,
          isConfirmed: emailConfirmed,
          confirmationToken: confirmationToken ?? null,
          sessions: [],
          resetLinks: [],
          resetRequestIds: [],
          passwordIds: passwordId === undefined ? [] : [passwordId],
          authenticator: null,
          authenticatorIds: [],
          wrongCodesAt: [],
          wrongCodesNoticedAt: null,
          passkeys: [],
          passkeyIds: [],
          challengeHashes: [],
          external: NO_LINKS,
          apiTokenIds: [],
          hasApiToken: false,
          standing: { ...NO_STANDING, roles: invitation?.role ? [invitation.role] : [] },
          deletion: NO_DELETION,
          termsVersion: event.data.termsVersion ?? null,
        },
      };
    }
    case 'AccountDeleted':
      return { ...state, account: null, isDeleted: true };
    case 'EmailConfirmed':
      return account ? { ...state, account: { ...account, isConfirmed: true } } : state;
    case 'AddressChanged': {
      const { addressId, tokenHash: claim } = event.data;
      return account
        ? { ...state, account: { ...account, addressId, claim, isConfirmed: true, resetLinks: [] } }
        : state;
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
    case 'PasskeyAdded': {
      if (!account) return state;
      const { passkeyId: id, addedAt, signCount } = event.data;
      const passkeyIds = [...account.passkeyIds, id].slice(-IDS_KEPT);
      return {
        ...state,
        account: { ...account, passkeys: [...account.passkeys, { id, addedAt, signCount }], passkeyIds },
      };
    }
    case 'PasskeyUsed': {
      if (!account) return state;
      const { passkeyId, signCount, challengeHash } = event.data;
      const passkeys = account.passkeys.map((each) => (each.id === passkeyId ? { ...each, signCount } : each));
      const challengeHashes = [...account.challengeHashes, challengeHash].slice(-IDS_KEPT);
      return { ...state, account: { ...account, passkeys, challengeHashes } };
    }
    case 'PasskeyRemoved': {
      if (!account) return state;
      const passkeys = account.passkeys.filter(({ id }) => id !== event.data.passkeyId);
      return { ...state, account: { ...account, passkeys } };
    }
    case 'ExternalIdentityClaimed':
    case 'ExternalIdentityReleased':
      return { ...state, externalClaim: evolveClaim(state.externalClaim, event) };
    case 'ExternalIdentityLinked':
    case 'ExternalIdentityUnlinked':
      return account ? { ...state, account: { ...account, external: evolveLinks(account.external, event) } } : state;
    case 'ApiTokenCreated': {
      if (!account) return state;
      const apiTokenIds = [...account.apiTokenIds, event.data.tokenId].slice(-IDS_KEPT);
      return { ...state, account: { ...account, apiTokenIds, hasApiToken: true } };
    }
    case 'ApiTokenRevoked':
      return account ? { ...state, account: { ...account, hasApiToken: false } } : state;
    case 'RoleRequested':
    case 'RoleGranted':
    case 'RoleWithdrawn':
    case 'AccountSuspended':
    case 'SuspensionLifted':
      return account ? { ...state, account: { ...account, standing: evolveStanding(account.standing, event) } } : state;
    case 'TermsAccepted':
      return account ? { ...state, account: { ...account, termsVersion: event.data.termsVersion } } : state;
    case 'DeletionRequested':
    case 'DeletionCancelled':
      return account ? { ...state, account: { ...account, deletion: evolveDeletion(account.deletion, event) } } : state;
    default:
      return state;
  }
}

function decide(command: Command, state: IdentityState) {
  const { claimedBy, firstPasswordId, resetRequestedAt, account, isDeleted } = state;
  const at = command.time.toISOString();
  switch (command.type) {
    case 'RequestRegistration': {
      const { userId, addressId, tokenHash, invitation } = command.data;
      if (state.linkHashes.includes(tokenHash)) return [];
      const rejected = (reason: ReasonOf<'RegistrationRequestRejected'>) =>
        events.RegistrationRequestRejected({ reason, userId });
      // An administrator is told, and the person of the account is not.
      if (invitation && claimedBy) return [rejected('address-taken')];
      if (!mayMailAgain(state.mailedAt, command.time)) return [rejected('too-many')];
      return claimedBy
        ? [events.TakenAddressNoticed({ addressId, userId: claimedBy, noticedAt: at }), rejected('address-taken')]
        : [events.RegistrationRequested({ ...command.data, requestedAt: at })];
    }
    case 'Register': {
      const { userId, addressId, passwordId, tokenHash, external } = command.data;
      const rejected = (reason: ReasonOf<'RegistrationRejected'>) => [events.RegistrationRejected({ reason, userId })];
      // The link is used. With another password it must not open the account.
      if (claimedBy === userId) return (passwordId ?? null) === firstPasswordId ? [] : rejected('link-ended');
      const link = usableLink(state, userId, tokenHash, command.time);
      if (!external && !link) return rejected('link-ended');
      if (claimedBy) return rejected('address-taken');
      // Who comes from a provider has the invitation too that went to their address.
      const { invitedBy, role } = link?.invitation ?? invitationIn(state, command.time) ?? {};
      const invitation = invitedBy === undefined ? undefined : { invitedBy, ...(role && { role }) };
      return [
        events.AddressClaimed({ addressId, userId, passwordId, tokenHash }),
        opening(userId, events.Registered({ ...command.data, invitation, emailConfirmed: true, registeredAt: at })),
      ];
    }
    case 'RequestAddressChange': {
      const { userId, addressId, tokenHash, keyId } = command.data;
      if (state.linkHashes.includes(tokenHash)) return [];
      const rejected = (reason: ReasonOf<'AddressChangeRejected'>) =>
        events.AddressChangeRejected({ reason, userId, addressId, keyId });
      if (claimedBy === null || claimedBy === userId) {
        // What visitors ask for does not keep an account from it.
        const asked = state.links.filter((link) => link.userId === userId).map(({ requestedAt }) => requestedAt);
        return mayMailAgain(asked, command.time)
          ? [events.AddressChangeRequested({ ...command.data, requestedAt: at })]
          : [rejected('too-many')];
      }
      return mayMailAgain(state.mailedAt, command.time)
        ? [events.TakenAddressNoticed({ addressId, userId: claimedBy, noticedAt: at }), rejected('address-taken')]
        : [rejected('too-many')];
    }
    case 'ConfirmAddressChange': {
      const { userId, addressId, tokenHash, keyId } = command.data;
      const rejected = (reason: ReasonOf<'AddressChangeRejected'>) => [
        events.AddressChangeRejected({ reason, userId, addressId, keyId }),
      ];
      if (!usableLink(state, userId, tokenHash, command.time))
        // This link was used already: the address is the account's.
        return claimedBy === userId && state.linkHashes.includes(tokenHash) ? [] : rejected('link-ended');
      if (claimedBy && claimedBy !== userId) return rejected('address-taken');
      return [
        ...(claimedBy ? [] : [events.AddressClaimed({ addressId, userId, tokenHash })]),
        events.AddressChangeConfirmed(command.data),
      ];
    }
    case 'ExpireAddressLink': {
      const { addressId, tokenHash } = command.data;
      const unused = state.links.find((link) => link.tokenHash === tokenHash);
      if (!unused) return [];
      const { userId, keyId } = unused;
      return [events.AddressLinkExpired({ addressId, userId, tokenHash, keyId: keyId ?? undefined })];
    }
    case 'ConfirmEmail': {
      const { userId, confirmationToken } = command.data;
      return account && !account.isConfirmed && account.confirmationToken === confirmationToken
        ? [events.EmailConfirmed({ userId })]
        : [];
    }
    case 'RequestConfirmation':
      // Every page asks the person to confirm the address.
      return [];
    case 'ChangeAddress': {
      const { userId, addressId, keyId } = command.data;
      if (!account) return [events.AddressChangeRejected({ reason: 'account-deleted', userId, addressId, keyId })];
      if (account.claim === command.data.tokenHash) return [];
      const previous = { previousAddressId: account.addressId, previousTokenHash: account.claim };
      return [events.AddressChanged({ ...command.data, ...previous, changedAt: at })];
    }
    case 'RecordSignIn': {
      const { passwordId, externalId, secondFactor, passkey, device, ...session } = command.data;
      // A session that has ended does not begin again.
      if (!account || sessionOf(account, session.sessionHash)) return [];
      const begun = events.UserSignedIn({ ...session, device, signedInAt: at });
      if (passkey)
        return isGood(account, passkey)
          ? [events.PasskeyUsed({ ...session, ...passkey, usedAt: at }), begun]
          : [events.UserSignedOut({ ...session, signedOutAt: at })];
      const isLinked = account.external.identities.some((each) => each.externalId === externalId);
      // The password was changed after it was checked, or the identity was disconnected.
      if ((passwordId !== undefined && !isCurrent(account, passwordId)) || (externalId !== undefined && !isLinked))
        return [events.UserSignedOut({ ...session, signedOutAt: at })];
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
      // Who has the link has the mailbox. Who opened an account that was never confirmed may be somebody else.
      const since = account.isConfirmed ? before(command.time, TRIAL_SECONDS) : '';
      return [
        events.PasswordChanged({ ...password, addressId: account.addressId, how: 'link', changedAt: at }),
        ...(account.isConfirmed ? [] : [events.EmailConfirmed({ userId })]),
        ...(account.hasApiToken ? [events.ApiTokenRevoked({ userId, revokedAt: at })] : []),
        ...(account.authenticator && account.authenticator.enabledAt > since
          ? [events.AuthenticatorDisabled({ userId, authenticatorId: account.authenticator.id, disabledAt: at })]
          : []),
        ...account.passkeys
          .filter(({ addedAt }) => addedAt > since)
          .map(({ id: passkeyId }) => events.PasskeyRemoved({ userId, passkeyId, how: 'link', removedAt: at })),
        ...unlinks(
          userId,
          account.external.identities.filter(({ linkedAt }) => linkedAt > since),
          'link',
          at,
        ),
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
    case 'AddPasskey': {
      const { currentPasswordId, sessionHash, ...passkey } = command.data;
      const { userId, passkeyId } = passkey;
      const rejected = (reason: ReasonOf<'PasskeyRejected'>) => [events.PasskeyRejected({ reason, userId })];
      if (!account) return rejected('no-such-account');
      // A form that is sent again does not bring back a passkey that was removed.
      if (account.passkeyIds.includes(passkeyId)) return [];
      if (sessionOf(account, sessionHash)?.isEnded) return rejected('session-ended');
      if (!isCurrent(account, currentPasswordId)) return rejected('password-changed');
      if (account.passkeys.length >= PASSKEYS_MAX) return rejected('too-many');
      return [events.PasskeyAdded({ ...passkey, addedAt: at })];
    }
    case 'RemovePasskey':
      if (!account?.passkeys.some(({ id }) => id === command.data.passkeyId)) return [];
      return [events.PasskeyRemoved({ ...command.data, how: 'person', removedAt: at })];
    case 'ClaimExternalIdentity':
    case 'ReleaseExternalIdentity':
      return decideClaim(command, state.externalClaim);
    case 'LinkExternalIdentity': {
      const { userId, externalId, linkId, sessionHash, currentPasswordId } = command.data;
      if (!account) return [events.ExternalIdentityRejected({ reason: 'no-such-account', userId, externalId, linkId })];
      const isEnded = sessionHash !== undefined && sessionOf(account, sessionHash)?.isEnded;
      const isChanged = !isCurrent(account, currentPasswordId);
      return decideLinks(command, account.external, isEnded ? 'session-ended' : isChanged ? 'password-changed' : null);
    }
    case 'UnlinkExternalIdentity':
      return account ? decideLinks(command, account.external, null) : [];
    case 'RequestRole':
    case 'GrantRole':
    case 'WithdrawRole':
    case 'SuspendAccount':
    case 'LiftSuspension': {
      if (!account) return noStanding(command);
      const decided = decideStanding(command, account.standing);
      const isRaised = decided.some(({ type }) => type === 'RoleGranted');
      return isRaised ? [...decided, ...endSessions(account, at)] : decided;
    }
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
    case 'AcceptTerms':
      if (!account || account.termsVersion === command.data.termsVersion) return [];
      return [events.TermsAccepted({ ...command.data, acceptedAt: at })];
    case 'RequestDeletion':
    case 'CancelDeletion': {
      if (!account)
        return isDeleted
          ? []
          : [events.AccountDeletionRejected({ reason: 'no-such-account', userId: command.data.userId })];
      const decided = decideDeletion(command, account.deletion);
      const isRequested = decided.some(({ type }) => type === 'DeletionRequested');
      return isRequested ? [...decided, ...endSessions(account, at)] : decided;
    }
    case 'DeleteAsRequested':
      return account?.deletion.requestId === command.data.requestId ? deletes(account, at) : [];
    case 'DeleteAccount':
      if (account) return deletes(account, at);
      return isDeleted
        ? []
        : [events.AccountDeletionRejected({ reason: 'no-such-account', userId: command.data.userId })];
    case 'ReleaseAddress': {
      const { userId, addressId, tokenHash } = command.data;
      const isIts = claimedBy === userId && (tokenHash === undefined || tokenHash === state.claim);
      return isIts ? [events.AddressReleased({ userId, addressId })] : [];
    }
    case 'RecordSignInFailure': {
      const failed = events.SignInFailed({ addressId: command.data.addressId, failedAt: at });
      return account && isToBeTold(account, command.time)
        ? [failed, events.WrongCodesNoticed({ userId: account.userId, noticedAt: at })]
        : [failed];
    }
  }
}

/** Returns the end of an account, and of its links before it. */
function deletes({ userId, addressId, external }: Account, deletedAt: string): Event[] {
  return [
    ...unlinks(userId, external.identities, 'deletion', deletedAt),
    events.AccountDeleted({ userId, addressId, deletedAt }),
  ];
}

/** Returns whether one more mail may go to an address. @param mailedAt when earlier ones were asked for: ISO 8601. */
function mayMailAgain(mailedAt: readonly string[], now: Date): boolean {
  const within = (seconds: number) => mailedAt.filter((each) => each > before(now, seconds)).length;
  return within(MAIL_PAUSE_SECONDS) === 0 && within(3600) < MAILS_AN_HOUR_MAX;
}

function withMail(state: IdentityState, at: string): IdentityState {
  return { ...state, mailedAt: [...state.mailedAt, at].slice(-MAILS_AN_HOUR_MAX) };
}

/** Returns this link of an account, or of one to come, if it can be used. */
function usableLink({ links }: IdentityState, userId: string, tokenHash: string | undefined, now: Date) {
  const link = links.find((each) => each.userId === userId && each.tokenHash === tokenHash);
  return link && addressLinkEnd(link) > now.toISOString() ? link : undefined;
}

/** Returns the last invitation that an address has, and that is still good. */
function invitationIn({ links }: IdentityState, now: Date) {
  return links.findLast((each) => each.invitation !== null && addressLinkEnd(each) > now.toISOString())?.invitation;
}

function withLink(
  state: IdentityState,
  { userId, tokenHash, keyId, requestedAt, invitation }: Link & { readonly invitation?: Invitation },
): IdentityState {
  const linkHashes = [...state.linkHashes, tokenHash].slice(-IDS_KEPT);
  const by = invitation ? { invitedBy: invitation.invitedBy, role: invitation.role ?? null } : null;
  // An invitation takes the place of an earlier one, which may have had another role.
  const links = by ? state.links.filter((each) => each.invitation === null) : state.links;
  return { ...state, links: [...links, { userId, tokenHash, keyId, requestedAt, invitation: by }], linkHashes };
}

function withoutLink(state: IdentityState, hash: string | null): IdentityState {
  return { ...state, links: state.links.filter(({ tokenHash }) => tokenHash !== hash) };
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

/**
 * Returns whether this is a signature of one of the account's passkeys that was not used yet. A count that does not grow is of a
 * copy of the passkey (WebAuthn, 6.1.1).
 */
function isGood({ passkeys, challengeHashes }: Account, { passkeyId, signCount, challengeHash }: UsedPasskey): boolean {
  const passkey = passkeys.find(({ id }) => id === passkeyId);
  if (!passkey || challengeHashes.includes(challengeHash)) return false;
  return signCount > passkey.signCount || (signCount === 0 && passkey.signCount === 0);
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
