import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { PastEvent } from '@message-db/runtime';
import { z } from 'zod';
import { DELETION_DAYS, identity } from './contract';

export const deletionSchema = z
  .object({
    /** The pending request; null unless the account is going to be deleted. */
    requestId: z.string().nullable(),
    /** The last requests, so that none comes back when its command is repeated. */
    requestIds: z.array(z.string()).readonly(),
  })
  .readonly();

/** Whether an account is going to be deleted because its person asked for it. */
export type Deletion = z.output<typeof deletionSchema>;

export const NO_DELETION: Deletion = { requestId: null, requestIds: [] };

/** So many requests are remembered. */
const REQUESTS_KEPT = 20;

type About<All extends { type: string }, Type extends All['type']> = Extract<All, { type: Type }>;
type DeletionCommand = About<CommandOf<typeof identity>, 'RequestDeletion' | 'CancelDeletion'>;
type DeletionEvent = About<PastEvent<EventOf<typeof identity>>, 'DeletionRequested' | 'DeletionCancelled'>;

const { events } = identity;

/** Returns the deletion of an account after an event about it. */
export function evolveDeletion({ requestIds }: Deletion, { type, data: { requestId } }: DeletionEvent): Deletion {
  return type === 'DeletionRequested'
    ? { requestId, requestIds: [...requestIds, requestId].slice(-REQUESTS_KEPT) }
    : { requestId: null, requestIds };
}

/** Decides whether an account is going to be deleted, and when. */
export function decideDeletion(
  command: DeletionCommand,
  { requestId, requestIds }: Deletion,
): NewEventOf<typeof identity>[] {
  const at = command.time.toISOString();
  if (command.type === 'CancelDeletion')
    return requestId === command.data.requestId ? [events.DeletionCancelled({ ...command.data, cancelledAt: at })] : [];
  if (requestId !== null || requestIds.includes(command.data.requestId)) return [];
  const deleteAt = new Date(command.time.getTime() + DELETION_DAYS * 24 * 3600_000).toISOString();
  return [events.DeletionRequested({ ...command.data, requestedAt: at, deleteAt })];
}
