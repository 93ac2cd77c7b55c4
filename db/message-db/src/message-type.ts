import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ContractError } from './errors.ts';
import { newMessage, type Message, type Metadata, type NewMessage } from './message.ts';
import { assertName } from './stream-name.ts';

/** Converts data of schema version N to version N + 1. */
export type Upcaster = (data: unknown) => unknown;

/** A message type: call it to make a message, and call `read` to check a message from the store. */
export interface MessageType<Type extends string = string, Data = unknown> {
  /**
   * @param options `id` is a UUID, which makes the write idempotent. Unset: a random one.
   * @throws {ContractError} if the data fails the schema, or jsonb cannot hold it.
   */
  (data: Data, options?: { id?: string; metadata?: Metadata }): NewMessage<Type, Data>;
  readonly type: Type;
  readonly schemaVersion: number;
  /** The Standard Schema of its data, for documentation. */
  readonly schema: StandardSchemaV1<unknown, Data>;
  /**
   * Returns the message with its data converted to the newest schema version and checked.
   * @throws {ContractError} for another type, an unknown version, data that fails the schema, or a number that
   * JavaScript cannot hold exactly.
   */
  read<Meta extends Metadata>(message: Message<string, unknown, Meta>): Message<Type, Data, Meta>;
}

/**
 * Declares a type of message by its name and a Standard Schema (zod, valibot, arktype) of its data. The data is stored
 * as JSON, and the schema checks it before and after: describe JSON (no dates, no bigints), and transform nothing that
 * a second pass would transform again. `upcasters` convert old messages: the first converts version 1 to 2, and so on.
 * The schema describes the newest version, whose number is the number of upcasters plus one.
 * @throws {TypeError} if the name is empty or cannot be stored. {RangeError} if it is longer than 1,024 bytes.
 */
export function messageType<const Type extends string, Schema extends StandardSchemaV1>(
  type: Type,
  schema: Schema,
  upcasters: readonly Upcaster[] = [],
): MessageType<Type, StandardSchemaV1.InferOutput<Schema>> {
  assertName(type, 'message type');
  type Data = StandardSchemaV1.InferOutput<Schema>;
  const schemaVersion = upcasters.length + 1;

  const make = (data: Data, { id, metadata }: { id?: string; metadata?: Metadata } = {}) =>
    newMessage(type, check(type, schema, data), id, { ...metadata, schemaVersion });

  const read = <Meta extends Metadata>(message: Message<string, unknown, Meta>): Message<Type, Data, Meta> => {
    if (message.type !== type) {
      throw new ContractError(type, 'unknown-type', `the message at ${place(message)} is of type ${message.type}`);
    }
    if (message.isInexact) {
      throw new ContractError(type, 'invalid', `the message at ${place(message)} has a number with too many digits`);
    }
    const version = versionOf(message, type, schemaVersion);
    const data = check(type, schema, upcast(type, message.data, upcasters.slice(version - 1)));
    const metadata = version === schemaVersion ? message.metadata : { ...message.metadata, schemaVersion };
    return { ...message, type, data, metadata };
  };

  return Object.assign(make, { type, schemaVersion, schema: schema as StandardSchemaV1<unknown, Data>, read });
}

/** The schema version of a message's data. Unset: 1. */
function versionOf(message: Message, type: string, newest: number): number {
  const version = message.metadata.schemaVersion ?? 1;
  if (Number.isInteger(version) && version >= 1 && version <= newest) return version;
  throw new ContractError(
    type,
    'unknown-version',
    `the message at ${place(message)} has schema version ${version}, and 1 to ${newest} are known`,
  );
}

function upcast(type: string, data: unknown, upcasters: readonly Upcaster[]): unknown {
  try {
    return upcasters.reduce((older, next) => next(older), data);
  } catch (cause) {
    throw new ContractError(type, 'invalid', `an upcaster failed: ${String(cause)}`, { cause });
  }
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
  const path = issue.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  return path ? `${path}: ` : '';
}

/** Describes where a message is. A fact has only a global position. */
function place({ streamName, position, globalPosition }: Message): string {
  return streamName === undefined ? `global position ${globalPosition}` : `${streamName}/${position}`;
}
