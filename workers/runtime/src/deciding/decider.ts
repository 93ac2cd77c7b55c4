import type { Message, NewMessage } from '@message-db/client';
import type { Snapshots } from './snapshots';

/**
 * The decisions of a component. Pure: no input or output, no clock and no randomness. The command contains whatever a
 * decision needs of those.
 */
export interface Decider<State, Command extends Message, Event extends NewMessage, Past extends Message> {
  readonly initialState: State;
  /** Returns the state after an event, which may not be written yet. */
  evolve(state: State, event: PastEvent<Past>): State;
  /** Snapshots of the state, for streams that can grow without bound. */
  readonly snapshots?: Snapshots<State>;
  /** Returns the events of a command: none if there is nothing to do, a `…Rejected` event if it is rejected. */
  decide(command: Command, state: State): readonly Decision<Event>[];
}

/** A past event with its type and data only, so that written and just decided events look the same to a decider. */
export type PastEvent<Past extends Message> =
  Past extends Message<infer Type, infer Data> ? { type: Type; data: Data } : never;

/** An event for the command's own entity, or one that opens another entity's stream of the same category. */
export type Decision<Event extends NewMessage> = Event | Opening<Event>;

/** The first event of an entity that must not exist yet. */
export interface Opening<Event extends NewMessage> {
  readonly opens: string;
  readonly event: Event;
}

/** Makes the first event of the entity with this id: `opening(userId, Registered({...}))`. */
export function opening<Event extends NewMessage>(id: string, event: Event): Opening<Event> {
  return { opens: id, event };
}

/** Returns the state after a list of events. */
export function fold<State, Past extends Message>(
  decider: Pick<Decider<State, never, never, Past>, 'initialState' | 'evolve'>,
  events: Iterable<PastEvent<Past>>,
): State {
  let state = decider.initialState;
  for (const event of events) state = decider.evolve(state, event);
  return state;
}
