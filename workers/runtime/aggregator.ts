import { ContractError, type Contract, type EventOf, type Message } from '@message-db/client';

/** One SQL statement with its values. Projections return these; the runtime runs them. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** How the messages of one category change an aggregator's tables. Pure: messages in, statements out. */
export interface Projection {
  readonly category: string;
  /** A batch at a time, in order: a few statements over `unnest(...)`, not one a message. */
  project(messages: readonly Message[]): readonly Statement[];
  /** Which pages these messages change, as topics. */
  topics(messages: readonly Message[]): readonly string[];
}

/**
 * Shapes messages into view tables. Its tables belong to its version: raise `version` with any change to them or
 * to a projection, and they are built anew beside the old.
 */
export interface Aggregator {
  /** The name of its folder. */
  readonly name: string;
  readonly version: number;
  /** The `CREATE TABLE …` of each table, with its indexes, by the table's name, which is also that of its view. */
  readonly tables: Readonly<Record<string, string>>;
  readonly projections: readonly Projection[];
}

/**
 * A projection of a component's events. Types that this code does not know yet pass by; an event that fails its
 * contract stops the aggregator, because a view that left it out would be wrong without saying so.
 */
export function eventsOf<C extends Contract>(
  contract: C,
  project: (events: readonly EventOf<C>[]) => readonly Statement[],
  topics: (events: readonly EventOf<C>[]) => readonly string[],
): Projection {
  const readAll = (messages: readonly Message[]) => messages.flatMap((message) => readKnown(contract, message));
  return {
    category: contract.category,
    project: (messages) => project(readAll(messages)),
    topics: (messages) => topics(readAll(messages)),
  };
}

function readKnown<C extends Contract>(contract: C, message: Message): EventOf<C>[] {
  try {
    return [contract.readEvent(message) as EventOf<C>];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    if (error.reason === 'unknown-type') return [];
    const { streamName, position, globalPosition } = message;
    const place = `the event at ${streamName}/${position} (${globalPosition} in the store) breaks its contract, and its view stops here`;
    throw new ContractError(message.type, error.reason, `${place}: ${error.message}`, { cause: error });
  }
}
