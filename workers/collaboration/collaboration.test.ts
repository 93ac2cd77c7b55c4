import { v5 as uuidFrom } from 'uuid';
import { describe, expect, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { collaborationDecider } from './collaboration';
import { collaboration, INVITATIONS_A_DAY_MAX, OPEN_INVITATIONS_MAX } from './contract';
import { examples } from './examples';
import { invitationMail } from './invitation-mail';

const { commands, events } = collaboration;
const { Invite, AcceptInvitation, DeclineInvitation, RemoveAccess } = examples.commands;
const { CollaboratorInvited, InvitationAccepted, CollaborationEnded } = examples.events;
const { ownerId, invitationId, keyId } = CollaboratorInvited.data;
const { collaboratorId } = InvitationAccepted.data;
const stranger = '00000000-0000-4000-8000-00000000000c';
const now = { time: new Date('2026-11-21T10:00:00.000Z') };
const at = now.time.toISOString();
const id = (n: number) => `50000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const withdrawn = events.InvitationWithdrawn({ ownerId, invitationId, keyId });
const { addressId: _, email: _email, ...unaddressed } = Invite.data;
const byHandle = { ...unaddressed, inviteeId: collaboratorId };
const invitedByHandle = events.CollaboratorInvited({
  ...byHandle,
  invitedAt: at,
  expiresAt: CollaboratorInvited.data.expiresAt,
});

describe('an owner', () => {
  test('invites somebody for two weeks', () => {
    given(collaborationDecider).when(Invite, now).then([CollaboratorInvited]);
    given(collaborationDecider, [CollaboratorInvited]).when(Invite, now).then([]);
  });

  test('does not invite anybody twice to the same thing, or themselves', () => {
    const again = commands.Invite({ ...Invite.data, invitationId: id(2) });
    given(collaborationDecider, [CollaboratorInvited]).when(again, now).thenRejected('already-invited', 'who');
    given(collaborationDecider, [CollaboratorInvited])
      .when(again, { time: new Date('2027-01-01T00:00:00.000Z') })
      .then([
        events.CollaboratorInvited({
          ...again.data,
          invitedAt: '2027-01-01T00:00:00.000Z',
          expiresAt: '2027-01-15T00:00:00.000Z',
        }),
      ]);
    given(collaborationDecider, [invitedByHandle, InvitationAccepted])
      .when(commands.Invite({ ...byHandle, invitationId: id(2) }), now)
      .thenRejected('already-collaborator', 'who');
    given(collaborationDecider)
      .when(commands.Invite({ ...byHandle, inviteeId: ownerId }), now)
      .thenRejected('yourself', 'who');
  });

  test('does not share what belongs to somebody else', () => {
    given(collaborationDecider)
      .when(commands.Invite({ ...Invite.data, userId: stranger }), now)
      .thenRejected('not-yours');
    given(collaborationDecider)
      .when(commands.Invite({ ...Invite.data, subjectKind: 'channel', subjectId: stranger }), now)
      .thenRejected('not-yours');
  });

  test('sends a limited number of invitations a day, and has a limited number open', () => {
    const invited = (n: number, invitedAt: string) =>
      events.CollaboratorInvited({ ...CollaboratorInvited.data, invitationId: id(n), invitedAt, addressId: id(n) });
    const declined = (n: number) => events.InvitationDeclined({ ownerId, invitationId: id(n), keyId });
    const numbers = (count: number) => Array.from({ length: count }, (_each, n) => n + 2);
    const today = numbers(INVITATIONS_A_DAY_MAX).flatMap((n) => [invited(n, at), declined(n)]);
    given(collaborationDecider, today).when(Invite, now).thenRejected('too-many-today');
    given(collaborationDecider, today)
      .when(Invite, { time: new Date('2026-11-22T10:00:00.000Z') })
      .then([
        events.CollaboratorInvited({
          ...Invite.data,
          invitedAt: '2026-11-22T10:00:00.000Z',
          expiresAt: '2026-12-06T10:00:00.000Z',
        }),
      ]);
    const open = numbers(OPEN_INVITATIONS_MAX).map((n) => invited(n, '2026-11-19T10:00:00.000Z'));
    given(collaborationDecider, open).when(Invite, now).thenRejected('too-many-open');
  });

  test('withdraws an invitation, and removes a collaborator', () => {
    given(collaborationDecider, [CollaboratorInvited]).when(RemoveAccess, now).then([withdrawn]);
    given(collaborationDecider, [CollaboratorInvited, InvitationAccepted])
      .when(RemoveAccess, now)
      .then([CollaborationEnded]);
    given(collaborationDecider, [CollaboratorInvited, InvitationAccepted, CollaborationEnded])
      .when(RemoveAccess, now)
      .then([]);
  });
});

describe('a role', () => {
  const history = [CollaboratorInvited, InvitationAccepted];
  const { ChangeRole } = examples.commands;
  const { RoleChanged } = examples.events;

  test('is changed by the owner, as one grant that ends and another that begins', () => {
    given(collaborationDecider, history).when(ChangeRole, now).then([RoleChanged]);
    given(collaborationDecider, [...history, RoleChanged])
      .when(ChangeRole, now)
      .then([]);
  });

  test('is changed by nobody else, and not of who has no access', () => {
    const by = (userId: string) => commands.ChangeRole({ ...ChangeRole.data, userId });
    given(collaborationDecider, history).when(by(collaboratorId), now).thenRejected('not-yours');
    given(collaborationDecider, history).when(by(stranger), now).thenRejected('not-yours');
    given(collaborationDecider, [CollaboratorInvited]).when(ChangeRole, now).thenRejected('no-such-collaborator');
    given(collaborationDecider, [...history, CollaborationEnded])
      .when(ChangeRole, now)
      .thenRejected('no-such-collaborator');
  });

  test('that was changed ends with its own grant, and no grant comes back', () => {
    const { grantId } = RoleChanged.data;
    given(collaborationDecider, [...history, RoleChanged])
      .when(RemoveAccess, now)
      .then([events.CollaborationEnded({ ...CollaborationEnded.data, role: 'viewer', grantId })]);
    const back = { role: 'editor', previousRole: 'viewer', endedGrantId: grantId } as const;
    given(collaborationDecider, [...history, RoleChanged])
      .when(commands.ChangeRole({ ...ChangeRole.data, role: 'editor' }), now)
      .then([events.RoleChanged({ ...RoleChanged.data, ...back, grantId: uuidFrom('next grant', grantId) })]);
  });
});

describe('an invitation', () => {
  const accepted = [CollaboratorInvited, InvitationAccepted];

  test('is accepted once, with its token', () => {
    given(collaborationDecider, [CollaboratorInvited]).when(AcceptInvitation, now).then([InvitationAccepted]);
    given(collaborationDecider, accepted).when(AcceptInvitation, now).then([]);
    given(collaborationDecider, accepted)
      .when(commands.AcceptInvitation({ ...AcceptInvitation.data, userId: stranger }), now)
      .thenRejected('no-such-invitation');
    given(collaborationDecider, [CollaboratorInvited])
      .when(commands.AcceptInvitation({ ...AcceptInvitation.data, tokenHash: 'd'.repeat(64) }), now)
      .thenRejected('no-such-invitation');
  });

  test('of an account is accepted by that account, with or without the token', () => {
    const { tokenHash: _hash, ...without } = AcceptInvitation.data;
    given(collaborationDecider, [invitedByHandle])
      .when(commands.AcceptInvitation(without), now)
      .then([InvitationAccepted]);
    given(collaborationDecider, [invitedByHandle])
      .when(commands.AcceptInvitation({ ...AcceptInvitation.data, userId: stranger }), now)
      .thenRejected('not-for-you');
  });

  test('expires, and is not for its own sender', () => {
    given(collaborationDecider, [CollaboratorInvited])
      .when(AcceptInvitation, { time: new Date(CollaboratorInvited.data.expiresAt) })
      .thenRejected('expired');
    given(collaborationDecider, [CollaboratorInvited])
      .when(examples.commands.ExpireInvitation)
      .then([examples.events.InvitationExpired]);
    given(collaborationDecider, accepted).when(examples.commands.ExpireInvitation).then([]);
    given(collaborationDecider, [CollaboratorInvited])
      .when(commands.AcceptInvitation({ ...AcceptInvitation.data, userId: ownerId }), now)
      .thenRejected('yourself');
  });

  test('is declined with its token, even without an account', () => {
    given(collaborationDecider, [CollaboratorInvited])
      .when(DeclineInvitation)
      .then([examples.events.InvitationDeclined]);
    given(collaborationDecider, [CollaboratorInvited])
      .when(commands.DeclineInvitation({ ownerId, invitationId, userId: stranger }))
      .thenRejected('no-such-invitation');
  });
});

describe('a collaborator', () => {
  const history = [CollaboratorInvited, InvitationAccepted];

  test('leaves, and removes nobody else', () => {
    const leave = (userId: string) => commands.RemoveAccess({ ...RemoveAccess.data, userId });
    given(collaborationDecider, history)
      .when(leave(collaboratorId), now)
      .then([events.CollaborationEnded({ ...CollaborationEnded.data, reason: 'left' })]);
    given(collaborationDecider, history).when(leave(stranger), now).thenRejected('not-yours');
    given(collaborationDecider, [CollaboratorInvited]).when(leave(stranger), now).thenRejected('not-yours');
  });

  test('loses access and invitations when they delete their account', () => {
    const other = events.CollaboratorInvited({ ...CollaboratorInvited.data, invitationId: id(2) });
    given(collaborationDecider, [...history, other])
      .when(examples.commands.ForgetCollaborator)
      .then([
        events.InvitationWithdrawn({ ownerId, invitationId: id(2), keyId }),
        events.CollaborationEnded({ ...CollaborationEnded.data, reason: 'account-deleted' }),
      ]);
  });
});

test('a purged video is no longer shared, and everything else still is', () => {
  const { StopSharing } = examples.commands;
  const other = { invitationId: id(3), subjectId: id(9) };
  const history = [
    CollaboratorInvited,
    InvitationAccepted,
    events.CollaboratorInvited({ ...CollaboratorInvited.data, invitationId: id(2) }),
    events.CollaboratorInvited({ ...CollaboratorInvited.data, ...other }),
  ];
  const ended = [
    events.InvitationWithdrawn({ ownerId, invitationId: id(2), keyId }),
    events.CollaborationEnded({ ...CollaborationEnded.data, reason: 'deleted' }),
  ];
  given(collaborationDecider, history).when(StopSharing).then(ended);
  given(collaborationDecider, [...history, ...ended])
    .when(StopSharing)
    .then([]);
});

test('an owner who deletes their account shares nothing and can invite nobody', () => {
  const { CloseCollaboration } = examples.commands;
  const { CollaborationClosed } = examples.events;
  given(collaborationDecider, [CollaboratorInvited]).when(CloseCollaboration).then([withdrawn, CollaborationClosed]);
  given(collaborationDecider, [CollaborationClosed]).when(Invite, now).thenRejected('account-closed');
});

test('the mail of an invitation says what it is about, and its subject names nobody', () => {
  const words = {
    owner: '<Ada>',
    subjectKind: 'video',
    title: 'The bowline',
    role: 'editor',
    token: 'secret',
    isForAnyone: true,
  } as const;
  const { subject, text, html } = invitationMail(words, 'https://videos.example');
  expect(subject).toBe('You are invited to a tutorial at Video Tutorials');
  for (const subjectKind of ['series', 'channel'] as const)
    expect(invitationMail({ ...words, subjectKind }, 'https://videos.example').subject).toBe(
      `You are invited to a ${subjectKind} at Video Tutorials`,
    );
  expect(text).toContain('<Ada> invites you to work on the video “The bowline” at videos.example.');
  expect(text).toContain('As an editor, you can change and publish this video, including its file');
  expect(text).toContain('https://videos.example/studio/invitations/secret');
  expect(html).toContain('&lt;Ada&gt; invites you');
  expect(text).toContain('Anyone with this link can accept the invitation, once, within');
  const toAccount = invitationMail({ ...words, isForAnyone: false }, 'https://videos.example');
  expect(toAccount.text).toContain('The link works once, within');
});
