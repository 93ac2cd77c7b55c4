import { ContractError, type Contract, type EventOf, type Message, type Queryable } from '@message-db/client';

/** One SQL statement with its values. Projections return these; the runtime runs them. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Decrypts fields of messages for projections. The runtime has no encryption of its own. The site provides it. */
export interface Codec {
  /** Loads the keys for these messages. */
  load(client: Queryable, messages: readonly Message[]): Promise<Decode>;
}

/** Returns a message's data with its encrypted fields decrypted. Pure. */
export type Decode = (data: unknown) => unknown;

/** Maps the messages of one category to changes of an aggregator's tables. Pure: messages in, statements out. */
export interface Projection {
  readonly category: string;
  /** Whether it needs facts only (`FactOf`), so that less of old messages is read. */
  readonly facts?: true;
  /** Decrypts the fields that it projects. */
  readonly codec?: Codec;
  /**
   * Projects a batch of messages, in order: a few statements over `unnest(...)`, not one for each message.
   * @param decode from the projection's codec. Without one it returns the data unchanged.
   */
  project(messages: readonly Message[], decode: Decode): readonly Statement[];
  /** Returns the topics of the pages that these messages change. */
  topics(messages: readonly Message[]): readonly string[];
}

/**
 * Shapes messages into view tables. Its tables belong to its version: raise `version` with any change to them or to a
 * projection, and they are rebuilt beside the old ones. If only a rule changes, the start applies it without a rebuild.
 */
export interface Aggregator {
  /** The name of its folder. */
  readonly name: string;
  readonly version: number;
  /** The `CREATE TABLE …` of each table, with its indexes, by the table's name, which is also that of its view. */
  readonly tables: Readonly<Record<string, string>>;
  /** The columns that no page may read, by table name. */
  readonly hidden?: Readonly<Record<string, readonly string[]>>;
  /**
   * The rows of each table that its view shows to the reader: a condition in SQL, made with the functions of rules.ts.
   */
  readonly rules: Readonly<Record<string, string>>;
  readonly projections: readonly Projection[];
}

/**
 * The part of an event that a projection gets: its content, without its stream, metadata and time. Whatever a view
 * shows must be in the event's data. So tables can be rebuilt without reading most of each message.
 */
export type FactOf<C extends Contract> =
  EventOf<C> extends infer Event
    ? Event extends Message
      ? Pick<Event, 'type' | 'data' | 'globalPosition'>
      : never
    : never;

/**
 * Returns a projection of a component's events. It skips unknown types. An event that breaks its contract stops the
 * aggregator, because a view without the event would be wrong, and nobody would notice.
 */
export function eventsOf<C extends Contract>(
  contract: C,
  project: (events: readonly FactOf<C>[], decode: Decode) => readonly Statement[],
  topics: (events: readonly FactOf<C>[]) => readonly string[],
  codec?: Codec,
): Projection {
  return {
    category: contract.category,
    facts: true,
    codec,
    project: (messages, decode) => project(readAll(contract, messages), decode),
    topics: (messages) => topics(readAll(contract, messages)),
  };
}

/** Reads the events of known types. A loop instead of flatMap, because a rebuild does this millions of times. */
function readAll<C extends Contract>(contract: C, messages: readonly Message[]): FactOf<C>[] {
  const events: FactOf<C>[] = [];
  for (const message of messages) {
    const event = readKnown(contract, message);
    if (event) events.push(event);
  }
  return events;
}

/** @returns null for an event of an unknown type. */
function readKnown<C extends Contract>(contract: C, message: Message): FactOf<C> | null {
  try {
    return contract.readEvent(message) as unknown as FactOf<C>;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    if (error.reason === 'unknown-type') return null;
    const { streamName = contract.category, position = '…', globalPosition } = message as Partial<Message>;
    const place = `the event at ${streamName}/${position} (${globalPosition} in the store) breaks its contract, so its aggregator stops here`;
    throw new ContractError(message.type, error.reason, `${place}: ${error.message}`, { cause: error });
  }
}

/** Returns the tables with their rules. @throws {Error} for a table without a rule. */
export function rulesOf({
  name,
  tables,
  rules,
}: Pick<Aggregator, 'name' | 'tables' | 'rules'>): [table: string, rule: string][] {
  return Object.keys(tables).map((table) => {
    const rule = rules[table];
    if (rule === undefined)
      throw new Error(`${name} has no rule for its table ${table}: add one that says who may see its rows`);
    return [table, rule];
  });
}
