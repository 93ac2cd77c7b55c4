import { follow, idOf, type Message, type NewMessage } from '@message-db/client';
import { EntityExistsError } from '../base/failure';
import type { Decider, PastEvent } from './decider';

/** A loaded entity: its state and the position of its last event, -1 without events. */
export interface Entity<State> {
  readonly version: number;
  readonly state: State;
}

/** Entities by id; an error for one that could not be folded. */
export type Entities<State> = ReadonlyMap<string, Entity<State> | Error>;

export interface Decided<State, Command extends Message> {
  /** The events to append to each entity, in order, with the expected version and the resulting state. */
  readonly writes: readonly { id: string; expectedVersion: number; events: readonly NewMessage[]; state: State }[];
  /** The outcome of each decided command. */
  readonly outcomes: readonly { command: Command; events: readonly NewMessage[] }[];
  /** Commands that failed and changed nothing. Later commands of their streams are in neither list. */
  readonly failures: readonly { command: Command; error: Error }[];
  /** Entities that were opened without being loaded, on the assumption that they do not exist. */
  readonly unseen: readonly string[];
}

interface Draft<State> extends Entity<State> {
  readonly events: readonly NewMessage[];
}

/**
 * Decides commands in order, each from the state that the earlier ones left. A command that fails changes nothing;
 * later commands of its stream are not decided. Pure.
 * @param entities the entities of all commands. Others may be among them.
 */
export function decideBatch<State, Command extends Message, Event extends NewMessage, Past extends Message>(
  decider: Decider<State, Command, Event, Past>,
  entities: Entities<State>,
  commands: readonly Command[],
): Decided<State, Command> {
  const drafts = new Map<string, Draft<State>>();
  const unseen = new Set<string>();

  function draftOf(id: string): Draft<State> {
    const entity = drafts.get(id) ?? entities.get(id);
    if (entity instanceof Error) throw entity;
    if (!entity) unseen.add(id);
    return { version: -1, state: decider.initialState, events: [], ...entity };
  }

  function decideOne(command: Command): NewMessage[] {
    const own = idOf(command.streamName) as string;
    const changed = new Map<string, Draft<State>>();
    const events = decider.decide(command, draftOf(own).state).map((decision) => {
      const isOpening = 'opens' in decision;
      const id = isOpening ? decision.opens : own;
      const { version, state, events: earlier } = changed.get(id) ?? draftOf(id);
      if (isOpening && version + earlier.length >= 0) throw new EntityExistsError(id);
      const event = follow(command, isOpening ? decision.event : decision);
      const next = decider.evolve(state, event as unknown as PastEvent<Past>);
      changed.set(id, { version, state: next, events: [...earlier, event] });
      return event;
    });
    for (const [id, draft] of changed) drafts.set(id, draft);
    return events;
  }

  const outcomes: { command: Command; events: NewMessage[] }[] = [];
  const failures: { command: Command; error: Error }[] = [];
  const blocked = new Set<string>();
  for (const command of commands) {
    if (blocked.has(command.streamName)) continue;
    try {
      outcomes.push({ command, events: decideOne(command) });
    } catch (error) {
      blocked.add(command.streamName);
      failures.push({ command, error: error instanceof Error ? error : new Error(String(error)) });
    }
  }
  const writes = [...drafts].map(([id, { version, events, state }]) => ({
    id,
    expectedVersion: version,
    events,
    state,
  }));
  return { writes, outcomes, failures, unseen: [...unseen] };
}

/**
 * Decides commands from the store's state. Loads the entities that a decision opens, and then decides again.
 * @param load loads entities by their ids; one that does not exist has version -1.
 */
export async function decideFrom<State, Command extends Message, Event extends NewMessage, Past extends Message>(
  load: (ids: Iterable<string>) => Promise<Entities<State>>,
  decider: Decider<State, Command, Event, Past>,
  commands: readonly Command[],
): Promise<Decided<State, Command>> {
  const entities = new Map(await load(commands.map(({ streamName }) => idOf(streamName) as string)));
  for (;;) {
    const decided = decideBatch(decider, entities, commands);
    const opened = [...(await load(decided.unseen))].filter(
      ([, entity]) => entity instanceof Error || entity.version >= 0,
    );
    if (opened.length === 0) return decided;
    for (const [id, entity] of opened) entities.set(id, entity);
  }
}
