import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { encryptExample } from '@/personal-data/testing/example-keys';
import { collaboration } from './contract';
import { examples } from './examples';

const ids = (kind: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${kind}0000000-0000-4000-8000-00000000000${n + 1}`);
const [ownerId, ...others] = ['a', 'b', 'c'].map((letter) => `00000000-0000-4000-8000-00000000000${letter}`) as [
  string,
  ...string[],
];
const invitationId = fc.constantFrom(...ids('5', 3));
const fields = {
  invitationId,
  subjectKind: fc.constantFrom('video' as const, 'series' as const, 'channel' as const),
  subjectId: fc.constantFrom(ownerId, ...ids('1', 2)),
  role: fc.constantFrom('editor' as const, 'viewer' as const),
  addressId: fc.constantFrom(...ids('6', 2)),
  keyId: fc.constantFrom(...ids('7', 2)),
  tokenHash: fc.constantFrom('c'.repeat(64), 'd'.repeat(64)),
};

/** Commands to the owner of the examples, from the owner and from others. */
export function collaborationCommands() {
  const anybody = fc.constantFrom(ownerId, ...others);
  return anyOf(
    variationsOf(collaboration.commands, examples.commands, {
      ...fields,
      userId: anybody,
      inviteeId: anybody,
      collaboratorId: anybody,
    }),
  );
}

/** Returns the stream of what a person shares with others. @param index distinguishes its invitations from others. */
export function collaborationStream(owner: string, people: readonly string[], index: number): ArbitraryStream {
  const own = ids('5', 3).map((id) => id.replace('-0000-', `-000${index}-`));
  const later = anyOf(
    variationsOf(collaboration.events, examples.events, {
      ...fields,
      ownerId: fc.constant(owner),
      userId: fc.constant(owner),
      invitationId: fc.constantFrom(...own),
      collaboratorId: fc.constantFrom(...people),
      inviteeId: fc.constantFrom(...people),
      email: fc.constantFrom(
        ...['x@example.com', 'y@example.com'].map((email) => encryptExample(owner, { email }).email),
      ),
      // The key of the person, which the tests have.
      keyId: fc.constant(owner),
      invitedAt: moments,
      expiresAt: moments,
      acceptedAt: moments,
      endedAt: moments,
    }),
  );
  return { name: collaboration.stream(owner), first: later, later, weight: 2 };
}
