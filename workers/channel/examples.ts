import { v5 as uuidFrom } from 'uuid';
import { encryptExample } from '@/personal-data/testing/example-keys';
import type { ExamplesOf } from '@message-db/runtime/testing';
import { channel } from './contract';

/** A channel gets a handle, words and a picture, and closes with its account. */
const { commands, events } = channel;

const userId = '00000000-0000-4000-8000-00000000000a';
/** Returns the id of a handle, without the pepper of a database. */
export const exampleHandleId = (handle: string) => uuidFrom(handle, '8d5a4f5e-3a0e-4a41-8a9b-1f6f4a6f2b10');
const handle = { userId, handleId: exampleHandleId('ada-knots') };
const words = {
  userId,
  ...encryptExample(userId, {
    name: 'Ada’s knots',
    text: 'Knots for sailors.',
    links: JSON.stringify([{ label: 'My boat', url: 'https://boat.example/' }]),
  }),
};
const wanted = { ...handle, ...encryptExample(userId, { handle: 'ada-knots' }) };
const claimId = '40000000-0000-4000-8000-000000000001';
const claim = { ...handle, claimId };
const image = { userId, kind: 'picture' as const, imageId: '30000000-0000-4000-8000-000000000001' };
const addedAt = '2026-11-21T10:00:00.000Z';
const widths = [96, 192];

export const examples = {
  commands: {
    EditChannel: commands.EditChannel(words),
    ClaimHandle: commands.ClaimHandle(wanted, { id: claimId }),
    AddImage: commands.AddImage({ ...image, addedAt }),
    RemoveImage: commands.RemoveImage({ userId, kind: 'picture' }),
    AdoptHandle: commands.AdoptHandle(claim),
    ReleaseHandle: commands.ReleaseHandle(claim),
    RecordImage: commands.RecordImage({ ...image, widths }),
    FailImage: commands.FailImage({ ...image, reason: 'not-a-picture' }),
    CloseChannel: commands.CloseChannel({ userId }),
  },
  events: {
    ChannelEdited: events.ChannelEdited(words),
    ChannelEditRejected: events.ChannelEditRejected({ userId, reason: 'channel-closed' }),
    HandleClaimed: events.HandleClaimed({ ...wanted, claimId }),
    HandleClaimRejected: events.HandleClaimRejected({ ...wanted, reason: 'handle-taken', field: 'handle' }),
    HandleAdopted: events.HandleAdopted(claim),
    HandleDropped: events.HandleDropped(claim),
    HandleReleased: events.HandleReleased(handle),
    ImageAdded: events.ImageAdded({ ...image, addedAt }),
    ImageReady: events.ImageReady({ ...image, widths }),
    ImageRejected: events.ImageRejected({ ...image, reason: 'too-small' }),
    ImageRemoved: events.ImageRemoved({ userId, kind: 'picture', imageIds: [image.imageId] }),
    ChannelClosed: events.ChannelClosed({ userId }),
  },
} satisfies ExamplesOf<typeof channel>;
