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
const sessionHash = fc.constantFrom('a', 'b', 'c').map((letter) => letter.repeat(64));

/** Commands to the account of the examples. The confirmation token is right or a guess. */
export function accountCommands() {
  const {
    Register: _,
    RecordSignInFailure: _failure,
    ReleaseAddress: _release,
    RequestPasswordReset: _request,
    ...ofAccount
  } = variationsOf(identity.commands, examples.commands, {
    sessionHash,
    tokenHash,
    passwordId,
    currentPasswordId: passwordId,
    authenticatorId,
    timeStep,
    secondFactor,
    expiresAt: moments,
    tokenId,
    confirmationToken: fc.constantFrom(examples.commands.ConfirmEmail.data.confirmationToken, 'a guess'),
  });
  return anyOf(ofAccount);
}

/** Commands to the address of the examples, for accounts of these people. */
export function addressCommands(userIds: readonly string[]) {
  const userId = fc.constantFrom(...userIds);
  const { Register, RecordSignInFailure, RequestPasswordReset, ReleaseAddress } = variationsOf(
    identity.commands,
    examples.commands,
    { userId },
  );
  return anyOf({ Register, RecordSignInFailure, RequestPasswordReset, ReleaseAddress });
}

/** Returns the stream of an account. No other account has its address. */
export function accountStream(userId: string): ArbitraryStream {
  const encrypted = (field: 'email' | 'name', text: string) => encryptExample(userId, { [field]: text })[field]!;
  const all = variationsOf(identity.events, examples.events, {
    userId: fc.constant(userId),
    email: fc.constant(encrypted('email', `${userId}@example.com`)),
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
    tokenId,
    createdAt: moments,
    revokedAt: moments,
  });
  const { Registered, EmailConfirmed, EmailConfirmationRejected, UserSignedIn, UserSignedOut, AccountDeleted } = all;
  const { SessionUsed, AuthenticatorEnabled, SecondFactorUsed, AuthenticatorDisabled, WrongCodesNoticed } = all;
  const { ConfirmationRequested, ConfirmationRequestRejected } = all;
  const { ApiTokenCreated, ApiTokenRevoked, PasswordResetAllowed, PasswordResetRejected } = all;
  const { PasswordChanged, PasswordChangeRejected, PasswordRehashed } = all;
  return {
    name: identity.stream(userId),
    first: Registered,
    later: anyOf({
      ...{ EmailConfirmed, EmailConfirmationRejected, UserSignedIn, SessionUsed, UserSignedOut, AccountDeleted },
      ...{ AuthenticatorEnabled, SecondFactorUsed, AuthenticatorDisabled, WrongCodesNoticed },
      ...{ ConfirmationRequested, ConfirmationRequestRejected },
      ...{ ApiTokenCreated, ApiTokenRevoked, PasswordResetAllowed, PasswordResetRejected },
      ...{ PasswordChanged, PasswordChangeRejected, PasswordRehashed },
    }),
    weight: 1,
  };
}

/** Returns the stream of an address, most of whose events are failed sign-ins. */
export function addressStream(address: string): ArbitraryStream {
  const { AddressClaimed, RegistrationRejected, SignInFailed, PasswordResetRequested, AddressReleased } = variationsOf(
    identity.events,
    examples.events,
    {
      addressId: fc.constant(exampleAddressId(address)),
      failedAt: moments,
      requestedAt: moments,
    },
  );
  const later = fc.oneof(AddressClaimed, RegistrationRejected, PasswordResetRequested, AddressReleased, {
    arbitrary: SignInFailed,
    weight: 6,
  });
  return { name: identity.stream(exampleAddressId(address)), first: later, later, weight: 2 };
}
