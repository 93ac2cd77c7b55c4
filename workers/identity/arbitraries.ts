import fc from 'fast-check';
import type { ArbitraryStream } from '@/workers/runtime/testing/arbitrary-history';
import { anyOf, moments, variationsOf } from '@/workers/runtime/testing/arbitrary-messages';
import { addressId, identity } from './contract';
import { examples } from './examples';

const sessionHash = fc.constantFrom('a', 'b', 'c').map((letter) => letter.repeat(64));

/** What may be asked of the account of the examples, by somebody who knows its token, or guesses. */
export function accountCommands() {
  const { ConfirmEmail, RecordSignIn, SignOut } = variationsOf(identity.commands, examples.commands, {
    sessionHash,
    confirmationToken: fc.constantFrom(examples.commands.ConfirmEmail.data.confirmationToken, 'a guess'),
  });
  return anyOf({ ConfirmEmail, RecordSignIn, SignOut });
}

/** What may be asked of the address of the examples, by these people. */
export function addressCommands(userIds: readonly string[]) {
  const userId = fc.constantFrom(...userIds);
  const { Register, RecordSignInFailure } = variationsOf(identity.commands, examples.commands, { userId });
  return anyOf({ Register, RecordSignInFailure });
}

/** An account, with an address of its own, as the component sees to. */
export function accountStream(userId: string): ArbitraryStream {
  const { Registered, EmailConfirmed, EmailConfirmationRejected, UserSignedIn, UserSignedOut } = variationsOf(
    identity.events,
    examples.events,
    {
      userId: fc.constant(userId),
      email: fc.constant(`${userId}@example.com`),
      name: fc.constantFrom('Ada', 'Bob', 'Zoë'),
      sessionHash,
      registeredAt: moments,
      signedInAt: moments,
      signedOutAt: moments,
    },
  );
  return {
    name: identity.stream(userId),
    first: Registered,
    later: anyOf({ EmailConfirmed, EmailConfirmationRejected, UserSignedIn, UserSignedOut }),
    weight: 1,
  };
}

/** An address that many try to get in with. */
export function addressStream(address: string): ArbitraryStream {
  const { AddressClaimed, RegistrationRejected, SignInFailed } = variationsOf(identity.events, examples.events, {
    addressId: fc.constant(addressId(address)),
    failedAt: moments,
  });
  const later = fc.oneof(AddressClaimed, RegistrationRejected, { arbitrary: SignInFailed, weight: 6 });
  return { name: identity.stream(addressId(address)), first: later, later, weight: 2 };
}
