import { addressFingerprint } from '@/personal-data/address';
import { encryptExample } from '@/personal-data/testing/example-keys';
import type { ExamplesOf } from '@message-db/runtime/testing';
import { identity, SIGN_IN_FAILURES_MAX } from './contract';

/**
 * Ada asks for a link, registers, changes her address, signs in, uses her session, enables an authenticator app and disables it, connects an identity elsewhere and disconnects it, makes an API token and revokes it, changes her password, forgets it and
 * chooses another one, signs out, and deletes her account. Another person tries to register with her address.
 */
const { commands, events } = identity;

const userId = '00000000-0000-4000-8000-00000000000a';
const otherUserId = '00000000-0000-4000-8000-00000000000b';
/** Returns the id of an address, without the pepper of a database. */
export const exampleAddressId = (address: string) => addressFingerprint(address);
const address = { addressId: exampleAddressId('ada@example.com') };
const otherAddress = { addressId: exampleAddressId('ada@example.org') };
export const passwordHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA';
const person = encryptExample(userId, { email: 'ada@example.com', name: 'Ada', passwordHash });
const tokenHash = 'c'.repeat(64);
const token = '9d0a2c53-95b4-4d7d-9c4b-0b1c2d3e4f50';
const passwordId = 'd'.repeat(64);
const currentPasswordId = 'e'.repeat(64);
const registration = { userId, ...address, ...person, passwordId: currentPasswordId, tokenHash };
const link = { userId, ...address, ...encryptExample(userId, { email: 'ada@example.com', token }), tokenHash };
const newAddress = {
  ...{ userId, ...otherAddress, keyId: userId, tokenHash },
  ...encryptExample(userId, { email: 'ada@example.org' }),
};
const changeLink = { ...newAddress, ...encryptExample(userId, { token }), tokenHash };
const session = { userId, sessionHash: 'a'.repeat(64) };
const device = { kind: 'computer', browser: 'Firefox', system: 'Linux' } as const;
const newPassword = {
  userId,
  keyId: userId,
  passwordId,
  ...encryptExample(userId, { passwordHash: `${passwordHash}B` }),
};
const requestId = '90000000-0000-4000-8000-000000000002';
const resetLink = { userId, requestId, tokenHash, expiresAt: '2026-11-21T12:10:00.000Z' };
const otherSession = { userId, sessionHash: 'b'.repeat(64) };
const authenticatorId = '90000000-0000-4000-8000-000000000003';
const timeStep = 59_476_000;
const secondFactor = { kind: 'code', authenticatorId, timeStep: timeStep + 1 } as const;
const decisionId = '90000000-0000-4000-8000-000000000005';
const deletionRequest = { userId, requestId: '90000000-0000-4000-8000-000000000006' };
const passkeyId = 'an-example-passkey';
const newPasskey = { userId, passkeyId, publicKey: 'p'.repeat(40), signCount: 0, transports: ['internal'], device };
const usedPasskey = { passkeyId, signCount: 0, challengeHash: '7'.repeat(64) };
const externalIdentity = {
  externalId: '90000000-0000-8000-8000-000000000007',
  issuer: 'https://login.example.com',
  linkId: '90000000-0000-4000-8000-000000000008',
};
const { issuer: _issuer, ...externalClaim } = { userId, ...externalIdentity };
const newExternalIdentity = { userId, ...externalIdentity, currentPasswordId, sessionHash: 'b'.repeat(64) };
const tokenId = '90000000-0000-4000-8000-000000000001';

export const examples = {
  commands: {
    RequestRegistration: commands.RequestRegistration(link),
    Register: commands.Register(registration),
    RequestAddressChange: commands.RequestAddressChange(changeLink),
    ConfirmAddressChange: commands.ConfirmAddressChange(newAddress),
    ExpireAddressLink: commands.ExpireAddressLink({ userId, ...address, tokenHash }),
    ConfirmEmail: commands.ConfirmEmail({ userId, confirmationToken: token }),
    RequestConfirmation: commands.RequestConfirmation({ userId }),
    ChangeAddress: commands.ChangeAddress({ ...newAddress, tokenHash: '8'.repeat(64) }),
    RecordSignIn: commands.RecordSignIn({
      ...session,
      passwordId: currentPasswordId,
      secondFactor,
      passkey: usedPasskey,
      device,
    }),
    RecordSessionUse: commands.RecordSessionUse(session),
    RecordSignInFailure: commands.RecordSignInFailure(address),
    RequestPasswordReset: commands.RequestPasswordReset(address),
    AllowPasswordReset: commands.AllowPasswordReset(resetLink),
    ResetPassword: commands.ResetPassword({ ...newPassword, tokenHash }),
    ChangePassword: commands.ChangePassword({ ...newPassword, currentPasswordId, ...otherSession }),
    RehashPassword: commands.RehashPassword({ ...newPassword, passwordId: 'f'.repeat(64), currentPasswordId }),
    EnableAuthenticator: commands.EnableAuthenticator({ ...session, authenticatorId, timeStep }),
    DisableAuthenticator: commands.DisableAuthenticator({ userId, authenticatorId }),
    AddPasskey: commands.AddPasskey({ ...newPasskey, currentPasswordId, sessionHash: otherSession.sessionHash }),
    RemovePasskey: commands.RemovePasskey({ userId, passkeyId }),
    ClaimExternalIdentity: commands.ClaimExternalIdentity(newExternalIdentity),
    LinkExternalIdentity: commands.LinkExternalIdentity(newExternalIdentity),
    UnlinkExternalIdentity: commands.UnlinkExternalIdentity({ userId, linkId: externalIdentity.linkId }),
    ReleaseExternalIdentity: commands.ReleaseExternalIdentity(externalClaim),
    RequestRole: commands.RequestRole({ userId, role: 'creator' }),
    GrantRole: commands.GrantRole({ userId, role: 'moderator', grantedBy: otherUserId }),
    WithdrawRole: commands.WithdrawRole({ userId, role: 'moderator', withdrawnBy: otherUserId }),
    SuspendAccount: commands.SuspendAccount({ userId, decisionId }),
    LiftSuspension: commands.LiftSuspension({ userId, decisionId }),
    SignOutElsewhere: commands.SignOutElsewhere(otherSession),
    SignOut: commands.SignOut(session),
    CreateApiToken: commands.CreateApiToken({ userId, tokenId }),
    RevokeApiToken: commands.RevokeApiToken({ userId }),
    AcceptTerms: commands.AcceptTerms({ userId, termsVersion: '2026-11-01' }),
    RequestDeletion: commands.RequestDeletion(deletionRequest),
    CancelDeletion: commands.CancelDeletion(deletionRequest),
    DeleteAsRequested: commands.DeleteAsRequested(deletionRequest),
    DeleteAccount: commands.DeleteAccount({ userId }),
    ReleaseAddress: commands.ReleaseAddress({ ...address, userId }),
  },
  events: {
    RegistrationRequested: events.RegistrationRequested({ ...link, requestedAt: '2026-11-21T09:50:00.000Z' }),
    RegistrationRequestRejected: events.RegistrationRequestRejected({ reason: 'address-taken', userId: otherUserId }),
    TakenAddressNoticed: events.TakenAddressNoticed({ ...address, userId, noticedAt: '2026-11-21T09:55:00.000Z' }),
    AddressClaimed: events.AddressClaimed({ ...address, userId, passwordId: currentPasswordId, tokenHash }),
    Registered: events.Registered({
      ...registration,
      emailConfirmed: true,
      registeredAt: '2026-11-21T10:00:00.000Z',
    }),
    RegistrationRejected: events.RegistrationRejected({ reason: 'link-ended', userId: otherUserId }),
    AddressChangeRequested: events.AddressChangeRequested({ ...changeLink, requestedAt: '2026-11-21T10:01:00.000Z' }),
    AddressChangeConfirmed: events.AddressChangeConfirmed(newAddress),
    AddressChangeRejected: events.AddressChangeRejected({
      reason: 'link-ended',
      userId,
      ...otherAddress,
      keyId: userId,
    }),
    AddressLinkExpired: events.AddressLinkExpired({ userId, ...address, tokenHash }),
    AddressChanged: events.AddressChanged({
      ...newAddress,
      tokenHash: '8'.repeat(64),
      previousAddressId: address.addressId,
      previousTokenHash: tokenHash,
      changedAt: '2026-11-21T10:01:30.000Z',
    }),
    ConfirmationRequested: events.ConfirmationRequested({ userId, requestedAt: '2026-11-21T10:02:00.000Z' }),
    ConfirmationRequestRejected: events.ConfirmationRequestRejected({ reason: 'too-many', userId }),
    EmailConfirmed: events.EmailConfirmed({ userId }),
    EmailConfirmationRejected: events.EmailConfirmationRejected({ reason: 'wrong-token', userId }),
    UserSignedIn: events.UserSignedIn({ ...session, device, signedInAt: '2026-11-20T10:05:00.000Z' }),
    SessionUsed: events.SessionUsed({ ...session, usedAt: '2026-11-20T20:05:00.000Z' }),
    SignInFailed: events.SignInFailed({ ...address, failedAt: '2026-11-21T10:04:00.000Z' }),
    PasswordResetRequested: events.PasswordResetRequested({
      ...address,
      userId,
      requestedAt: '2026-11-21T11:10:00.000Z',
    }),
    PasswordResetAllowed: events.PasswordResetAllowed(resetLink),
    PasswordResetRejected: events.PasswordResetRejected({ reason: 'link-ended', userId }),
    PasswordChangeRejected: events.PasswordChangeRejected({ reason: 'password-changed', userId }),
    PasswordChanged: events.PasswordChanged({
      ...newPassword,
      ...address,
      how: 'link',
      changedAt: '2026-11-21T11:12:00.000Z',
    }),
    PasswordRehashed: events.PasswordRehashed({
      ...newPassword,
      passwordId: 'f'.repeat(64),
      rehashedAt: '2026-11-21T10:06:00.000Z',
    }),
    AuthenticatorEnabled: events.AuthenticatorEnabled({
      userId,
      authenticatorId,
      timeStep,
      enabledAt: '2026-11-21T10:08:00.000Z',
    }),
    SecondFactorUsed: events.SecondFactorUsed({
      ...session,
      authenticatorId,
      timeStep: timeStep + 1,
      usedRecoveryCodes: [3],
    }),
    WrongCodesNoticed: events.WrongCodesNoticed({ userId, noticedAt: '2026-11-21T10:08:30.000Z' }),
    AuthenticatorDisabled: events.AuthenticatorDisabled({
      userId,
      authenticatorId,
      disabledAt: '2026-11-21T10:09:00.000Z',
    }),
    PasskeyAdded: events.PasskeyAdded({ ...newPasskey, addedAt: '2026-11-21T10:09:10.000Z' }),
    PasskeyRejected: events.PasskeyRejected({ reason: 'too-many', userId }),
    PasskeyUsed: events.PasskeyUsed({ ...otherSession, ...usedPasskey, usedAt: '2026-11-21T10:09:20.000Z' }),
    PasskeyRemoved: events.PasskeyRemoved({ userId, passkeyId, how: 'person', removedAt: '2026-11-21T10:09:30.000Z' }),
    ExternalIdentityClaimed: events.ExternalIdentityClaimed(newExternalIdentity),
    ExternalIdentityRejected: events.ExternalIdentityRejected({ ...externalClaim, reason: 'identity-taken' }),
    ExternalIdentityLinked: events.ExternalIdentityLinked({
      userId,
      ...externalIdentity,
      linkedAt: '2026-11-21T10:10:00.000Z',
    }),
    ExternalIdentityUnlinked: events.ExternalIdentityUnlinked({
      userId,
      ...externalIdentity,
      how: 'person',
      unlinkedAt: '2026-11-21T10:11:00.000Z',
    }),
    ExternalIdentityReleased: events.ExternalIdentityReleased(externalClaim),
    RoleRequested: events.RoleRequested({ userId, role: 'creator', requestedAt: '2026-11-21T10:50:00.000Z' }),
    RoleGranted: events.RoleGranted({
      userId,
      role: 'moderator',
      grantedBy: otherUserId,
      grantedAt: '2026-11-21T10:51:00.000Z',
    }),
    RoleWithdrawn: events.RoleWithdrawn({
      userId,
      role: 'moderator',
      withdrawnBy: otherUserId,
      withdrawnAt: '2026-11-21T10:52:00.000Z',
    }),
    RoleRejected: events.RoleRejected({ reason: 'suspended', userId }),
    AccountSuspended: events.AccountSuspended({ userId, decisionId, suspendedAt: '2026-11-21T10:53:00.000Z' }),
    SuspensionLifted: events.SuspensionLifted({ userId, decisionId, liftedAt: '2026-11-21T10:54:00.000Z' }),
    UserSignedOut: events.UserSignedOut({ ...session, signedOutAt: '2026-11-21T11:00:00.000Z' }),
    ApiTokenCreated: events.ApiTokenCreated({ userId, tokenId, createdAt: '2026-11-21T10:30:00.000Z' }),
    ApiTokenRevoked: events.ApiTokenRevoked({ userId, revokedAt: '2026-11-21T10:40:00.000Z' }),
    TermsAccepted: events.TermsAccepted({
      ...{ userId, termsVersion: '2026-11-01', acceptedAt: '2026-11-21T11:40:00.000Z' },
    }),
    DeletionRequested: events.DeletionRequested({
      ...deletionRequest,
      ...{ requestedAt: '2026-11-21T11:50:00.000Z', deleteAt: '2026-12-05T11:50:00.000Z' },
    }),
    DeletionCancelled: events.DeletionCancelled({ ...deletionRequest, cancelledAt: '2026-11-21T11:55:00.000Z' }),
    AccountDeleted: events.AccountDeleted({ userId, ...address, deletedAt: '2026-11-21T12:00:00.000Z' }),
    AccountDeletionRejected: events.AccountDeletionRejected({ reason: 'no-such-account', userId: otherUserId }),
    AddressReleased: events.AddressReleased({ ...address, userId }),
  },
} satisfies ExamplesOf<typeof identity>;

/** An account of before 2026-12, whose address is not confirmed. */
export const unconfirmed = events.Registered({
  ...examples.events.Registered.data,
  passwordId: undefined,
  tokenHash: undefined,
  confirmationToken: token,
  emailConfirmed: false,
});

/**
 * That account, whose session was not used for some hours, and with wrong codes of the last minutes; and an address and an identity
 * elsewhere of another account.
 */
export const otherPast = [
  unconfirmed,
  events.AddressClaimed({ ...address, userId: otherUserId }),
  events.ExternalIdentityClaimed({ ...newExternalIdentity, userId: otherUserId, linkId: requestId }),
  examples.events.UserSignedIn,
  ...Array.from({ length: SIGN_IN_FAILURES_MAX - 1 }, () =>
    events.SignInFailed({ addressId: userId, failedAt: '2026-11-21T11:58:00.000Z' }),
  ),
];
