import { defineContract, messageType, type EventOf, type Message } from '@message-db/client';
import { z } from 'zod';
import { encryptedText } from '@/personal-data/encrypted-text';
import { maxUnits } from '@/text/characters';
import { ROLES, type Role } from '@/workers/access';

export { ROLES, type Role };

/** How long an invitation can be accepted, in days. */
export const INVITATION_DAYS = 14;
/** The most open invitations of an owner, and the most that they send within 24 hours. */
export const OPEN_INVITATIONS_MAX = 50;
export const INVITATIONS_A_DAY_MAX = 30;
/** The most people with access to an owner's work. A person counts once for each thing that is shared with them. */
export const COLLABORATORS_MAX = 200;
/** The longest title in an invitation, in characters. Titles of videos and series are not longer. */
const TITLE_MAX = 120;

/** What somebody can be invited to. `channel`: all videos and series of the owner, including later ones. */
export const SUBJECT_KINDS = ['video', 'series', 'channel'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

const time = z.iso.datetime();
const ownerId = z.uuid();
const invitationId = z.uuid();
const collaboratorId = z.uuid();
/** SHA-256 of the token in the link of the mail, in hex. */
const tokenHash = z.string().regex(/^[0-9a-f]{64}$/);
/** The key of the encrypted fields of an invitation. It is deleted when the invitation ends. */
const keyId = z.uuid();
/** `subjectId` is the id of the video or the series, or of the owner for their channel. */
const subject = { subjectKind: z.enum(SUBJECT_KINDS), subjectId: z.uuid() };
const role = z.enum(ROLES);

/** Why access ended. `deleted`: what was shared is gone. */
export const ENDINGS = ['removed', 'left', 'deleted', 'account-deleted'] as const;

/** An invitation is addressed to an account (`inviteeId`), or to a mail address (`email`, `addressId`). */
const invitation = z.object({
  ownerId,
  /** The user who sent the command: the owner. */
  userId: z.uuid(),
  invitationId,
  ...subject,
  /** The title of the video or the series at that time, for the mail. */
  title: z.string().max(maxUnits(TITLE_MAX)),
  role,
  inviteeId: z.uuid().optional(),
  addressId: z.uuid().optional(),
  keyId,
  email: encryptedText().optional(),
  token: encryptedText(),
  tokenHash,
});

const closed = z.object({ ownerId, invitationId, keyId });
const access = z.object({ ownerId, invitationId, collaboratorId, ...subject, role });
/** Identifies a grant. The first grant of an invitation has the invitation's id. */
const grantId = z.uuid();

/** Why a command is rejected. The application has a sentence for each. */
const reason = z.enum([
  'not-yours',
  'yourself',
  'already-invited',
  'already-collaborator',
  'too-many-open',
  'too-many-today',
  'too-many-collaborators',
  /** It was used, declined or withdrawn, or the token is wrong. */
  'no-such-invitation',
  /** They have left, or were removed. */
  'no-such-collaborator',
  'expired',
  /** It is addressed to another account. */
  'not-for-you',
  'account-closed',
]);
export type CollaborationReason = z.output<typeof reason>;

/**
 * Invitations and collaborators. An entity is everything that one owner shares, and has the owner's id. It does not
 * know whether a video belongs to the owner: the component of the video checks that when it admits the collaborator.
 */
export const collaboration = defineContract({
  category: 'collaboration',
  commands: {
    Invite: messageType('Invite', invitation),
    /** `tokenHash` is needed for an invitation to a mail address. */
    AcceptInvitation: messageType(
      'AcceptInvitation',
      z.object({ ownerId, userId: z.uuid(), invitationId, tokenHash: tokenHash.optional() }),
    ),
    /** Sent for the invited account, or for anyone with the token. */
    DeclineInvitation: messageType(
      'DeclineInvitation',
      z.object({ ownerId, userId: z.uuid().optional(), invitationId, tokenHash: tokenHash.optional() }),
    ),
    /** The owner withdraws an open invitation, or removes a collaborator; or a collaborator leaves. */
    RemoveAccess: messageType('RemoveAccess', z.object({ ownerId, userId: z.uuid(), invitationId })),

    /** The owner gives a collaborator another role. */
    ChangeRole: messageType('ChangeRole', z.object({ ownerId, userId: z.uuid(), invitationId, role })),

    // Sent by the component's own reactions and timers.
    ExpireInvitation: messageType('ExpireInvitation', z.object({ ownerId, invitationId })),
    /** A person deleted their account: end their access, and withdraw invitations to them. */
    ForgetCollaborator: messageType(
      'ForgetCollaborator',
      z.object({ ownerId, collaboratorId, addressId: z.uuid(), forgottenAt: time }),
    ),
    /** The video was purged: end all access to it, and withdraw invitations. */
    StopSharing: messageType('StopSharing', z.object({ ownerId, subjectId: z.uuid(), stoppedAt: time })),
    /** The owner deleted their account. */
    CloseCollaboration: messageType('CloseCollaboration', z.object({ ownerId, closedAt: time })),
  },
  events: {
    CollaboratorInvited: messageType('CollaboratorInvited', invitation.extend({ invitedAt: time, expiresAt: time })),
    /** From now on the collaborator has access. The invitation cannot be used again. */
    InvitationAccepted: messageType('InvitationAccepted', access.extend({ keyId, acceptedAt: time })),
    InvitationDeclined: messageType('InvitationDeclined', closed),
    InvitationWithdrawn: messageType('InvitationWithdrawn', closed),
    InvitationExpired: messageType('InvitationExpired', closed),
    /** From now on the collaborator has `role`: one grant ends, another begins. */
    RoleChanged: messageType(
      'RoleChanged',
      access.extend({ grantId, endedGrantId: grantId, previousRole: role, changedAt: time }),
    ),
    CollaborationEnded: messageType(
      'CollaborationEnded',
      access.extend({ grantId, reason: z.enum(ENDINGS), endedAt: time }),
    ),
    CollaborationRejected: messageType(
      'CollaborationRejected',
      z.object({ reason, field: z.string().optional(), ownerId, invitationId }),
    ),
    /** The last event: the owner's account is deleted. */
    CollaborationClosed: messageType('CollaborationClosed', z.object({ ownerId })),
  },
});

/** A grant: the access of a collaborator with one role. */
interface Grant {
  readonly grantId: string;
  readonly collaboratorId: string;
  readonly role: Role;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
}

/** An event that begins or ends a grant. */
export type GrantEvent = Extract<
  EventOf<typeof collaboration>,
  { type: 'InvitationAccepted' | 'RoleChanged' | 'CollaborationEnded' }
>;

/** Returns the grants that begin and end with an event. Pure. */
export function grantsOf(event: GrantEvent): { begins: readonly Grant[]; ends: readonly Grant[] } {
  switch (event.type) {
    case 'InvitationAccepted':
      return { begins: [{ ...event.data, grantId: event.data.invitationId }], ends: [] };
    case 'RoleChanged': {
      const { endedGrantId, previousRole } = event.data;
      return { begins: [event.data], ends: [{ ...event.data, grantId: endedGrantId, role: previousRole }] };
    }
    case 'CollaborationEnded':
      return { begins: [], ends: [event.data] };
  }
}

/** A collaborator of all videos and series of an owner. */
export interface ChannelCollaborator {
  readonly grantId: string;
  readonly collaboratorId: string;
  readonly role: Role;
}

const isGrantEvent = (event: EventOf<typeof collaboration>): event is GrantEvent =>
  event.type === 'InvitationAccepted' || event.type === 'RoleChanged' || event.type === 'CollaborationEnded';

/** Returns the collaborators of an owner's channel. @param messages all events of the owner's entity, in order. */
export async function channelCollaborators(messages: AsyncIterable<Message>): Promise<ChannelCollaborator[]> {
  const found = new Map<string, ChannelCollaborator>();
  for await (const message of messages) {
    const event = collaboration.readEvent(message);
    if (!event || !isGrantEvent(event)) continue;
    const { begins, ends } = grantsOf(event);
    for (const grant of ends) found.delete(grant.grantId);
    for (const grant of begins) if (grant.subjectKind === 'channel') found.set(grant.grantId, grant);
  }
  return [...found.values()];
}
