import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { channelDecider } from './channel';
import { channel, HANDLES_KEPT } from './contract';
import { exampleHandleId, examples } from './examples';

const { commands, events } = channel;
const { AddImage, AdoptHandle, ClaimHandle, CloseChannel, EditChannel, FailImage } = commands;
const { RecordImage, ReleaseHandle, RemoveImage } = commands;

const { data: words } = examples.commands.EditChannel;
const { data: wanted } = examples.commands.ClaimHandle;
const { data: added } = examples.commands.AddImage;
const { userId } = words;
const { handleId } = wanted;
const { claimId } = examples.commands.AdoptHandle.data;
const another = '40000000-0000-4000-8000-000000000002';
const otherUserId = '00000000-0000-4000-8000-00000000000b';
const closed = events.ChannelClosed({ userId });

describe('EditChannel', () => {
  test('changes the words that it has', () => {
    given(channelDecider)
      .when(EditChannel(words))
      .then([events.ChannelEdited(words)]);
    const { text } = words;
    given(channelDecider)
      .when(EditChannel({ userId, text }))
      .then([events.ChannelEdited({ userId, text })]);
  });

  test('changes nothing without words', () => given(channelDecider).when(EditChannel({ userId })).then([]));

  test('is rejected after the channel is closed', () => {
    given(channelDecider, [closed])
      .when(EditChannel(words))
      .then([events.ChannelEditRejected({ userId, reason: 'channel-closed' })]);
  });
});

describe('ClaimHandle', () => {
  const claimed = (by: string, id = claimId) => events.HandleClaimed({ ...wanted, userId: by, claimId: id });
  const claim = (data: typeof wanted, id = claimId) => ClaimHandle(data, { id });

  test('claims a free handle', () => {
    given(channelDecider)
      .when(claim(wanted))
      .then([claimed(userId)]);
    given(channelDecider, [claimed(otherUserId), events.HandleReleased({ userId: otherUserId, handleId })])
      .when(claim(wanted, another))
      .then([claimed(userId, another)]);
  });

  test('is rejected if another channel has the handle', () => {
    given(channelDecider, [claimed(otherUserId)])
      .when(ClaimHandle({ ...wanted, attempt: 0 }))
      .then([events.HandleClaimRejected({ ...wanted, attempt: 0, reason: 'handle-taken', field: 'handle' })]);
  });

  test('takes an old handle of the channel again, unless the command is repeated or made from the name', () => {
    given(channelDecider, [claimed(userId)])
      .when(claim(wanted, another))
      .then([claimed(userId, another)]);
    given(channelDecider, [claimed(userId)])
      .when(claim(wanted))
      .then([]);
    given(channelDecider, [claimed(userId)])
      .when(claim({ ...wanted, attempt: 0 }, another))
      .then([]);
  });

  test('is released by its last claim only', () => {
    const again = [claimed(userId), claimed(userId, another)];
    given(channelDecider, again).when(ReleaseHandle({ userId, handleId, claimId })).then([]);
    given(channelDecider, again)
      .when(ReleaseHandle({ userId: otherUserId, handleId, claimId: another }))
      .then([]);
    given(channelDecider, again)
      .when(ReleaseHandle({ userId, handleId, claimId: another }))
      .then([events.HandleReleased({ userId, handleId })]);
  });
});

describe('AdoptHandle', () => {
  const handles = Array.from({ length: HANDLES_KEPT }, (_, index) => exampleHandleId(`handle-${index}`));
  const adopted = (id: string, by = claimId) => events.HandleAdopted({ userId, handleId: id, claimId: by });
  const dropped = (id: string) => events.HandleDropped({ userId, handleId: id, claimId });
  const all = handles.map((id) => adopted(id));

  test('gives the channel another handle, once for each claim', () => {
    given(channelDecider)
      .when(AdoptHandle({ userId, handleId, claimId }))
      .then([adopted(handleId)]);
    given(channelDecider, [adopted(handleId)])
      .when(AdoptHandle({ userId, handleId, claimId }))
      .then([]);
    given(channelDecider, [adopted(handleId)])
      .when(AdoptHandle({ userId, handleId, claimId: another }))
      .then([adopted(handleId, another)]);
  });

  test('drops the oldest of too many', () => {
    given(channelDecider, all)
      .when(AdoptHandle({ userId, handleId, claimId }))
      .then([adopted(handleId), dropped(handles[0]!)]);
  });

  test('makes the oldest the newest if it is taken again', () => {
    given(channelDecider, all)
      .when(AdoptHandle({ userId, handleId: handles[0]!, claimId: another }))
      .then([adopted(handles[0]!, another)]);
    given(channelDecider, [...all, adopted(handles[0]!, another)])
      .when(AdoptHandle({ userId, handleId, claimId }))
      .then([adopted(handleId), dropped(handles[1]!)]);
  });

  test('drops it at once if the channel is closed', () => {
    given(channelDecider, [closed])
      .when(AdoptHandle({ userId, handleId, claimId }))
      .then([dropped(handleId)]);
  });

  test('a channel that closes drops all its handles', () => {
    given(channelDecider, all)
      .when(CloseChannel({ userId }))
      .then([closed, ...handles.map((id) => dropped(id))]);
    given(channelDecider, [closed]).when(CloseChannel({ userId })).then([]);
  });
});

describe('a picture', () => {
  const [first, second] = [added, { ...added, imageId: '30000000-0000-4000-8000-000000000002' }];
  const image = ({ kind, imageId }: typeof added) => ({ userId, kind, imageId });
  const ready = events.ImageReady({ ...image(first), widths: [96] });

  test('is made, and then shown', () => {
    given(channelDecider)
      .when(AddImage(first))
      .then([events.ImageAdded(first)]);
    given(channelDecider, [events.ImageAdded(first)])
      .when(RecordImage({ ...image(first), widths: [96] }))
      .then([ready]);
    for (const past of [[events.ImageAdded(first)], [events.ImageAdded(first), ready]])
      given(channelDecider, past).when(AddImage(first)).then([]);
  });

  test('replaces the one before when it is made', () => {
    given(channelDecider, [events.ImageAdded(first), ready, events.ImageAdded(second)])
      .when(RecordImage({ ...image(second), widths: [] }))
      .then([events.ImageReady({ ...image(second), widths: [], replaced: first.imageId })]);
  });

  test('of another kind is another picture', () => {
    given(channelDecider, [events.ImageAdded(first), ready])
      .when(AddImage({ ...second, kind: 'banner' }))
      .then([events.ImageAdded({ ...second, kind: 'banner' })]);
  });

  test('supersedes one that is not made yet, whose result then counts nothing', () => {
    const superseding = events.ImageAdded({ ...second, superseded: first.imageId });
    given(channelDecider, [events.ImageAdded(first)])
      .when(AddImage(second))
      .then([superseding]);
    const past = [events.ImageAdded(first), superseding];
    given(channelDecider, past)
      .when(RecordImage({ ...image(first), widths: [96] }))
      .then([]);
    given(channelDecider, past)
      .when(FailImage({ ...image(first), reason: 'too-small' }))
      .then([]);
  });

  test('that cannot be made is rejected, and the one before stays', () => {
    const past = [events.ImageAdded(first), ready, events.ImageAdded(second)];
    const rejected = events.ImageRejected({ ...image(second), reason: 'too-small' });
    given(channelDecider, past)
      .when(FailImage({ ...image(second), reason: 'too-small' }))
      .then([rejected]);
    given(channelDecider, [...past, rejected])
      .when(RemoveImage({ userId, kind: 'picture' }))
      .then([events.ImageRemoved({ userId, kind: 'picture', imageIds: [first.imageId] })]);
  });

  test('is removed with one that is not made yet, once', () => {
    const past = [events.ImageAdded(first), ready, events.ImageAdded(second)];
    const removed = events.ImageRemoved({ userId, kind: 'picture', imageIds: [first.imageId, second.imageId] });
    given(channelDecider, past)
      .when(RemoveImage({ userId, kind: 'picture' }))
      .then([removed]);
    given(channelDecider, [...past, removed])
      .when(RemoveImage({ userId, kind: 'picture' }))
      .then([]);
  });

  test('is rejected after the channel is closed', () => {
    given(channelDecider, [closed])
      .when(AddImage(first))
      .then([events.ImageRejected({ ...image(first), reason: 'channel-closed' })]);
  });
});
