import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { encryptedText } from '@/personal-data/encrypted-text';

/** In characters (`countCharacters`). */
export const CHANNEL_NAME_MAX = 80;
export const CHANNEL_TEXT_MAX = 2_000;
export const LINK_LABEL_MAX = 40;
/** The longest address of a link, in characters of ASCII. */
export const LINK_ADDRESS_MAX = 500;
export const LINKS_MAX = 8;
/** How many handles lead to a channel: its own, and the newest of those that it had before. */
export const HANDLES_KEPT = 4;
/** The largest file of a picture, in bytes. */
export const IMAGE_MAX = 10 * 1000 ** 2;

/** A channel has the id of its person. */
const userId = z.uuid();
/** The key of the encrypted fields, if it is not the person's own. */
const keyId = z.uuid().optional();
const time = z.iso.datetime();

/** A link to another site of the creator. Its address is one of https. */
export interface ChannelLink {
  readonly label: string;
  readonly url: string;
}

/** Words of a channel. A missing one stays as it is. */
const words = z.object({
  userId,
  keyId,
  /** Empty for the name of the account. */
  name: encryptedText(6_000).optional(),
  text: encryptedText(130_000).optional(),
  /** JSON of `ChannelLink[]`, at most LINKS_MAX. */
  links: encryptedText(40_000).optional(),
});

/** The id of a handle cannot be guessed from it. A claim has the id of its command. */
const handle = z.object({ handleId: z.uuid(), userId });
const claim = handle.extend({ claimId: z.uuid() });
/** `attempt` counts the handles that the site tried to derive from a name, from 0. Missing if a person chose it. */
const wanted = handle.extend({ keyId, handle: encryptedText(), attempt: z.number().int().min(0).optional() });

export const imageKind = z.enum(['picture', 'banner']);
/** The picture is shown as a disc beside the name, the banner across the page. */
export type ImageKind = z.output<typeof imageKind>;
/** The id is the name of its folder in DATA_DIR/channels/<userId>. */
const image = z.object({ userId, kind: imageKind, imageId: z.uuid() });

/** Why a file cannot become a picture of a channel. The application has a sentence for each. */
export const imageProblem = z.enum(['not-a-picture', 'too-small', 'too-large', 'source-missing']);
export type ImageProblem = z.output<typeof imageProblem>;

/**
 * The pages on which creators show who they are. Two kinds of entity share the category: a channel, by the id of its
 * person, and a handle, by `personal.address_id`. A channel opens with its first event, and closes with the account.
 * All claims of a handle are in its own stream, and the last one is the channel's. Words and handles are encrypted with
 * keys of the person, which are deleted with their account.
 */
export const channel = defineContract({
  category: 'channel',
  commands: {
    EditChannel: messageType('EditChannel', words),
    /** To the handle. */
    ClaimHandle: messageType('ClaimHandle', wanted),
    /** A file was stored: make the picture of it. */
    AddImage: messageType('AddImage', image.extend({ addedAt: time })),
    RemoveImage: messageType('RemoveImage', z.object({ userId, kind: imageKind })),

    // Sent by the component's own reactions.
    /** To the channel: a handle was claimed for it. */
    AdoptHandle: messageType('AdoptHandle', claim),
    /** To the handle: its channel gave it up. `claimId` is the last claim that the channel knew. */
    ReleaseHandle: messageType('ReleaseHandle', claim),
    /** The picture was made, in these widths, in pixels, the smallest first. */
    RecordImage: messageType('RecordImage', image.extend({ widths: z.array(z.number().int().positive()) })),
    FailImage: messageType('FailImage', image.extend({ reason: imageProblem })),
    /** The account is deleted. */
    CloseChannel: messageType('CloseChannel', z.object({ userId })),
  },
  events: {
    ChannelEdited: messageType('ChannelEdited', words),
    ChannelEditRejected: messageType('ChannelEditRejected', z.object({ userId, reason: z.enum(['channel-closed']) })),
    /** On the handle. */
    HandleClaimed: messageType('HandleClaimed', wanted.extend({ claimId: z.uuid() })),
    /** On the handle: another channel has it. */
    HandleClaimRejected: messageType(
      'HandleClaimRejected',
      wanted.extend({ reason: z.enum(['handle-taken']), field: z.literal('handle') }),
    ),
    HandleAdopted: messageType('HandleAdopted', claim),
    /** The channel has too many handles, or is closed. */
    HandleDropped: messageType('HandleDropped', claim),
    /** On the handle: another channel can claim it. */
    HandleReleased: messageType('HandleReleased', handle),
    /** `superseded` was not made yet, and is not wanted any more. */
    ImageAdded: messageType('ImageAdded', image.extend({ addedAt: time, superseded: z.uuid().optional() })),
    /** `replaced` was shown until now. */
    ImageReady: messageType(
      'ImageReady',
      image.extend({ widths: z.array(z.number().int().positive()), replaced: z.uuid().optional() }),
    ),
    ImageRejected: messageType(
      'ImageRejected',
      image.extend({ reason: z.enum([...imageProblem.options, 'channel-closed']) }),
    ),
    /** The picture was removed, and one that was not made yet. */
    ImageRemoved: messageType('ImageRemoved', z.object({ userId, kind: imageKind, imageIds: z.array(z.uuid()) })),
    /** The last event of the channel, except for the handles that it drops. */
    ChannelClosed: messageType('ChannelClosed', z.object({ userId })),
  },
});
