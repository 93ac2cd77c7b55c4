import { defineContract, messageType, type EventOf, type MessageStore } from '@message-db/client';
import { z } from 'zod';
import { encryptedText } from '@/personal-data/encrypted-text';
import { decryptFields } from '@/personal-data/encryption';
import { readKey } from '@/personal-data/keys';

const userId = z.uuid();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** SHA-256 of the random session id in the session's token, in hex. */
const sessionHash = sha256;

/** The number of days that a session's token is valid, however often it is used. */
export const SESSION_DAYS = 30;
/** A session that was not used for so many days has ended. */
export const SESSION_IDLE_DAYS = 14;
/** The use of a session is noted again after so many hours. */
export const SESSION_USE_HOURS = 6;
/** What somebody signs in on. */
export const DEVICE_KINDS = ['computer', 'phone', 'tablet', 'tv', 'other'] as const;
/**
 * This many wrong passwords for one address within the minutes below, or wrong codes of one account, stop further attempts. A
 * view keeps as many.
 */
export const SIGN_IN_FAILURES_MAX = 10;
export const SIGN_IN_FAILURES_MINUTES = 15;
/** The longest name of a person, in characters (`countCharacters`). */
export const PERSON_NAME_MAX = 80;

/** An account is deleted so many days after its person asked for it. Until then they can keep it. */
export const DELETION_DAYS = 14;

/** A link to choose a new password works for this long. */
export const RESET_LINK_MINUTES = 60;
/** A link that proves an address, to register or to change to it, works for this long. */
export const ADDRESS_LINK_HOURS = 24;
/** And that of an invitation to register for this long. */
export const INVITATION_DAYS = 7;
/** The most mails of one kind that an account's person can ask for in an hour, and the seconds between two of them. */
export const MAILS_AN_HOUR_MAX = 3;
export const MAIL_PAUSE_SECONDS = 60;

/** A rejection of an account's command, for one of these reasons. */
function rejectionFor<const Type extends string, const Reason extends string>(type: Type, reasons: readonly Reason[]) {
  return messageType(type, z.object({ reason: z.enum(reasons), field: z.string().optional(), userId }));
}

/** Version 1 of these messages held personal data in clear text. Set-up encrypts it in place. */
function refuseClearText(): never {
  throw new Error('it is from before personal data was encrypted, and the next start of the site encrypts it');
}

/** An account and an address. The id of the address cannot be guessed from the address. */
const addressOf = z.object({ userId, addressId: z.uuid() });

/**
 * A link that goes to an address, to prove that it is a person's. `tokenHash` is the SHA-256 of the link's token in hex. The
 * address is normalised by `normaliseEmail`.
 */
const addressLink = addressOf.extend({ email: encryptedText(), token: encryptedText(), tokenHash: sha256 });

/** An address that is encrypted with a key of its own. The link that proves it names the account's claim. */
const newAddress = addressOf.extend({ keyId: z.uuid(), email: encryptedText(), tokenHash: sha256 });

/**
 * A person's identity at an OpenID Connect provider. Its id cannot be guessed from the provider's name for the person. `linkId`
 * names its link with an account, and the account's claim.
 */
const externalIdentity = z.object({ externalId: z.uuid(), issuer: z.string().min(1).max(500), linkId: z.uuid() });

/** `currentPasswordId`: the password that was entered to link it. `sessionHash`: the session in which it was, if there was one. */
const newExternalIdentity = externalIdentity.extend({
  userId,
  currentPasswordId: sha256,
  sessionHash: sessionHash.optional(),
});
const externalClaim = z.object({ userId, externalId: z.uuid(), linkId: z.uuid() });

/** Names a version of the site's terms. */
const termsVersion = z.string().min(1).max(40);

/** The input of a person at registration. The password is hashed (argon2id, PHC string) before it is sent anywhere. */
const registration = addressOf.extend({
  /** Normalised by `normaliseEmail`. */
  email: encryptedText(),
  /** At most PERSON_NAME_MAX characters. */
  name: encryptedText(),
  passwordHash: encryptedText(),
  /** Names the password, as in `newPassword`. Missing before 2026-12. */
  passwordId: sha256.optional(),
  /** Names the link, and the account's claim of the address. Missing before 2026-12. */
  tokenHash: sha256.optional(),
  /** The version of the site's terms that the person accepted; missing where the site had none. */
  termsVersion: termsVersion.optional(),
  /** Before 2026-12, people proved their address after they had registered, by the link of a mail with this token. */
  confirmationToken: z.uuid().optional(),
  /** With what its person came: its provider has proved the address. */
  external: externalIdentity.optional(),
});

/** How many recovery codes an authenticator app has. Each works once. They are numbered from 1. */
export const RECOVERY_CODES = 10;

/**
 * A mailed link to choose a password also switches off an authenticator app that was enabled, and removes passkeys and external
 * identities that were added, in the last so many days: a thief of the password may have done it. Later, a thief of the mailbox
 * cannot.
 */
export const AUTHENTICATOR_TRIAL_DAYS = 7;

const authenticatorId = z.uuid();
/** The number of the period of 30 seconds since 1970 that a code of an authenticator app is of (RFC 6238). */
const timeStep = z.int().nonnegative();

/** What somebody entered beside their password, which was right: a code of their authenticator app, or a recovery code. */
const secondFactor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('code'), authenticatorId, timeStep }),
  z.object({ kind: z.literal('recovery-code'), authenticatorId, number: z.int().min(1).max(RECOVERY_CODES) }),
]);
export type SecondFactor = z.output<typeof secondFactor>;

/** The most passkeys of an account. */
export const PASSKEYS_MAX = 20;

/**
 * What a person may do beside watching. `creator`: publish tutorials, where not everybody may. `moderator`: decide about reports.
 * Administrators are named in the environment.
 */
export const ROLES = ['creator', 'moderator'] as const;
export type Role = (typeof ROLES)[number];
const role = z.enum(ROLES);
/** An administrator's invitation to register. Who follows it has this role from the beginning. */
const invitation = z.object({ invitedBy: z.uuid(), role: role.optional() });
/** A person's request to delete their account. */
const deletionRequest = z.object({ userId, requestId: z.uuid() });
/** Names the decision of a moderator. */
const suspension = z.object({ userId, decisionId: z.uuid() });

/** The id of a passkey's credential (WebAuthn), in base64url. */
const passkeyId = z.string().regex(/^[A-Za-z0-9_-]{10,1400}$/);
/** How often the passkey's device has signed by now; always 0 where a passkey is on several devices. */
const signCount = z.int().nonnegative();

/** A signature of a passkey that was checked. `challengeHash` is the SHA-256 of what it signed, in hex: it works once. */
const usedPasskey = z.object({ passkeyId, signCount, challengeHash: sha256 });
export type UsedPasskey = z.output<typeof usedPasskey>;

/**
 * A new password, hashed as at registration, and encrypted with a key of its own. `passwordId` is the SHA-256 of the hash in
 * hex, which has a random salt: it names the password and tells nothing of it.
 */
const newPassword = z.object({ userId, keyId: z.uuid(), passwordHash: encryptedText(), passwordId: sha256 });

/**
 * `requestId` is the id of the `PasswordResetRequested` event, from which the link's token is derived. `tokenHash` is the
 * token's SHA-256 in hex. The token itself is in the mail only.
 */
const resetLink = z.object({ userId, requestId: z.uuid(), tokenHash: sha256, expiresAt: z.iso.datetime() });

/** What a browser says of itself, in names of the site. They are `other` where it says nothing that the site knows. */
const device = z.object({
  kind: z.enum(DEVICE_KINDS),
  browser: z.string().min(1).max(40),
  system: z.string().min(1).max(40),
});
export type SessionDevice = z.output<typeof device>;

/** `device` is the one on which it was made. */
const newPasskey = z.object({
  userId,
  passkeyId,
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{20,2000}$/),
  signCount,
  /** How browsers reach it, such as `internal` or `usb`. */
  transports: z.array(z.string().max(40)).max(10),
  device,
});

/**
 * Accounts and their sessions. Three kinds of entity share the category: an account, by its user id; an email address, and an
 * identity at an OpenID Connect provider, by `personal.address_id`. Only who has proved an address can register with it, or change
 * to it: by a link that was mailed to it, or by a provider that has verified it. Then the account has claimed the address, until it changes to another one or is deleted. All links and sign-ins of an
 * address are in the address's own stream. Personal data is encrypted with the person's key, which is deleted with their
 * account.
 */
export const identity = defineContract({
  category: 'identity',
  commands: {
    /**
     * To the address: somebody without an account asks for a link to register, or an administrator invites them. The user id is that
     * of the account to come.
     */
    RequestRegistration: messageType('RequestRegistration', addressLink.extend({ invitation: invitation.optional() })),
    /** To the address, by its link, or with an identity whose provider has proved it: claim it and open the account. */
    Register: messageType('Register', registration, [refuseClearText]),
    /** To the address: this account asks for a link to change to it. */
    RequestAddressChange: messageType('RequestAddressChange', addressLink.extend({ keyId: z.uuid() })),
    /** To the address, by its link: claim it for this account. */
    ConfirmAddressChange: messageType('ConfirmAddressChange', newAddress),
    /** To the address: this link has expired. Sent by the component's own timer. */
    ExpireAddressLink: messageType('ExpireAddressLink', addressOf.extend({ tokenHash: sha256 })),
    /** Before 2026-12, to the account: its person has opened the link of its first mail. */
    ConfirmEmail: messageType('ConfirmEmail', z.object({ userId, confirmationToken: z.string().max(200) })),
    /** Before 2026-12, to the account: its person asks for that mail again. */
    RequestConfirmation: messageType('RequestConfirmation', z.object({ userId })),
    /** To the account: it has claimed this address instead of its own. Sent by the component's own reaction. */
    ChangeAddress: messageType('ChangeAddress', newAddress),
    /**
     * To the account: this password was right, or chosen, or its person has signed in at a provider; and the second factor was
     * right, if the account has one. Or a passkey was used in their place. The password and the device are missing before 2026-12.
     */
    RecordSignIn: messageType(
      'RecordSignIn',
      z.object({
        userId,
        sessionHash,
        passwordId: sha256.optional(),
        externalId: z.uuid().optional(),
        secondFactor: secondFactor.optional(),
        passkey: usedPasskey.optional(),
        device: device.optional(),
      }),
    ),
    /** To the account: its person uses this session. */
    RecordSessionUse: messageType('RecordSessionUse', z.object({ userId, sessionHash })),
    /**
     * To the address: the password was wrong, or no account has this address. To the account, by its own id: the password was
     * right, and the code after it was wrong.
     */
    RecordSignInFailure: messageType('RecordSignInFailure', z.object({ addressId: z.uuid() })),
    /** To the address: somebody says that they forgot the password of its account. */
    RequestPasswordReset: messageType('RequestPasswordReset', z.object({ addressId: z.uuid() })),
    /** To the account: with this link, its password can be replaced. Sent by the component's own reaction. */
    AllowPasswordReset: messageType('AllowPasswordReset', resetLink),
    /** To the account: somebody with the link that was mailed chose this password. */
    ResetPassword: messageType('ResetPassword', newPassword.extend({ tokenHash: sha256 })),
    /** To the account: its person, who entered the current password, chose this one. This session stays. */
    ChangePassword: messageType('ChangePassword', newPassword.extend({ currentPasswordId: sha256, sessionHash })),
    /** To the account: its password, which was just checked, is hashed as new ones are by now. */
    RehashPassword: messageType('RehashPassword', newPassword.extend({ currentPasswordId: sha256 })),
    /**
     * To the account: signing in takes codes of this authenticator app from now on. The code of this time step was right. This
     * session stays, and all others end. The application derives the app's secret, and the recovery codes, from the id.
     */
    EnableAuthenticator: messageType(
      'EnableAuthenticator',
      z.object({ userId, authenticatorId, timeStep, sessionHash }),
    ),
    /** To the account: signing in takes the password alone. */
    DisableAuthenticator: messageType('DisableAuthenticator', z.object({ userId, authenticatorId })),
    /**
     * To the account: with this passkey its person, who entered the current password, can sign in too. The public key is in COSE
     * form, in base64url.
     */
    AddPasskey: messageType('AddPasskey', newPasskey.extend({ currentPasswordId: sha256, sessionHash })),
    RemovePasskey: messageType('RemovePasskey', z.object({ userId, passkeyId })),
    /** To the identity: with it the person of this account can sign in too. */
    ClaimExternalIdentity: messageType('ClaimExternalIdentity', newExternalIdentity),
    /** To the account: it has claimed this identity. Sent by the component's own reaction. */
    LinkExternalIdentity: messageType('LinkExternalIdentity', newExternalIdentity),
    UnlinkExternalIdentity: messageType('UnlinkExternalIdentity', z.object({ userId, linkId: z.uuid() })),
    /** To the identity: the account's link has ended, or was refused. Sent by the component's own reaction. */
    ReleaseExternalIdentity: messageType('ReleaseExternalIdentity', externalClaim),
    /** To the account: its person asks for this role. */
    RequestRole: messageType('RequestRole', z.object({ userId, role })),
    /** To the account, by an administrator. */
    GrantRole: messageType('GrantRole', z.object({ userId, role, grantedBy: z.uuid() })),
    /** To the account, by an administrator: it no longer has this role, or is refused it. */
    WithdrawRole: messageType(
      'WithdrawRole',
      /** `isRefusal`: what its person asked for, and does not have. */
      z.object({ userId, role, withdrawnBy: z.uuid(), isRefusal: z.boolean().optional() }),
    ),
    /** To the account: until the suspension is lifted, its person may do nothing but look after the account. Sent by moderation. */
    SuspendAccount: messageType('SuspendAccount', suspension),
    LiftSuspension: messageType('LiftSuspension', suspension),
    /** To the account: end all sessions but this one. */
    SignOutElsewhere: messageType('SignOutElsewhere', z.object({ userId, sessionHash })),
    /** To the account: end one session. */
    SignOut: messageType('SignOut', z.object({ userId, sessionHash })),
    /** To the account: its API token is the one with this id from now on. */
    CreateApiToken: messageType('CreateApiToken', z.object({ userId, tokenId: z.uuid() })),
    /** To the account: it has no API token any more. */
    RevokeApiToken: messageType('RevokeApiToken', z.object({ userId })),
    /** To the account: its person accepts this version of the site's terms. */
    AcceptTerms: messageType('AcceptTerms', z.object({ userId, termsVersion })),
    /** To the account: its person, who entered the password, wants it deleted in DELETION_DAYS. */
    RequestDeletion: messageType('RequestDeletion', deletionRequest),
    /** To the account: its person wants to keep it. */
    CancelDeletion: messageType('CancelDeletion', deletionRequest),
    /** To the account, once the request is due. Sent by the component's own timer. */
    DeleteAsRequested: messageType('DeleteAsRequested', deletionRequest),
    /** To the account: delete it now and forget the person. */
    DeleteAccount: messageType('DeleteAccount', z.object({ userId })),
    /**
     * To the address: the account that claimed it is deleted, or has another one. Sent by the component's own reaction. With
     * `tokenHash`, only the claim by this link ends, or that of before 2026-12 (null): the account may have claimed it again.
     */
    ReleaseAddress: messageType('ReleaseAddress', addressOf.extend({ tokenHash: sha256.nullable().optional() })),
  },
  events: {
    /** On the address: a link to register goes to it. */
    RegistrationRequested: messageType(
      'RegistrationRequested',
      addressLink.extend({ invitation: invitation.optional(), requestedAt: z.iso.datetime() }),
    ),
    /** On the address: no link goes to it. No page tells it. */
    RegistrationRequestRejected: rejectionFor('RegistrationRequestRejected', ['address-taken', 'too-many']),
    /** On the address: somebody else wants to use it, and a mail tells its person that they have this account already. */
    TakenAddressNoticed: messageType('TakenAddressNoticed', addressOf.extend({ noticedAt: z.iso.datetime() })),
    /** On the address: this account has claimed it. Since 2026-12 it names the link, and after a registration the password. */
    AddressClaimed: messageType(
      'AddressClaimed',
      addressOf.extend({ passwordId: sha256.optional(), tokenHash: sha256.optional() }),
    ),
    /** On the account: its first event. Before 2026-12 the address was proved later, or never. */
    Registered: messageType(
      'Registered',
      registration.extend({
        emailConfirmed: z.boolean().default(false),
        /** The one by which they came. */
        invitation: invitation.optional(),
        registeredAt: z.iso.datetime(),
      }),
      [refuseClearText],
    ),
    /**
     * On the address: another account has it (`address-taken`), or the link was used, has expired or never existed
     * (`link-ended`). Before 2026-12, the account was deleted (`account-deleted`).
     */
    RegistrationRejected: rejectionFor('RegistrationRejected', ['address-taken', 'account-deleted', 'link-ended']),
    /** On the address: a link to change to it goes to it. */
    AddressChangeRequested: messageType(
      'AddressChangeRequested',
      addressLink.extend({ keyId: z.uuid(), requestedAt: z.iso.datetime() }),
    ),
    /** On the address: it is the account's claim. The account has its earlier address until `AddressChanged`. */
    AddressChangeConfirmed: messageType('AddressChangeConfirmed', newAddress),
    /**
     * On the address; on the account if it was deleted meanwhile. The key of what was encrypted for it is deleted: the address may
     * be somebody else's.
     */
    AddressChangeRejected: messageType(
      'AddressChangeRejected',
      addressOf.extend({
        reason: z.enum(['address-taken', 'link-ended', 'too-many', 'account-deleted']),
        keyId: z.uuid(),
      }),
    ),
    /**
     * On the address: nobody opened the link in time. The key of what was encrypted for it is deleted: `keyId`, or that of the person
     * to come.
     */
    AddressLinkExpired: messageType(
      'AddressLinkExpired',
      addressOf.extend({ tokenHash: sha256, keyId: z.uuid().optional() }),
    ),
    /** On the account: its links to choose a password end, because the address of before has them. */
    AddressChanged: messageType(
      'AddressChanged',
      newAddress.extend({
        previousAddressId: z.uuid(),
        /** Of the link by which it had claimed that one. Null before 2026-12. */
        previousTokenHash: sha256.nullable(),
        changedAt: z.iso.datetime(),
      }),
    ),
    /** On the account: its person has proved the address after they had registered. */
    EmailConfirmed: messageType('EmailConfirmed', z.object({ userId })),
    /** Before 2026-12, on the account: the mail with the link that proves the address goes to its person again. */
    ConfirmationRequested: messageType('ConfirmationRequested', z.object({ userId, requestedAt: z.iso.datetime() })),
    /** Before 2026-12. */
    ConfirmationRequestRejected: rejectionFor('ConfirmationRequestRejected', ['no-such-account', 'too-many']),
    /** Before 2026-12. */
    EmailConfirmationRejected: rejectionFor('EmailConfirmationRejected', ['no-such-account', 'wrong-token']),
    /** The device is missing before 2026-12. */
    UserSignedIn: messageType(
      'UserSignedIn',
      z.object({ userId, sessionHash, device: device.optional(), signedInAt: z.iso.datetime() }),
    ),
    AuthenticatorEnabled: messageType(
      'AuthenticatorEnabled',
      z.object({ userId, authenticatorId, timeStep, enabledAt: z.iso.datetime() }),
    ),
    /** On the account: with this session's beginning. No code of this time step or before works again, nor these recovery codes. */
    SecondFactorUsed: messageType(
      'SecondFactorUsed',
      z.object({
        userId,
        sessionHash,
        authenticatorId,
        timeStep,
        usedRecoveryCodes: z.array(z.int().min(1).max(RECOVERY_CODES)),
      }),
    ),
    AuthenticatorDisabled: messageType(
      'AuthenticatorDisabled',
      z.object({ userId, authenticatorId, disabledAt: z.iso.datetime() }),
    ),
    PasskeyAdded: messageType('PasskeyAdded', newPasskey.extend({ addedAt: z.iso.datetime() })),
    PasskeyRejected: rejectionFor('PasskeyRejected', [
      'no-such-account',
      'too-many',
      'password-changed',
      'session-ended',
    ]),
    /** On the account: with this session's beginning. What the passkey has signed works no second time. */
    PasskeyUsed: messageType('PasskeyUsed', usedPasskey.extend({ userId, sessionHash, usedAt: z.iso.datetime() })),
    /** By its person, or by a mailed link to choose a password. */
    PasskeyRemoved: messageType(
      'PasskeyRemoved',
      z.object({ userId, passkeyId, how: z.enum(['person', 'link']), removedAt: z.iso.datetime() }),
    ),
    /** On the identity: this account has claimed it, also again. */
    ExternalIdentityClaimed: messageType('ExternalIdentityClaimed', newExternalIdentity),
    /** On the identity if another account has it; else on the account, which had an identity of this provider, or changed meanwhile. */
    ExternalIdentityRejected: messageType(
      'ExternalIdentityRejected',
      externalClaim.extend({
        reason: z.enum(['identity-taken', 'other-linked', 'no-such-account', 'password-changed', 'session-ended']),
      }),
    ),
    /** On the account: its person can sign in with this identity. */
    ExternalIdentityLinked: messageType(
      'ExternalIdentityLinked',
      externalIdentity.extend({ userId, linkedAt: z.iso.datetime() }),
    ),
    /** By its person, by a mailed link to choose a password, or before the account is deleted. */
    ExternalIdentityUnlinked: messageType(
      'ExternalIdentityUnlinked',
      externalIdentity.extend({ userId, how: z.enum(['person', 'link', 'deletion']), unlinkedAt: z.iso.datetime() }),
    ),
    /** On the identity: another account can claim it. */
    ExternalIdentityReleased: messageType('ExternalIdentityReleased', externalClaim),
    /** On the account, once a day at most: so many codes were wrong that further ones are refused. Its person is told by mail. */
    WrongCodesNoticed: messageType('WrongCodesNoticed', z.object({ userId, noticedAt: z.iso.datetime() })),
    /** On the account, every SESSION_USE_HOURS at most. */
    SessionUsed: messageType('SessionUsed', z.object({ userId, sessionHash, usedAt: z.iso.datetime() })),
    /** On the address, or on the account for a wrong code. */
    SignInFailed: messageType('SignInFailed', z.object({ addressId: z.uuid(), failedAt: z.iso.datetime() })),
    /** On the address, whose account this is, at most once a minute: a link goes to the address. */
    PasswordResetRequested: messageType(
      'PasswordResetRequested',
      z.object({ addressId: z.uuid(), userId, requestedAt: z.iso.datetime() }),
    ),
    /** On the account, at most three times an hour between two passwords. Earlier links end. */
    PasswordResetAllowed: messageType('PasswordResetAllowed', resetLink),
    /** `link-ended`: it was used, it expired, a newer one replaced it, or it never existed. */
    PasswordResetRejected: rejectionFor('PasswordResetRejected', ['no-such-account', 'link-ended']),
    /**
     * On the account. Its link to choose a password ends, and so do its sessions, each with an event of its own. What was
     * tried before counts no more. The address is missing before 2026-12.
     */
    PasswordChanged: messageType(
      'PasswordChanged',
      newPassword.extend({
        addressId: z.uuid().optional(),
        how: z.enum(['link', 'current-password']),
        changedAt: z.iso.datetime(),
      }),
    ),
    /** On the account. The password stays, and has another id. */
    PasswordRehashed: messageType('PasswordRehashed', newPassword.extend({ rehashedAt: z.iso.datetime() })),
    /** `password-changed`: another password was checked than the one that is current by now. */
    PasswordChangeRejected: rejectionFor('PasswordChangeRejected', [
      'no-such-account',
      'password-changed',
      'session-ended',
    ]),
    RoleRequested: messageType('RoleRequested', z.object({ userId, role, requestedAt: z.iso.datetime() })),
    /** On the account. All sessions end, so that none from before has more rights. */
    RoleGranted: messageType(
      'RoleGranted',
      z.object({ userId, role, grantedBy: z.uuid(), grantedAt: z.iso.datetime() }),
    ),
    RoleWithdrawn: messageType(
      'RoleWithdrawn',
      z.object({ userId, role, withdrawnBy: z.uuid(), withdrawnAt: z.iso.datetime() }),
    ),
    RoleRejected: rejectionFor('RoleRejected', ['no-such-account', 'suspended', 'already-granted']),
    AccountSuspended: messageType('AccountSuspended', suspension.extend({ suspendedAt: z.iso.datetime() })),
    SuspensionLifted: messageType('SuspensionLifted', suspension.extend({ liftedAt: z.iso.datetime() })),
    UserSignedOut: messageType('UserSignedOut', z.object({ userId, sessionHash, signedOutAt: z.iso.datetime() })),
    /** On the account. An earlier token ends. The application makes the token from its id. */
    ApiTokenCreated: messageType(
      'ApiTokenCreated',
      z.object({ userId, tokenId: z.uuid(), createdAt: z.iso.datetime() }),
    ),
    ApiTokenRevoked: messageType('ApiTokenRevoked', z.object({ userId, revokedAt: z.iso.datetime() })),
    /** On the account, after its registration. */
    TermsAccepted: messageType('TermsAccepted', z.object({ userId, termsVersion, acceptedAt: z.iso.datetime() })),
    /** On the account. All sessions end. Until it is deleted, its person can only look after it, and others see nothing of it. */
    DeletionRequested: messageType(
      'DeletionRequested',
      deletionRequest.extend({ requestedAt: z.iso.datetime(), deleteAt: z.iso.datetime() }),
    ),
    /** On the account: it stays, and is as it was before. */
    DeletionCancelled: messageType('DeletionCancelled', deletionRequest.extend({ cancelledAt: z.iso.datetime() })),
    /** On the account: its last event. The person's key is deleted, so none of their personal data can be decrypted. */
    AccountDeleted: messageType(
      'AccountDeleted',
      z.object({ userId, addressId: z.uuid(), deletedAt: z.iso.datetime() }),
    ),
    AccountDeletionRejected: rejectionFor('AccountDeletionRejected', ['no-such-account']),
    /** On the address: it can be registered again. */
    AddressReleased: messageType('AddressReleased', addressOf),
  },
});

type Rejections = Pick<typeof identity.events, `${string}Rejected` & keyof typeof identity.events>;
/** The possible reasons of a rejection of this type. */
export type ReasonOf<Type extends keyof Rejections> = ReturnType<Rejections[Type]>['data']['reason'];

/** A person, as components that write mails know them. */
export interface Person {
  readonly userId: string;
  /** Encrypts what is written to them. */
  readonly key: Buffer;
  readonly name: string;
  /** Their address of now. */
  readonly email: string;
  /** Whether they have proved that the address is theirs. */
  readonly isEmailConfirmed: boolean;
}

/** Returns the person of the account with this id; null if there is none, or they are forgotten. Only components may read keys. */
export async function readPerson(store: MessageStore, id: string): Promise<Person | null> {
  const stream = identity.stream(id);
  const [key, registered, confirmed, changed] = await Promise.all([
    readKey(store.pool, id),
    store.readLast(stream, { type: 'Registered' }),
    store.readLast(stream, { type: 'EmailConfirmed' }),
    store.readLast(stream, { type: 'AddressChanged' }),
  ]);
  if (!key || !registered) return null;
  const { name, email, emailConfirmed } = decryptFields(key, identity.events.Registered.read(registered).data);
  const address = changed ? await addressIn(store, identity.events.AddressChanged.read(changed).data) : email;
  if (name === null || address === null) return null;
  return {
    userId: id,
    key,
    name,
    email: address,
    isEmailConfirmed: emailConfirmed || confirmed !== null || changed !== null,
  };
}

/** Returns the address that a message has with a key of its own; null if its person is forgotten. */
export async function addressIn({ pool }: MessageStore, data: z.output<typeof newAddress>): Promise<string | null> {
  return decryptFields(await readKey(pool, data.keyId), data).email;
}

/**
 * Why what a person has made is hidden from others: a moderator has suspended the account, or it is going to be deleted.
 * `decisionId` names the decision, or the request.
 */
export interface Hiding {
  readonly decisionId: string;
  readonly reason: 'moderation' | 'account-deletion';
}

type HidingEvent = Extract<
  EventOf<typeof identity>,
  { type: 'AccountSuspended' | 'SuspensionLifted' | 'DeletionRequested' | 'DeletionCancelled' }
>;

/** Returns what an event begins or ends, and when: ISO 8601. Pure. */
export function hidingIn(event: HidingEvent): Hiding & { readonly begins: boolean; readonly at: string } {
  switch (event.type) {
    case 'AccountSuspended':
      return { ...ofModeration(event.data), begins: true, at: event.data.suspendedAt };
    case 'SuspensionLifted':
      return { ...ofModeration(event.data), begins: false, at: event.data.liftedAt };
    case 'DeletionRequested':
      return { ...ofDeletion(event.data), begins: true, at: event.data.requestedAt };
    case 'DeletionCancelled':
      return { ...ofDeletion(event.data), begins: false, at: event.data.cancelledAt };
  }
}

const ofModeration = ({ decisionId }: { decisionId: string }) => ({ decisionId, reason: 'moderation' as const });
const ofDeletion = ({ requestId }: { requestId: string }) => ({
  decisionId: requestId,
  reason: 'account-deletion' as const,
});

/** Returns why what a person has made is hidden now. Empty if it is not. */
export async function hidingsOf(store: MessageStore, id: string): Promise<Hiding[]> {
  const last = (type: HidingEvent['type']) => store.readLast(identity.stream(id), { type });
  const [suspended, lifted, requested, cancelled] = await Promise.all([
    ...[last('AccountSuspended'), last('SuspensionLifted')],
    ...[last('DeletionRequested'), last('DeletionCancelled')],
  ]);
  const isHolding = (begun: { position: number } | null, ended: { position: number } | null) =>
    begun !== null && (ended === null || ended.position < begun.position);
  return [
    ...(isHolding(suspended!, lifted!) ? [ofModeration(identity.events.AccountSuspended.read(suspended!).data)] : []),
    ...(isHolding(requested!, cancelled!) ? [ofDeletion(identity.events.DeletionRequested.read(requested!).data)] : []),
  ];
}

/** Returns until when a link that proves an address works: ISO 8601. Pure. */
export function addressLinkEnd({
  requestedAt,
  invitation: by = null,
}: {
  requestedAt: string;
  invitation?: unknown;
}): string {
  const hours = by === null ? ADDRESS_LINK_HOURS : INVITATION_DAYS * 24;
  return new Date(Date.parse(requestedAt) + hours * 3600_000).toISOString();
}
