import type { collaboration } from '@/workers/collaboration/contract';
import type { OpenedEvent } from '../read';

/** Returns whom a person invited to work on their tutorials, series or channel. Pure. */
export function invitationsOf(events: readonly OpenedEvent<typeof collaboration>[]) {
  return events.flatMap(({ type, data }) => {
    if (type !== 'CollaboratorInvited') return [];
    const { subjectKind, subjectId, title, role, email = null, inviteeId = null, invitedAt } = data;
    return [{ invitedAt, to: subjectKind, id: subjectId, title, role, email, account: inviteeId }];
  });
}
