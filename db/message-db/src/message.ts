import { ContractError } from './errors.ts';

/**
 * The metadata of a message. The causation, correlation and reply fields are Eventide's, and `traceparent` is W3C Trace
 * Context. `messageType` sets `schemaVersion`; the rest is optional. To add fields, extend this type:
 * `createMessageStore<MyMetadata>(pool)` reads messages with it.
 */
export interface Metadata {
  [name: string]: unknown;
  causationMessageStreamName?: string;
  causationMessagePosition?: number;
  causationMessageGlobalPosition?: number;
  correlationStreamName?: string;
  replyStreamName?: string;
  schemaVersion?: number;
  /** The same for all messages that follow from one request. */
  traceId?: string;
  /** The user who made the request. */
  userId?: string;
  traceparent?: string;
  /** Whether a caller waits to see the effect of this trace. */
  awaited?: boolean;
}

/** Whether a write of a message was tried. Copies of the message, such as `follow` makes, share this. */
class Attempts {
  #begun = false;

  /** @returns whether an earlier write had begun. */
  begin(): boolean {
    const before = this.#begun;
    this.#begun = true;
    return before;
  }
}

const attempts: unique symbol = Symbol('attempts');

/** A message that is not written yet. Only a `messageType` makes it, so its data has passed its schema. */
export interface NewMessage<Type extends string = string, Data = unknown> {
  readonly [attempts]: Attempts;
  /** A UUID. */
  readonly id: string;
  /** Whether the caller gave the id, which makes the write idempotent. */
  readonly idGiven: boolean;
  readonly type: Type;
  readonly data: Data;
  readonly metadata: Metadata;
}

/** A message from the store. */
export interface Message<Type extends string = string, Data = unknown, Meta extends Metadata = Metadata> {
  readonly id: string;
  readonly streamName: string;
  readonly type: Type;
  readonly data: Data;
  readonly metadata: Meta;
  /** The ordinal in its stream, from 0, without gaps. */
  readonly position: number;
  /** The ordinal in the whole store, from 1, with gaps. */
  readonly globalPosition: number;
  /** The start of the writing transaction, by the server's clock. */
  readonly time: Date;
  /**
   * Set if another program wrote a number with more digits than JavaScript keeps. `data` has the nearest number.
   * `MessageType.read` refuses such a message.
   */
  readonly isInexact?: true;
}

/** The metadata of a message that follows from `cause`: it names the cause and inherits the rest. */
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

/** `follow(command, Registered({...}))` returns the new message with the metadata of one that follows from `cause`. */
export function follow<M extends NewMessage>(cause: Message, message: M): M {
  return { ...message, metadata: { ...following(cause), ...message.metadata } };
}

/** Marks a message as being written. @returns whether an earlier write may have stored it. */
export function mayBeWritten(message: NewMessage): boolean {
  const known: Attempts | undefined = message[attempts];
  return (known?.begin() ?? true) || message.idGiven;
}

/**
 * Makes a message for `messageType`, which has checked its schema. This checks only the store's requirements.
 * @throws {TypeError} if the id is not a UUID.
 * @throws {ContractError} if jsonb cannot hold the data or the metadata.
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
    [attempts]: new Attempts(),
    id: id?.toLowerCase() ?? crypto.randomUUID(),
    idGiven: id !== undefined,
    type,
    data,
    metadata,
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The character NUL or half a surrogate pair in the output of JSON.stringify. Text in Postgres holds neither. */
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
  // JSON.stringify converts NaN and infinities to null.
  if (json.includes('null')) JSON.stringify(value, (_, part: unknown) => assertFinite(type, part));
}

function assertFinite(type: string, part: unknown): unknown {
  if (typeof part === 'number' && !Number.isFinite(part))
    throw new ContractError(type, 'invalid', `JSON has no number ${part}`);
  return part;
}

/** Returns the object without undefined properties. If it has none, it is returned unchanged, which is cheapest. */
function definedOnly<T extends object>(object: T): T {
  if (!Object.values(object).includes(undefined)) return object;
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
