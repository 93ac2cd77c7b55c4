import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { encryptExample } from '@/personal-data/testing/example-keys';
import { identity } from './contract';
import { exampleAddressId, examples, passwordHash } from './examples';

const tokenId = fc.constantFrom(...[1, 2].map((last) => `90000000-0000-4000-8000-00000000000${last}`));
const tokenHash = fc.constantFrom('c', 'd').map((letter) => letter.repeat(64));
const passwordId = fc.constantFrom('d', 'e').map((letter) => letter.repeat(64));
const authenticatorId = fc.constantFrom(...[3, 4].map((last) => `90000000-0000-4000-8000-00000000000${last}`));
const timeStep = fc.constantFrom(1, 2, 3);
const secondFactor = fc.oneof(
  fc.record({ kind: fc.constant('code' as const), authenticatorId, timeStep }),
  fc.record({ kind: fc.constant('recovery-code' as const), authenticatorId, number: fc.constantFrom(1, 2) }),
);
const passkeyId = fc.constantFrom('an-example-passkey', 'another-passkey');
const signCount = fc.constantFrom(0, 1, 2);
const passkey = fc.record({ passkeyId, signCount, challengeHash: tokenHash });
const externalId = fc.constantFrom(...[7, 8].map((last) => `90000000-0000-8000-8000-00000000000${last}`));
const linkId = fc.constantFrom(...[1, 2, 3].map((last) => `90000000-0000-4000-8000-0000000000a${last}`));
const decisionId = fc.constantFrom(...[5, 6].map((last) => `90000000-0000-4000-8000-00000000000${last}`));
const termsVersion = fc.constantFrom('1', '2');
const sessionHash = fc.constantFrom('a', 'b', 'c').map((letter) => letter.repeat(64));

/** Commands to the account of the examples. */
export function accountCommands() {
  const {
    RequestRegistration: _requestRegistration,
    Register: _register,
    RequestAddressChange: _requestChange,
    ConfirmAddressChange: _confirmChange,
    ExpireAddressLink: _expire,
    RecordSignInFailure: _failure,
    ReleaseAddress: _release,
    RequestPasswordReset: _request,
    ClaimExternalIdentity: _claim,
    ReleaseExternalIdentity: _releaseIdentity,
    ...ofAccount
  } = variationsOf(identity.commands, examples.commands, {
    sessionHash,
    tokenHash,
    passwordId,
    currentPasswordId: passwordId,
    authenticatorId,
    timeStep,
    // Most sign in with a password.
    passkey: fc.option(passkey, { nil: undefined, freq: 1 }),
    passkeyId,
    signCount,
    secondFactor,
    externalId,
    linkId,
    expiresAt: moments,
    tokenId,
    role: fc.constantFrom('creator' as const, 'moderator' as const),
    decisionId,
    termsVersion,
    addressId: fc.constantFrom('ada@example.com', 'ada@example.org').map(exampleAddressId),
  });
  return anyOf(ofAccount);
}

/** Commands to the address of the examples, for accounts of these people. */
export function addressCommands(userIds: readonly string[]) {
  const userId = fc.constantFrom(...userIds);
  const all = variationsOf(identity.commands, examples.commands, { userId, tokenHash });
  const { RequestRegistration, Register, RequestAddressChange, ConfirmAddressChange, ExpireAddressLink } = all;
  const { RecordSignInFailure, RequestPasswordReset, ReleaseAddress } = all;
  return anyOf({
    ...{ RequestRegistration, Register, RequestAddressChange, ConfirmAddressChange, ExpireAddressLink },
    ...{ RecordSignInFailure, RequestPasswordReset, ReleaseAddress },
  });
}

/** Commands to the external identity of the examples, for accounts of these people. */
export function externalIdentityCommands(userIds: readonly string[]) {
  const userId = fc.constantFrom(...userIds);
  const { ClaimExternalIdentity, ReleaseExternalIdentity } = variationsOf(identity.commands, examples.commands, {
    userId,
    linkId,
  });
  return anyOf({ ClaimExternalIdentity, ReleaseExternalIdentity });
}

/** Returns the stream of an account. No other account has its address. */
export function accountStream(userId: string): ArbitraryStream {
  const encrypted = (field: 'email' | 'name', text: string) => encryptExample(userId, { [field]: text })[field]!;
  const all = variationsOf(identity.events, examples.events, {
    userId: fc.constant(userId),
    email: fc
      .constantFrom(`${userId}@example.com`, `${userId}@example.org`)
      .map((address) => encrypted('email', address)),
    name: fc.constantFrom('Ada', 'Bob', 'Zoë').map((name) => encrypted('name', name)),
    passwordHash: fc
      .constantFrom(passwordHash, `${passwordHash}B`)
      .map((hash) => encryptExample(userId, { passwordHash: hash }).passwordHash),
    keyId: fc.constant(userId),
    tokenHash,
    passwordId,
    expiresAt: moments,
    changedAt: moments,
    rehashedAt: moments,
    authenticatorId,
    timeStep,
    passkeyId,
    signCount,
    addedAt: moments,
    removedAt: moments,
    // No other account has them.
    externalId: fc.constantFrom('7', '8').map((last) => `${last}${userId.slice(1)}`),
    linkId,
    linkedAt: moments,
    unlinkedAt: moments,
    enabledAt: moments,
    disabledAt: moments,
    noticedAt: moments,
    requestedAt: moments,
    sessionHash,
    registeredAt: moments,
    signedInAt: moments,
    usedAt: moments,
    signedOutAt: moments,
    deletedAt: moments,
    deleteAt: moments,
    acceptedAt: moments,
    termsVersion,
    cancelledAt: moments,
    tokenId,
    createdAt: moments,
    revokedAt: moments,
  });
  const { Registered, EmailConfirmed, EmailConfirmationRejected, UserSignedIn, UserSignedOut, AccountDeleted } = all;
  const { SessionUsed, AuthenticatorEnabled, SecondFactorUsed, AuthenticatorDisabled, WrongCodesNoticed } = all;
  const { ConfirmationRequested, ConfirmationRequestRejected, AddressChanged } = all;
  const { ApiTokenCreated, ApiTokenRevoked, PasswordResetAllowed, PasswordResetRejected } = all;
  const { PasswordChanged, PasswordChangeRejected, PasswordRehashed } = all;
  const { PasskeyAdded, PasskeyRejected, PasskeyUsed, PasskeyRemoved } = all;
  const { DeletionRequested, DeletionCancelled, TermsAccepted } = all;
  const { ExternalIdentityLinked, ExternalIdentityUnlinked } = all;
  return {
    name: identity.stream(userId),
    first: Registered,
    later: anyOf({
      ...{ EmailConfirmed, EmailConfirmationRejected, UserSignedIn, SessionUsed, UserSignedOut, AccountDeleted },
      ...{ AuthenticatorEnabled, SecondFactorUsed, AuthenticatorDisabled, WrongCodesNoticed },
      ...{ ConfirmationRequested, ConfirmationRequestRejected, AddressChanged },
      ...{ ApiTokenCreated, ApiTokenRevoked, PasswordResetAllowed, PasswordResetRejected },
      ...{ PasswordChanged, PasswordChangeRejected, PasswordRehashed },
      ...{ PasskeyAdded, PasskeyRejected, PasskeyUsed, PasskeyRemoved },
      ...{ DeletionRequested, DeletionCancelled, TermsAccepted },
      ...{ ExternalIdentityLinked, ExternalIdentityUnlinked },
    }),
    weight: 1,
  };
}

/** Returns the stream of an address, most of whose events are failed sign-ins. */
export function addressStream(address: string): ArbitraryStream {
  const all = variationsOf(identity.events, examples.events, {
    addressId: fc.constant(exampleAddressId(address)),
    tokenHash,
    failedAt: moments,
    requestedAt: moments,
    noticedAt: moments,
  });
  const { RegistrationRequested, RegistrationRequestRejected, TakenAddressNoticed, AddressClaimed } = all;
  const { RegistrationRejected, AddressChangeRequested, AddressChangeConfirmed, AddressChangeRejected } = all;
  const { AddressLinkExpired, PasswordResetRequested, AddressReleased, SignInFailed } = all;
  const later = fc.oneof(
    ...[RegistrationRequested, RegistrationRequestRejected, TakenAddressNoticed, AddressClaimed],
    ...[RegistrationRejected, AddressChangeRequested, AddressChangeConfirmed, AddressChangeRejected],
    ...[AddressLinkExpired, PasswordResetRequested, AddressReleased],
    { arbitrary: SignInFailed, weight: 12 },
  );
  return { name: identity.stream(exampleAddressId(address)), first: later, later, weight: 2 };
}
