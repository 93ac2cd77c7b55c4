import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ContractError } from './errors';
import { newMessage, type Message, type Metadata, type NewMessage } from './message';
import { streamName } from './stream-name';

/** Turns data of schema version N into data of version N + 1. */
export type Upcaster = (data: unknown) => unknown;

/**
 * A type of message: call it to make one, `read` to check one that was read.
 * @throws {ContractError} (both) when the data fails the schema.
 */
export interface MessageType<Type extends string = string, Data = unknown> {
  (data: Data, options?: { id?: string; metadata?: Metadata }): NewMessage<Type, Data>;
  readonly type: Type;
  readonly schemaVersion: number;
  read(message: Message): Message<Type, Data>;
}

/**
 * Declares a type of message by its name and a Standard Schema (zod, valibot, arktype) of its data.
 * `upcasters` bring old messages up to date: the first turns version 1 into 2, and so on; the schema
 * describes the newest version, which is one more than there are upcasters.
 */
export function messageType<const Type extends string, Schema extends StandardSchemaV1>(
  type: Type,
  schema: Schema,
  upcasters: readonly Upcaster[] = [],
): MessageType<Type, StandardSchemaV1.InferOutput<Schema>> {
  type Data = StandardSchemaV1.InferOutput<Schema>;
  const schemaVersion = upcasters.length + 1;

  const make = (data: Data, options: { id?: string; metadata?: Metadata } = {}) =>
    newMessage(type, check(type, schema, data), { ...options, metadata: { ...options.metadata, schemaVersion } });

  const read = (message: Message): Message<Type, Data> => {
    const version = message.metadata.schemaVersion ?? 1;
    if (version > schemaVersion) {
      throw new ContractError(type, 'unknown-version', `schema version ${version} is newer than ${schemaVersion}`);
    }
    const data = upcasters.slice(version - 1).reduce<unknown>((older, upcast) => upcast(older), message.data);
    return { ...message, type, data: check(type, schema, data) };
  };

  return Object.assign(make, { type, schemaVersion, read });
}

/** `any`, because a message type both takes its data and gives it: no single type of data stands for all. */
type TypesByName = Record<string, MessageType<string, any>>;
type NewOf<T> = T extends MessageType<infer Type, infer Data> ? NewMessage<Type, Data> : never;
type ReadOf<T> = T extends MessageType<infer Type, infer Data> ? Message<Type, Data> : never;

/** What a component handles and writes. The one thing that others need to know of it. */
export interface Contract<Commands extends TypesByName = TypesByName, Events extends TypesByName = TypesByName> {
  readonly category: string;
  /** Where its commands go: `<category>:command`. */
  readonly commandCategory: string;
  readonly commands: Commands;
  readonly events: Events;
  stream(id: string): string;
  commandStream(id: string): string;
  /** @throws {ContractError} for an unknown type, an unknown version or bad data. */
  readCommand(message: Message): ReadOf<Commands[keyof Commands]>;
  /** @throws {ContractError} for an unknown type, an unknown version or bad data. */
  readEvent(message: Message): ReadOf<Events[keyof Events]>;
}

/** The commands of a contract, as they are read. */
export type CommandOf<C> = C extends Contract<infer Commands, TypesByName> ? ReadOf<Commands[keyof Commands]> : never;
/** The events of a contract, as they are read. */
export type EventOf<C> = C extends Contract<TypesByName, infer Events> ? ReadOf<Events[keyof Events]> : never;
/** The commands of a contract, before they are written. */
export type NewCommandOf<C> = C extends Contract<infer Commands, TypesByName> ? NewOf<Commands[keyof Commands]> : never;
/** The events of a contract, before they are written. */
export type NewEventOf<C> = C extends Contract<TypesByName, infer Events> ? NewOf<Events[keyof Events]> : never;

/** Puts a category's commands and events together. Keys are the types' names. */
export function defineContract<Commands extends TypesByName, Events extends TypesByName>(definition: {
  category: string;
  commands: Commands;
  events: Events;
}): Contract<Commands, Events> {
  const { category, commands, events } = definition;
  const commandCategory = `${category}:command`;
  return {
    category,
    commandCategory,
    commands,
    events,
    stream: (id) => streamName(category, id),
    commandStream: (id) => streamName(commandCategory, id),
    readCommand: (message) => readAs(commands, message) as ReadOf<Commands[keyof Commands]>,
    readEvent: (message) => readAs(events, message) as ReadOf<Events[keyof Events]>,
  };
}

function readAs(types: TypesByName, message: Message): Message {
  const type = Object.hasOwn(types, message.type) ? types[message.type] : undefined;
  if (!type) throw new ContractError(message.type, 'unknown-type', `no such type in the contract of ${message.streamName}`);
  return type.read(message);
}

function check<Schema extends StandardSchemaV1>(type: string, schema: Schema, data: unknown) {
  const result = schema['~standard'].validate(data);
  if (result instanceof Promise) throw new TypeError(`${type}: the schema of a message must be synchronous`);
  if (result.issues) {
    const detail = result.issues.map((issue) => `${pathOf(issue)}${issue.message}`).join('; ');
    throw new ContractError(type, 'invalid', detail);
  }
  return result.value as StandardSchemaV1.InferOutput<Schema>;
}

function pathOf(issue: StandardSchemaV1.Issue): string {
  const path = issue.path?.map((part) => (typeof part === 'object' ? part.key : part)).join('.');
  return path ? `${path}: ` : '';
}
