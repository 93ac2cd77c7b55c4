import { ContractError } from './errors.ts';
import type { Message, NewMessage } from './message.ts';
import type { MessageType } from './message-type.ts';
import { isCategory, streamName } from './stream-name.ts';

type TypesByName = Record<string, MessageType<string, any>>;
type NewOf<T> = T extends MessageType<infer Type, infer Data> ? NewMessage<Type, Data> : never;
type ReadOf<T> = T extends MessageType<infer Type, infer Data> ? Message<Type, Data> : never;

/** The messages that a component handles and writes: its public interface. */
export interface Contract {
  readonly category: string;
  /** The category of its commands: `<category>:command`. */
  readonly commandCategory: string;
  readonly commands: TypesByName;
  readonly events: TypesByName;
  /** The entity stream of an id: `<category>-<id>`. */
  stream(id: string): string;
  /** The command stream of an id: `<category>:command-<id>`. */
  commandStream(id: string): string;
  /** @throws {ContractError} for an unknown type, an unknown version or bad data. */
  readCommand(message: Message): Message;
  /** @throws {ContractError} for an unknown type, an unknown version or bad data. */
  readEvent(message: Message): Message;
}

/** A contract of certain commands and events. */
export interface ContractOf<Commands extends TypesByName, Events extends TypesByName> extends Contract {
  readonly commands: Commands;
  readonly events: Events;
  readCommand(message: Message): ReadOf<Commands[keyof Commands]>;
  readEvent(message: Message): ReadOf<Events[keyof Events]>;
}

/** The types of a contract's commands after reading. */
export type CommandOf<C extends Contract> = ReadOf<C['commands'][keyof C['commands']]>;
/** The types of a contract's events after reading. */
export type EventOf<C extends Contract> = ReadOf<C['events'][keyof C['events']]>;
/** The types of a contract's new commands. */
export type NewCommandOf<C extends Contract> = NewOf<C['commands'][keyof C['commands']]>;
/** The types of a contract's new events. */
export type NewEventOf<C extends Contract> = NewOf<C['events'][keyof C['events']]>;

/**
 * Defines the contract of a category.
 * @throws {TypeError} if `category` is not a category, or a type is kept under another name than its own.
 */
export function defineContract<Commands extends TypesByName, Events extends TypesByName>(definition: {
  category: string;
  commands: Commands;
  events: Events;
}): ContractOf<Commands, Events> {
  const { category, commands, events } = definition;
  if (category === '' || !isCategory(category)) throw new TypeError(`Not a category: "${category}"`);
  for (const [key, { type }] of [...Object.entries(commands), ...Object.entries(events)]) {
    if (key !== type)
      throw new TypeError(`The contract of ${category} keeps the message type ${type} under the name ${key}`);
  }
  const commandCategory = `${category}:command`;
  return {
    category,
    commandCategory,
    commands,
    events,
    stream: (id) => streamName(category, id),
    commandStream: (id) => streamName(commandCategory, id),
    readCommand: (message) => readAs(category, commands, message) as ReadOf<Commands[keyof Commands]>,
    readEvent: (message) => readAs(category, events, message) as ReadOf<Events[keyof Events]>,
  };
}

function readAs(category: string, types: TypesByName, message: Message): Message {
  const type = Object.hasOwn(types, message.type) ? types[message.type] : undefined;
  if (!type) throw new ContractError(message.type, 'unknown-type', `no such type in the contract of ${category}`);
  return type.read(message);
}
