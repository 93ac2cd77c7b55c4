import fc from 'fast-check';
import { type ArbitraryStream, anyOf, variationsOf } from '@message-db/runtime/testing';
import { encryptExample } from '@/personal-data/testing/example-keys';
import { channel } from './contract';
import { exampleHandleId, examples } from './examples';

const kind = fc.constantFrom('picture' as const, 'banner' as const);
const claimId = fc.constantFrom(...[1, 2, 3].map((n) => `40000000-0000-4000-8000-00000000000${n}`));
const imageId = fc.constantFrom('30000000-0000-4000-8000-000000000001', '30000000-0000-4000-8000-000000000002');

/** Commands to the channel of the examples. */
export function channelCommands() {
  const { EditChannel, AddImage, RemoveImage, AdoptHandle, RecordImage, FailImage, CloseChannel } = variationsOf(
    channel.commands,
    examples.commands,
    {
      kind,
      imageId,
      handleId: fc.constantFrom(...['a', 'b', 'c', 'd', 'e', 'f'].map(exampleHandleId)),
      claimId,
    },
  );
  return anyOf({ EditChannel, AddImage, RemoveImage, AdoptHandle, RecordImage, FailImage, CloseChannel });
}

/** Commands to the handle of the examples, for channels of these people. */
export function handleCommands(userIds: readonly string[]) {
  const { ClaimHandle, ReleaseHandle } = variationsOf(channel.commands, examples.commands, {
    userId: fc.constantFrom(...userIds),
    claimId,
  });
  return anyOf({ ClaimHandle, ReleaseHandle });
}

/** Returns the stream of a channel. */
export function channelStream(userId: string): ArbitraryStream {
  const words = (field: string, texts: readonly string[]) =>
    fc.constantFrom(...texts.map((text) => encryptExample(userId, { [field]: text })[field]!));
  const { ChannelEdited, HandleAdopted, ImageAdded, ImageReady, ImageRejected, ImageRemoved, ChannelClosed } =
    variationsOf(channel.events, examples.events, {
      userId: fc.constant(userId),
      kind,
      imageId,
      name: words('name', ['', 'Knots']),
      text: words('text', ['', 'For sailors.']),
      links: words('links', ['[]']),
    });
  const later = anyOf({
    ChannelEdited,
    HandleAdopted,
    ImageAdded,
    ImageReady,
    ImageRejected,
    ImageRemoved,
    ChannelClosed,
  });
  return { name: channel.stream(userId), first: later, later, weight: 2 };
}

/** Returns the stream of a handle, which these people have one after the other. */
export function handleStream(handle: string, userIds: readonly string[]): ArbitraryStream {
  const { HandleClaimed, HandleClaimRejected, HandleReleased } = variationsOf(channel.events, examples.events, {
    handleId: fc.constant(exampleHandleId(handle)),
    userId: fc.constantFrom(...userIds),
  });
  const later = anyOf({ HandleClaimed, HandleClaimRejected, HandleReleased });
  return { name: channel.stream(exampleHandleId(handle)), first: later, later, weight: 1 };
}
