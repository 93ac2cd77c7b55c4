import type { Message, NewMessage } from '@message-db/client';
import type { Snapshots } from './snapshots';

/**
 * What a component decides by. Pure: no input or output, no clock and no chance; what a decision needs of those
 * comes with the command.
 */
export interface Decider<State, Command extends Message, Event extends NewMessage, Past extends Message> {
  readonly initialState: State;
  /** The state after an event. `event` may be one that was decided a moment ago and is not written yet. */
  evolve(state: State, event: PastEvent<Past>): State;
  /** How to keep the state of long streams, where an entity has no bound. */
  readonly snapshots?: Snapshots<State>;
  /** The events that the command leads to: none when there is nothing to do, a `…Rejected` when it is refused. */
  decide(command: Command, state: State): readonly Decision<Event>[];
}

/** Of a past event, deciders see its type and data only, so that written and just decided ones are alike. */
export type PastEvent<Past extends Message> =
  Past extends Message<infer Type, infer Data> ? { type: Type; data: Data } : never;

/** An event for the command's own entity, or one that opens another entity's stream of the same category. */
export type Decision<Event extends NewMessage> = Event | Opening<Event>;

/** The first event of an entity that must not exist yet. */
export interface Opening<Event extends NewMessage> {
  readonly opens: string;
  readonly event: Event;
}

/** `opening(userId, Registered({...}))`: the event that begins the entity with this id. */
export function opening<Event extends NewMessage>(id: string, event: Event): Opening<Event> {
  return { opens: id, event };
}

/** The state that a list of events leads to. */
export function fold<State, Past extends Message>(
  decider: Pick<Decider<State, never, never, Past>, 'initialState' | 'evolve'>,
  events: Iterable<PastEvent<Past>>,
): State {
  let state = decider.initialState;
  for (const event of events) state = decider.evolve(state, event);
  return state;
}
