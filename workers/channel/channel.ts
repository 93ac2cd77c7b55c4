import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent } from '@message-db/runtime';
import { z } from 'zod';
import { channel, HANDLES_KEPT, imageKind } from './contract';

const imagesSchema = z.object({
  /** The picture that is shown. */
  current: z.string().nullable(),
  /** The one that is being made. */
  pending: z.string().nullable(),
});

const stateSchema = z
  .object({
    /** Of a handle: the person whose channel has it. */
    claimedBy: z.string().nullable(),
    /** Of a handle: its last claim. */
    claimId: z.string().nullable(),
    /** Of a channel: its handles, the newest last. */
    handles: z.array(z.object({ handleId: z.string(), claimId: z.string() }).readonly()).readonly(),
    images: z.record(imageKind, imagesSchema.readonly()).readonly(),
    isClosed: z.boolean(),
  })
  .readonly();

/** The state of an entity of the category: a channel or a handle. */
export type ChannelState = z.output<typeof stateSchema>;

type Command = CommandOf<typeof channel>;
type Event = NewEventOf<typeof channel>;
type Past = PastEvent<EventOf<typeof channel>>;

const { events } = channel;
const NO_IMAGE = { current: null, pending: null };

/** Decides about channels and their handles. It neither encrypts nor decrypts words. */
export const channelDecider: Decider<ChannelState, Command, Event, EventOf<typeof channel>> = {
  initialState: {
    claimedBy: null,
    claimId: null,
    handles: [],
    images: { picture: NO_IMAGE, banner: NO_IMAGE },
    isClosed: false,
  },
  // A channel can be edited for years. Raise the version with any change to `evolve`.
  snapshots: { version: 1, schema: stateSchema },
  evolve,
  decide,
};

function evolve(state: ChannelState, event: Past): ChannelState {
  switch (event.type) {
    case 'HandleClaimed':
      return { ...state, claimedBy: event.data.userId, claimId: event.data.claimId };
    case 'HandleReleased':
      return { ...state, claimedBy: null };
    case 'HandleAdopted': {
      const { handleId, claimId } = event.data;
      return { ...state, handles: [...without(state, handleId), { handleId, claimId }] };
    }
    case 'HandleDropped':
      return { ...state, handles: without(state, event.data.handleId) };
    case 'ImageAdded':
      return withImage(state, event, ({ current }) => ({ current, pending: event.data.imageId }));
    case 'ImageReady':
      return withImage(state, event, () => ({ current: event.data.imageId, pending: null }));
    case 'ImageRejected':
      return withImage(state, event, ({ current }) => ({ current, pending: null }));
    case 'ImageRemoved':
      return withImage(state, event, () => NO_IMAGE);
    case 'ChannelClosed':
      return { ...state, images: channelDecider.initialState.images, isClosed: true };
    default:
      return state;
  }
}

function decide(command: Command, state: ChannelState): readonly Event[] {
  const { isClosed } = state;
  switch (command.type) {
    case 'EditChannel': {
      const { userId, name, text, links } = command.data;
      if (isClosed) return [events.ChannelEditRejected({ userId, reason: 'channel-closed' })];
      return [name, text, links].every((word) => word === undefined) ? [] : [events.ChannelEdited(command.data)];
    }
    case 'ClaimHandle':
      return claimHandle(command, state);
    case 'ReleaseHandle': {
      const { userId, handleId, claimId } = command.data;
      // It was claimed again meanwhile.
      if (state.claimedBy !== userId || state.claimId !== claimId) return [];
      return [events.HandleReleased({ userId, handleId })];
    }
    case 'AdoptHandle':
      return adoptHandle(command, state);
    case 'CloseChannel': {
      const { userId } = command.data;
      if (isClosed) return [];
      return [
        events.ChannelClosed({ userId }),
        ...state.handles.map((handle) => events.HandleDropped({ userId, ...handle })),
      ];
    }
    default:
      return decideImage(command, state);
  }
}

type CommandTo<Type extends Command['type']> = Extract<Command, { type: Type }>;

function claimHandle({ id, data }: CommandTo<'ClaimHandle'>, { claimedBy, claimId }: ChannelState): readonly Event[] {
  if (claimedBy !== null && claimedBy !== data.userId)
    return [events.HandleClaimRejected({ ...data, reason: 'handle-taken', field: 'handle' })];
  // A person may take an old handle again. One that is made from the name is claimed once.
  if (claimedBy !== null && (claimId === id || data.attempt !== undefined)) return [];
  return [events.HandleClaimed({ ...data, claimId: id })];
}

function adoptHandle({ data }: CommandTo<'AdoptHandle'>, state: ChannelState): readonly Event[] {
  const { userId, handleId, claimId } = data;
  if (state.isClosed) return [events.HandleDropped(data)];
  if (state.handles.some((handle) => handle.handleId === handleId && handle.claimId === claimId)) return [];
  const others = without(state, handleId);
  const oldest = others.length < HANDLES_KEPT ? [] : others.slice(0, 1);
  return [events.HandleAdopted(data), ...oldest.map((handle) => events.HandleDropped({ userId, ...handle }))];
}

function decideImage(
  command: Extract<Command, { type: 'AddImage' | 'RecordImage' | 'FailImage' | 'RemoveImage' }>,
  { images, isClosed }: ChannelState,
): readonly Event[] {
  const { current, pending } = images[command.data.kind];
  switch (command.type) {
    case 'AddImage': {
      const { addedAt, ...added } = command.data;
      if (isClosed) return [events.ImageRejected({ ...added, reason: 'channel-closed' })];
      if (added.imageId === pending || added.imageId === current) return [];
      return [events.ImageAdded({ ...added, addedAt, ...(pending !== null && { superseded: pending }) })];
    }
    case 'RecordImage':
      if (command.data.imageId !== pending) return [];
      return [events.ImageReady({ ...command.data, ...(current !== null && { replaced: current }) })];
    case 'FailImage':
      return command.data.imageId === pending ? [events.ImageRejected(command.data)] : [];
    case 'RemoveImage': {
      const imageIds = [current, pending].filter((id) => id !== null);
      return imageIds.length > 0 ? [events.ImageRemoved({ ...command.data, imageIds })] : [];
    }
  }
}

function without({ handles }: ChannelState, handleId: string) {
  return handles.filter((handle) => handle.handleId !== handleId);
}

type Images = ChannelState['images']['picture'];

function withImage(
  state: ChannelState,
  { data: { kind } }: { data: { kind: keyof ChannelState['images'] } },
  change: (images: Images) => Images,
): ChannelState {
  return { ...state, images: { ...state.images, [kind]: change(state.images[kind]) } };
}
