import { follow, idOf, type Message, type NewMessage } from '@message-db/client';
import type { Decider, Decision, PastEvent } from './decider';

/** An entity as it was loaded: its state and the position of its last event, -1 when it has none. */
export interface Entity<State> {
  readonly version: number;
  readonly state: State;
}

export interface Decided<Command extends Message> {
  /** What to append to which entity, in order, at which version. */
  readonly writes: readonly { id: string; expectedVersion: number; events: NewMessage[] }[];
  /** What came of each command. */
  readonly outcomes: readonly { command: Command; events: NewMessage[] }[];
  /** Entities that were opened unseen: their streams must turn out not to exist. */
  readonly opened: readonly string[];
}

/**
 * Decides commands in their order, each upon what those before it led to. Pure.
 * @param entities the entity of every command, by id.
 */
export function decideBatch<State, Command extends Message, Event extends NewMessage, Past extends Message>(
  decider: Decider<State, Command, Event, Past>,
  entities: ReadonlyMap<string, Entity<State>>,
  commands: readonly Command[],
): Decided<Command> {
  const rooms = new Map<string, { version: number; state: State; events: NewMessage[] }>();
  const opened: string[] = [];

  function room(id: string) {
    const known = rooms.get(id);
    if (known) return known;
    const entity = entities.get(id);
    if (!entity) opened.push(id);
    const fresh = { version: entity?.version ?? -1, state: entity?.state ?? decider.initialState, events: [] };
    rooms.set(id, fresh);
    return fresh;
  }

  function append(command: Command, decision: Decision<Event>): NewMessage {
    const isOpening = 'opens' in decision;
    const id = isOpening ? decision.opens : (idOf(command.streamName) as string);
    const target = room(id);
    if (isOpening && (target.version >= 0 || target.events.length > 0)) throw new Error(`Entity ${id} exists already`);
    const event = follow(command, isOpening ? decision.event : decision);
    target.events.push(event);
    target.state = decider.evolve(target.state, event as unknown as PastEvent<Past>);
    return event;
  }

  const outcomes = commands.map((command) => {
    const { state } = room(idOf(command.streamName) as string);
    return { command, events: decider.decide(command, state).map((decision) => append(command, decision)) };
  });
  const writes = [...rooms]
    .filter(([, { events }]) => events.length > 0)
    .map(([id, { version, events }]) => ({ id, expectedVersion: version, events }));
  return { writes, outcomes, opened };
}
