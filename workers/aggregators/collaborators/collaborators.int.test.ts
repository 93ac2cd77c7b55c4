import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeExampleKeys } from '@/personal-data/testing/example-keys';
import { collaborationStream } from '@/workers/collaboration/arbitraries';
import { collaboration } from '@/workers/collaboration/contract';
import { examples } from '@/workers/collaboration/examples';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { expectDeterministic, projectInto } from '@/workers/testing/aggregator';
import { ada, bob } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { collaborators } from './aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());
beforeAll(() => storeExampleKeys(database.url, [ada, bob]));

const { events } = collaboration;
const { CollaboratorInvited, InvitationAccepted, RoleChanged, CollaborationEnded } = examples.events;
const { ownerId } = CollaboratorInvited.data;
const id = (n: number) => `50000000-0000-4000-8000-00000000000${n}`;
// The key of the owner, which the test has.
const invited = (n: number) =>
  events.CollaboratorInvited({ ...CollaboratorInvited.data, keyId: ownerId, invitationId: id(n) });
const accepted = (n: number) => events.InvitationAccepted({ ...InvitationAccepted.data, invitationId: id(n) });
const history = [
  [
    collaboration.stream(ownerId),
    ...[1, 2, 3, 4].map(invited),
    accepted(1),
    accepted(2),
    events.RoleChanged({ ...RoleChanged.data, invitationId: id(1) }),
    events.CollaborationEnded({ ...CollaborationEnded.data, invitationId: id(2) }),
    events.InvitationDeclined({ ...examples.events.InvitationDeclined.data, invitationId: id(3) }),
    examples.events.CollaborationRejected,
  ],
] as const;
const streams = [collaborationStream(ada, [bob], 1), collaborationStream(bob, [ada], 2)];

describe('collaborators', () => {
  test('are those who have accepted, and open invitations with their address', async () => {
    const { collaborators: rows } = await projectInto(database.url, collaborators, history);
    const { collaboratorId, acceptedAt } = InvitationAccepted.data;
    const { tokenHash } = CollaboratorInvited.data;
    expect(rows).toEqual([
      expect.objectContaining({
        ...{ invitation_id: id(1), user_id: collaboratorId, email: null, token_hash: null, role: 'viewer' },
        accepted_at: new Date(acceptedAt),
      }),
      expect.objectContaining({
        ...{ invitation_id: id(4), user_id: null, email: 'bob@example.com', token_hash: tokenHash, accepted_at: null },
      }),
    ]);
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, collaborators, streams));
  test('are rebuilt equal', () => expectRebuiltEqual(database.url, collaborators));
});
