import { encryptExample } from '@/personal-data/testing/example-keys';
import type { ExamplesOf } from '@message-db/runtime/testing';
import { collaboration } from './contract';

/** An owner invites somebody to a video by mail, who accepts and later leaves. Other invitations end in other ways. */
const { commands, events } = collaboration;

const ownerId = '00000000-0000-4000-8000-00000000000a';
const collaboratorId = '00000000-0000-4000-8000-00000000000b';
const invitationId = '50000000-0000-4000-8000-000000000001';
const addressId = '60000000-0000-4000-8000-000000000001';
const keyId = '70000000-0000-4000-8000-000000000001';
/** The second grant of the invitation. */
const grantId = '0dcf2f42-febc-5e49-9322-6dadc0ea2cf8';
const tokenHash = 'c'.repeat(64);
const at = '2026-11-21T10:00:00.000Z';

const subject = {
  subjectKind: 'video' as const,
  subjectId: '10000000-0000-4000-8000-000000000001',
  role: 'editor' as const,
};
const invitation = {
  ownerId,
  userId: ownerId,
  invitationId,
  ...subject,
  title: 'The bowline',
  addressId,
  keyId,
  ...encryptExample(ownerId, { email: 'bob@example.com', token: 'a-token' }),
  tokenHash,
};
const closed = { ownerId, invitationId, keyId };
const access = { ownerId, invitationId, collaboratorId, ...subject };

export const examples = {
  commands: {
    Invite: commands.Invite(invitation),
    AcceptInvitation: commands.AcceptInvitation({ ownerId, userId: collaboratorId, invitationId, tokenHash }),
    DeclineInvitation: commands.DeclineInvitation({ ownerId, invitationId, tokenHash }),
    RemoveAccess: commands.RemoveAccess({ ownerId, userId: ownerId, invitationId }),
    ChangeRole: commands.ChangeRole({ ownerId, userId: ownerId, invitationId, role: 'viewer' }),
    ExpireInvitation: commands.ExpireInvitation({ ownerId, invitationId }),
    ForgetCollaborator: commands.ForgetCollaborator({ ownerId, collaboratorId, addressId, forgottenAt: at }),
    StopSharing: commands.StopSharing({ ownerId, subjectId: subject.subjectId, stoppedAt: at }),
    CloseCollaboration: commands.CloseCollaboration({ ownerId, closedAt: at }),
  },
  events: {
    CollaboratorInvited: events.CollaboratorInvited({
      ...invitation,
      invitedAt: at,
      expiresAt: '2026-12-05T10:00:00.000Z',
    }),
    InvitationAccepted: events.InvitationAccepted({ ...access, keyId, acceptedAt: at }),
    InvitationDeclined: events.InvitationDeclined(closed),
    InvitationWithdrawn: events.InvitationWithdrawn(closed),
    InvitationExpired: events.InvitationExpired(closed),
    RoleChanged: events.RoleChanged({
      ...access,
      ...{ role: 'viewer', previousRole: 'editor', grantId, endedGrantId: invitationId, changedAt: at },
    }),
    CollaborationEnded: events.CollaborationEnded({ ...access, grantId: invitationId, reason: 'removed', endedAt: at }),
    CollaborationRejected: events.CollaborationRejected({ ownerId, invitationId, reason: 'no-such-invitation' }),
    CollaborationClosed: events.CollaborationClosed({ ownerId }),
  },
} satisfies ExamplesOf<typeof collaboration>;
