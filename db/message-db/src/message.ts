import { ContractError } from './errors.ts';

/**
 * What a message says about itself. The causation, correlation and reply fields are Eventide's;
 * `traceparent` is W3C Trace Context. All of it is optional but `schemaVersion`, which `messageType` sets.
 */
export interface Metadata {
  causationMessageStreamName?: string;
  causationMessagePosition?: number;
  causationMessageGlobalPosition?: number;
  correlationStreamName?: string;
  replyStreamName?: string;
  schemaVersion?: number;
  /** One for everything that follows from one request. */
  traceId?: string;
  /** Who asked. */
  userId?: string;
  traceparent?: string;
  /** Somebody waits to see the effect of this trace. */
  awaited?: boolean;
}

declare const checked: unique symbol;

/** A message that is not written yet. Only a `messageType` makes one, so its data has passed its schema. */
export interface NewMessage<Type extends string = string, Data = unknown> {
  readonly [checked]: true;
  /** A UUID. */
  readonly id: string;
  /** Whether the caller chose the id, which makes the write idempotent. */
  readonly idGiven: boolean;
  readonly type: Type;
  readonly data: Data;
  readonly metadata: Metadata;
}

/** A message as the store holds it. */
export interface Message<Type extends string = string, Data = unknown> {
  readonly id: string;
  readonly streamName: string;
  readonly type: Type;
  readonly data: Data;
  readonly metadata: Metadata;
  /** Ordinal in its stream, from 0, without gaps. */
  readonly position: number;
  /** Ordinal in the whole store, from 1, with gaps. */
  readonly globalPosition: number;
  /** When the writing transaction began, by the server's clock. */
  readonly time: Date;
}

/** The metadata of a message that follows from another: it names its cause and inherits the rest. */
export function following(cause: Message): Metadata {
  const { correlationStreamName, replyStreamName, traceId, userId, traceparent, awaited } = cause.metadata;
  return definedOnly({
    causationMessageStreamName: cause.streamName,
    causationMessagePosition: cause.position,
    causationMessageGlobalPosition: cause.globalPosition,
    correlationStreamName,
    replyStreamName,
    traceId,
    userId,
    traceparent,
    awaited,
  });
}

/** `follow(command, Registered({...}))`: the same new message with the metadata of one that follows from `cause`. */
export function follow<M extends NewMessage>(cause: Message, message: M): M {
  return { ...message, metadata: { ...following(cause), ...message.metadata } };
}

/**
 * What `messageType` calls to make a message; not for others, because it checks only what the store itself demands.
 * @throws {TypeError} when the id is not a UUID.
 * @throws {ContractError} when the data or metadata is nothing that jsonb can hold.
 */
export function newMessage<Type extends string, Data>(
  type: Type,
  data: Data,
  id: string | undefined,
  given: Metadata,
): NewMessage<Type, Data> {
  if (id !== undefined && !UUID.test(id))
    throw new TypeError(`${type}: the id of a message must be a UUID, not "${id}"`);
  const metadata = definedOnly(given);
  assertStorable(type, data);
  assertStorable(type, metadata);
  return {
    id: id?.toLowerCase() ?? crypto.randomUUID(),
    idGiven: id !== undefined,
    type,
    data,
    metadata,
  } as NewMessage<Type, Data>;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** In the output of JSON.stringify: the character NUL, or half of a surrogate pair. Text in Postgres holds neither. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

function assertStorable(type: string, value: unknown): void {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (cause) {
    throw new ContractError(type, 'invalid', `not JSON: ${String(cause)}`, { cause });
  }
  if (json === undefined) throw new ContractError(type, 'invalid', `not JSON: ${typeof value}`);
  if (UNSTORABLE.test(json)) throw new ContractError(type, 'invalid', 'text with a NUL or half a surrogate pair');
}

/** The object without its undefined properties: itself, where it has none, which costs least. */
function definedOnly<T extends object>(object: T): T {
  if (!Object.values(object).includes(undefined)) return object;
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
