import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import {
  collaboration,
  COLLABORATORS_MAX,
  type ENDINGS,
  INVITATION_DAYS,
  INVITATIONS_A_DAY_MAX,
  OPEN_INVITATIONS_MAX,
  ROLES,
  SUBJECT_KINDS,
  type CollaborationReason,
} from './contract';

const DAY_MS = 24 * 3600_000;

const subject = { subjectKind: z.enum(SUBJECT_KINDS), subjectId: z.string(), role: z.enum(ROLES) };
const stateSchema = z
  .object({
    /** The invitations that can be accepted. */
    open: z
      .array(
        z
          .object({
            invitationId: z.string(),
            ...subject,
            /** One of the two is null. */
            inviteeId: z.string().nullable(),
            addressId: z.string().nullable(),
            keyId: z.string(),
            tokenHash: z.string(),
            expiresAt: z.string(),
          })
          .readonly(),
      )
      .readonly(),
    /** The people with access, by the invitation that they accepted. */
    collaborators: z
      .array(
        z.object({ invitationId: z.string(), grantId: z.string(), collaboratorId: z.string(), ...subject }).readonly(),
      )
      .readonly(),
    /** When invitations were sent in the 24 hours before the latest one. */
    invitedAt: z.array(z.string()).readonly(),
    isClosed: z.boolean(),
  })
  .readonly();

export type CollaborationState = z.output<typeof stateSchema>;
type Invitation = CollaborationState['open'][number];
type Collaborator = CollaborationState['collaborators'][number];

type Command = CommandOf<typeof collaboration>;
type Event = NewEventOf<typeof collaboration>;
type Past = PastEvent<EventOf<typeof collaboration>>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { events } = collaboration;

/** Decides who has access to what one owner shares. It neither encrypts nor decrypts addresses. */
export const collaborationDecider: Decider<CollaborationState, Command, Event, EventOf<typeof collaboration>> = {
  initialState: { open: [], collaborators: [], invitedAt: [], isClosed: false },
  // Raise the version with any change to `evolve`.
  snapshots: { version: 2, schema: stateSchema },
  evolve,
  decide,
};

function evolve(state: CollaborationState, event: Past): CollaborationState {
  switch (event.type) {
    case 'CollaboratorInvited': {
      const { invitationId, subjectKind, subjectId, role, keyId, tokenHash, expiresAt, invitedAt } = event.data;
      const { inviteeId = null, addressId = null } = event.data;
      const invitation = { invitationId, subjectKind, subjectId, role, inviteeId, addressId };
      return {
        ...state,
        open: [...state.open, { ...invitation, keyId, tokenHash, expiresAt }],
        invitedAt: [...state.invitedAt.filter((at) => isOfDayBefore(at, invitedAt)), invitedAt],
      };
    }
    case 'InvitationAccepted': {
      const { invitationId, collaboratorId, subjectKind, subjectId, role } = event.data;
      const collaborator = { invitationId, grantId: invitationId, collaboratorId, subjectKind, subjectId, role };
      return { ...withoutOpen(state, invitationId), collaborators: [...state.collaborators, collaborator] };
    }
    case 'RoleChanged': {
      const { invitationId, grantId, role } = event.data;
      const collaborators = state.collaborators.map((each) =>
        each.invitationId === invitationId ? { ...each, grantId, role } : each,
      );
      return { ...state, collaborators };
    }
    case 'InvitationDeclined':
    case 'InvitationWithdrawn':
    case 'InvitationExpired':
      return withoutOpen(state, event.data.invitationId);
    case 'CollaborationEnded': {
      const { invitationId } = event.data;
      return { ...state, collaborators: state.collaborators.filter((each) => each.invitationId !== invitationId) };
    }
    case 'CollaborationClosed':
      return { ...state, isClosed: true };
    default:
      return state;
  }
}

function withoutOpen(state: CollaborationState, invitationId: string): CollaborationState {
  return { ...state, open: state.open.filter((each) => each.invitationId !== invitationId) };
}

function isOfDayBefore(at: string, last: string): boolean {
  return Date.parse(at) > Date.parse(last) - DAY_MS;
}

function decide(command: Command, state: CollaborationState): readonly Event[] {
  const at = command.time.toISOString();
  switch (command.type) {
    case 'Invite':
      return invite(command.data, at, state);
    case 'AcceptInvitation':
      return accept(command.data, at, state);
    case 'DeclineInvitation':
      return decline(command.data, state);
    case 'RemoveAccess':
      return removeAccess(command.data, at, state);
    case 'ChangeRole':
      return changeRole(command.data, at, state);
    case 'ExpireInvitation': {
      const { ownerId, invitationId } = command.data;
      return openWith(state, invitationId).map(({ keyId }) =>
        events.InvitationExpired({ ownerId, invitationId, keyId }),
      );
    }
    case 'ForgetCollaborator': {
      const { ownerId, collaboratorId, addressId, forgottenAt } = command.data;
      const theirs = (each: Invitation) => each.inviteeId === collaboratorId || each.addressId === addressId;
      const ended = state.collaborators.filter((each) => each.collaboratorId === collaboratorId);
      return [
        ...withdraw(ownerId, state.open.filter(theirs)),
        ...ended.map((each) => end(ownerId, each, 'account-deleted', forgottenAt)),
      ];
    }
    case 'StopSharing': {
      const { ownerId, subjectId, stoppedAt } = command.data;
      const isOf = (each: { subjectId: string }) => each.subjectId === subjectId;
      return [
        ...withdraw(ownerId, state.open.filter(isOf)),
        ...state.collaborators.filter(isOf).map((each) => end(ownerId, each, 'deleted', stoppedAt)),
      ];
    }
    case 'CloseCollaboration': {
      if (state.isClosed) return [];
      const { ownerId, closedAt } = command.data;
      return [
        ...withdraw(ownerId, state.open),
        ...state.collaborators.map((each) => end(ownerId, each, 'account-deleted', closedAt)),
        events.CollaborationClosed({ ownerId }),
      ];
    }
  }
}

function invite(invitation: DataOf<'Invite'>, at: string, state: CollaborationState): readonly Event[] {
  const { ownerId, userId, invitationId, subjectKind, subjectId, inviteeId, addressId } = invitation;
  const rejected = (reason: CollaborationReason, field?: string) => reject(invitation, reason, field);
  if (state.isClosed) return rejected('account-closed');
  if (userId !== ownerId || (subjectKind === 'channel' && subjectId !== ownerId)) return rejected('not-yours');
  if ([...state.open, ...state.collaborators].some((each) => each.invitationId === invitationId)) return [];
  if (inviteeId === ownerId) return rejected('yourself', 'who');
  const ofSubject = (each: { subjectId: string }) => each.subjectId === subjectId;
  const isFor = (each: Invitation) =>
    inviteeId === undefined ? each.addressId === addressId : each.inviteeId === inviteeId;
  if (state.open.filter(ofSubject).some((each) => isFor(each) && each.expiresAt > at))
    return rejected('already-invited', 'who');
  if (state.collaborators.filter(ofSubject).some(({ collaboratorId }) => collaboratorId === inviteeId))
    return rejected('already-collaborator', 'who');
  if (state.open.length >= OPEN_INVITATIONS_MAX) return rejected('too-many-open');
  if (state.invitedAt.filter((each) => isOfDayBefore(each, at)).length >= INVITATIONS_A_DAY_MAX)
    return rejected('too-many-today');
  const expiresAt = new Date(Date.parse(at) + INVITATION_DAYS * DAY_MS).toISOString();
  return [events.CollaboratorInvited({ ...invitation, invitedAt: at, expiresAt })];
}

function accept(acceptance: DataOf<'AcceptInvitation'>, at: string, state: CollaborationState): readonly Event[] {
  const { ownerId, userId, invitationId, tokenHash } = acceptance;
  const rejected = (reason: CollaborationReason) => reject(acceptance, reason);
  const accepted = state.collaborators.find((each) => each.invitationId === invitationId);
  if (accepted?.collaboratorId === userId) return [];
  const [invitation] = openWith(state, invitationId);
  if (!invitation) return rejected('no-such-invitation');
  const { inviteeId, subjectKind, subjectId, role, keyId } = invitation;
  if (inviteeId !== null && inviteeId !== userId) return rejected('not-for-you');
  if (inviteeId === null && invitation.tokenHash !== tokenHash) return rejected('no-such-invitation');
  if (userId === ownerId) return rejected('yourself');
  if (invitation.expiresAt <= at) return rejected('expired');
  if (state.collaborators.some((each) => each.subjectId === subjectId && each.collaboratorId === userId))
    return rejected('already-collaborator');
  if (state.collaborators.length >= COLLABORATORS_MAX) return rejected('too-many-collaborators');
  const access = { ownerId, invitationId, collaboratorId: userId, subjectKind, subjectId, role };
  return [events.InvitationAccepted({ ...access, keyId, acceptedAt: at })];
}

function decline(refusal: DataOf<'DeclineInvitation'>, state: CollaborationState): readonly Event[] {
  const { ownerId, userId, invitationId, tokenHash } = refusal;
  const [invitation] = openWith(state, invitationId);
  const isTheirs =
    invitation && (invitation.tokenHash === tokenHash || (userId !== undefined && invitation.inviteeId === userId));
  if (!isTheirs) return reject(refusal, 'no-such-invitation');
  return [events.InvitationDeclined({ ownerId, invitationId, keyId: invitation.keyId })];
}

function removeAccess(removal: DataOf<'RemoveAccess'>, at: string, state: CollaborationState): readonly Event[] {
  const { ownerId, userId, invitationId } = removal;
  const isOwner = userId === ownerId;
  const collaborator = state.collaborators.find((each) => each.invitationId === invitationId);
  if (collaborator) {
    if (!isOwner && collaborator.collaboratorId !== userId) return reject(removal, 'not-yours');
    return [end(ownerId, collaborator, isOwner ? 'removed' : 'left', at)];
  }
  const open = openWith(state, invitationId);
  return open.length > 0 && !isOwner ? reject(removal, 'not-yours') : withdraw(ownerId, open);
}

function changeRole(change: DataOf<'ChangeRole'>, changedAt: string, state: CollaborationState): readonly Event[] {
  const { ownerId, userId, invitationId, role } = change;
  if (userId !== ownerId) return reject(change, 'not-yours');
  const collaborator = state.collaborators.find((each) => each.invitationId === invitationId);
  if (!collaborator) return reject(change, 'no-such-collaborator');
  const { grantId: endedGrantId, role: previousRole } = collaborator;
  if (role === previousRole) return [];
  const grantId = uuidFrom('next grant', endedGrantId);
  return [events.RoleChanged({ ownerId, ...collaborator, role, previousRole, grantId, endedGrantId, changedAt })];
}

function openWith(state: CollaborationState, invitationId: string): readonly Invitation[] {
  return state.open.filter((each) => each.invitationId === invitationId);
}

function withdraw(ownerId: string, invitations: readonly Invitation[]): Event[] {
  return invitations.map(({ invitationId, keyId }) => events.InvitationWithdrawn({ ownerId, invitationId, keyId }));
}

function end(ownerId: string, collaborator: Collaborator, reason: (typeof ENDINGS)[number], endedAt: string): Event {
  return events.CollaborationEnded({ ownerId, ...collaborator, reason, endedAt });
}

function reject(
  { ownerId, invitationId }: { ownerId: string; invitationId: string },
  reason: CollaborationReason,
  field?: string,
): readonly Event[] {
  return [events.CollaborationRejected({ reason, field, ownerId, invitationId })];
}
