import type { MessageStore } from '@message-db/client';
import { reacts } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { identity } from '@/workers/identity/contract';
import { collaboration } from './contract';

const { CloseCollaboration, ForgetCollaborator } = collaboration.commands;

/**
 * Follows identity's `AccountDeleted`: ends what the person shares and their access, and withdraws invitations to them.
 */
export function endsWithAccounts() {
  return reacts({
    name: 'collaboration-accounts',
    category: identity.category,
    writes: [collaboration.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId, addressId, deletedAt } }, { host }) {
        const owners = await ownersWith(host.store, userId, addressId);
        return [
          ...owners.map((ownerId) => ({
            streamName: collaboration.commandStream(ownerId),
            message: ForgetCollaborator(
              { ownerId, collaboratorId: userId, addressId, forgottenAt: deletedAt },
              { id: uuidFrom(`ForgetCollaborator ${ownerId}`, id) },
            ),
          })),
          {
            streamName: collaboration.commandStream(userId),
            message: CloseCollaboration(
              { ownerId: userId, closedAt: deletedAt },
              { id: uuidFrom('CloseCollaboration', id) },
            ),
          },
        ];
      },
    },
  });
}

/** Returns all owners who shared with a person or invited them. Scans the category: fast enough for a rare event. */
async function ownersWith({ pool }: MessageStore, userId: string, addressId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: unknown }>(
    `SELECT DISTINCT data->>'ownerId' AS id FROM message_store.messages
     WHERE message_store.category(stream_name) = $1
       AND (type = 'InvitationAccepted' AND data->>'collaboratorId' = $2
         OR type = 'CollaboratorInvited' AND (data->>'inviteeId' = $2 OR data->>'addressId' = $3))
     ORDER BY 1`,
    [collaboration.category, userId, addressId],
  );
  return rows.flatMap(({ id }) => z.uuid().safeParse(id).data ?? []);
}
