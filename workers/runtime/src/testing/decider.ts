import type { Message, NewMessage } from '@message-db/client';
import { expect } from 'vitest';
import { isRejection, type Rejection } from '../outcomes/rejection';
import { fold, type Decider, type Decision, type PastEvent } from '../deciding/decider';
import { asRead, type Placement } from './message';

/** A message before it is written. */
export type NewOf<M extends Message> = M extends Message<infer Type, infer Data> ? NewMessage<Type, Data> : never;

/**
 * Specifies a decider: `given(decider, [Registered({…})]).when(ConfirmEmail({…})).then([EmailConfirmed({…})])`.
 * @param past the events of the command's entity so far, oldest first, as the contract makes them.
 */
export function given<State, Command extends Message, Event extends NewMessage, Past extends Message>(
  decider: Decider<State, Command, Event, Past>,
  past: readonly PastEvent<Past>[] = [],
) {
  return {
    /**
     * @param command made by its message type. Its sender is in the metadata: `{ metadata: { userId } }`.
     * @param placement its stream and time, for deciders that use them.
     */
    when(command: NewOf<Command>, placement: Placement = {}) {
      const read = asRead(command, { streamName: 'test:command-1', ...placement }) as unknown as Command;
      const decide = () => decider.decide(read, fold(decider, past));
      return {
        /** Expects exactly these events, in this order, by type, data, and the entity that they open. */
        // oxlint-disable-next-line unicorn/no-thenable -- it reads given, when, then, and is never awaited.
        then(events: readonly Decision<Event>[]): void {
          expect(decide().map(contentOf)).toEqual(events.map(contentOf));
        },
        /** Expects one rejection, with this reason and this field. */
        thenRejected(reason: string, field?: string): void {
          const rejections = decide()
            .map(contentOf)
            .map((event) => ({ isRejection: isRejection(event.type), ...rejectionOf(event.data) }));
          expect(rejections).toEqual([{ isRejection: true, reason, field }]);
        },
      };
    },
  };
}

function rejectionOf(data: unknown) {
  const { reason, field } = data as Partial<Rejection>;
  return { reason, field };
}

/** Returns the content of a decision, without ids, which differ each time. */
export function contentOf<Event extends NewMessage>(decision: Decision<Event>) {
  const event = 'opens' in decision ? decision.event : decision;
  const data: unknown = JSON.parse(JSON.stringify(event.data));
  return { ...('opens' in decision && { opens: decision.opens }), type: event.type, data };
}
