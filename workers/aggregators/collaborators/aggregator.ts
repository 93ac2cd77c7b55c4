import type { FactOf, Statement } from '@message-db/runtime';
import { personalEventsOf, type OpenedFactOf } from '@/workers/aggregators/personal-events';
import { ADDRESSED_INVITATION, ASKER } from '@/workers/aggregators/rules';
import { collaboration, ROLES, SUBJECT_KINDS } from '@/workers/collaboration/contract';
import { deleteRows, foldRows, sameCase, upsert } from '../statements';
import { defineAggregator, known, oneOf, table, text, timestamptz, uuid, type Patch } from '../table';
import type { Topic } from '../topics';

/** Open invitations and collaborators. A row ends with the invitation or the access. */
const collaboratorTable = table(
  'collaborators',
  {
    invitationId: uuid('NOT NULL'),
    ownerId: known(uuid()),
    subjectKind: known(oneOf(SUBJECT_KINDS)),
    subjectId: known(uuid()),
    /** The title of the video or the series when somebody was invited; empty for a channel. */
    title: known(text()),
    role: known(oneOf(ROLES)),
    /** The account that is invited, or that has access. Null for an invitation to a mail address. */
    userId: uuid(),
    /** The mail address that an open invitation went to. Null for an account. */
    email: text(),
    /** Of an open invitation. */
    tokenHash: text(),
    invitedAt: known(timestamptz()),
    expiresAt: known(timestamptz()),
    /** Null for an open invitation. */
    acceptedAt: timestamptz(),
  },
  {
    key: ['invitationId'],
    // The owner, the person, and anyone with the link of an open invitation.
    rule: ({ ownerId, userId, tokenHash }) =>
      `${ownerId} = ${ASKER} OR ${userId} = ${ASKER} OR ${tokenHash} = ${ADDRESSED_INVITATION}`,
    indexes: ({ ownerId, userId, tokenHash }) => [`(${ownerId})`, `(${userId})`, `(${tokenHash})`],
  },
);

type Event = OpenedFactOf<typeof collaboration>;

function patchOf(event: Event): Patch<typeof collaboratorTable> | 'delete' | null {
  switch (event.type) {
    case 'CollaboratorInvited': {
      const { ownerId, subjectKind, subjectId, title, role, inviteeId, email, tokenHash } = event.data;
      const { invitedAt, expiresAt } = event.data;
      const invitation = { ownerId, subjectKind, subjectId, title, role, tokenHash, invitedAt, expiresAt };
      return { ...invitation, userId: inviteeId ?? null, email: email ?? null, acceptedAt: null };
    }
    case 'InvitationAccepted':
      return { userId: event.data.collaboratorId, email: null, tokenHash: null, acceptedAt: event.data.acceptedAt };
    case 'RoleChanged':
      return { role: event.data.role };
    case 'InvitationDeclined':
    case 'InvitationWithdrawn':
    case 'InvitationExpired':
    case 'CollaborationEnded':
      return 'delete';
    default:
      return null;
  }
}

function project(events: readonly Event[]): Statement[] {
  const ofInvitations = events.flatMap((event) => ('invitationId' in event.data ? [event] : []));
  const { patches, deleted } = foldRows(
    ofInvitations,
    ({ data }) => (data as { invitationId: string }).invitationId,
    (event) => patchOf(event),
  );
  return [...deleteRows(collaboratorTable, deleted), ...upsert(collaboratorTable, patches)];
}

function topicsOf(events: readonly FactOf<typeof collaboration>[]): Topic[] {
  return events
    .filter(({ type }) => type !== 'CollaborationRejected' && type !== 'CollaborationClosed')
    .flatMap(({ data }) => {
      const people = [data.ownerId, ...('collaboratorId' in data ? [data.collaboratorId] : [])];
      if ('inviteeId' in data && data.inviteeId !== undefined) people.push(data.inviteeId);
      return people.map((id) => `creator:${sameCase(id)}` as const);
    });
}

/** Collaborators and invitations, for the owner, the collaborator, and anyone with the link of an invitation. */
export const collaborators = defineAggregator({
  name: 'collaborators',
  version: 2,
  tables: [collaboratorTable],
  projections: [personalEventsOf(collaboration, project, topicsOf)],
});
